package org.nnd.build;

import org.nnd.train.Optimizer;

/**
 * How weights follow their gradients: {@code new Train().optimizer(adam(0.001))}.
 *
 * <p>Made from the catalogue by CatalogueSourceTest: don't edit it.
 */
public final class Optimizers {
  private Optimizers() {}

  /** What {@code decay} may be. */
  public enum Decay {
    ALL,
    WEIGHTS
  }

  /**
   * w ← w - lr v, v ← momentum v + g
   *
   * <p>In a text: {@code sgd(lr=0.001, momentum=0.0, nesterov=false, weight_decay=0.0, decay=true)}
   */
  public static Sgd sgd() {
    return new Sgd(Call.Arguments.NONE);
  }

  /**
   * w ← w - lr v, v ← momentum v + g
   *
   * <p>In a text: {@code sgd(lr=0.001, momentum=0.0, nesterov=false, weight_decay=0.0, decay=true)}
   *
   * @param lr the learning rate
   */
  public static Sgd sgd(double lr) {
    return new Sgd(Call.Arguments.NONE.with("lr", Literal.of(lr)));
  }

  /** A call of {@code sgd}. */
  public static final class Sgd extends Call<Optimizer> {
    private Sgd(Call.Arguments arguments) {
      super(org.nnd.train.Optimizers.ALL, "sgd", arguments);
    }

    /**
     * The learning rate.
     *
     * @param lr a number above 0; without it: 0.001
     */
    public Sgd lr(double lr) {
      return new Sgd(arguments().with("lr", Literal.of(lr)));
    }

    /**
     * How much of the velocity stays.
     *
     * @param momentum a number of at least 0 and below 1; without it: 0.0
     */
    public Sgd momentum(double momentum) {
      return new Sgd(arguments().with("momentum", Literal.of(momentum)));
    }

    /**
     * Whether the weight moves ahead by the velocity.
     *
     * @param nesterov true or false; without it: false
     */
    public Sgd nesterov(boolean nesterov) {
      return new Sgd(arguments().with("nesterov", Literal.of(nesterov)));
    }

    /**
     * How much of the weights is added to their gradients.
     *
     * @param weightDecay a number of at least 0; without it: 0.0
     */
    public Sgd weightDecay(double weightDecay) {
      return new Sgd(arguments().with("weight_decay", Literal.of(weightDecay)));
    }

    /**
     * Whether all shrink, or weights only: no biases and nothing that normalises.
     *
     * @param decay all or weights; without it: true
     */
    public Sgd decay(Decay decay) {
      return new Sgd(arguments().with("decay", Literal.of(decay)));
    }
  }

  /**
   * w ← w - lr m̂ / (√v̂ + ε)
   *
   * <p>In a text: {@code adam(lr=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weight_decay=0.0,
   * decay=true)}
   */
  public static Adam adam() {
    return new Adam(Call.Arguments.NONE);
  }

  /**
   * w ← w - lr m̂ / (√v̂ + ε)
   *
   * <p>In a text: {@code adam(lr=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weight_decay=0.0,
   * decay=true)}
   *
   * @param lr the learning rate
   */
  public static Adam adam(double lr) {
    return new Adam(Call.Arguments.NONE.with("lr", Literal.of(lr)));
  }

  /** A call of {@code adam}. */
  public static final class Adam extends Call<Optimizer> {
    private Adam(Call.Arguments arguments) {
      super(org.nnd.train.Optimizers.ALL, "adam", arguments);
    }

    /**
     * The learning rate.
     *
     * @param lr a number above 0; without it: 0.001
     */
    public Adam lr(double lr) {
      return new Adam(arguments().with("lr", Literal.of(lr)));
    }

    /**
     * How much of the mean gradient stays.
     *
     * @param beta1 a number of at least 0 and below 1; without it: 0.9
     */
    public Adam beta1(double beta1) {
      return new Adam(arguments().with("beta1", Literal.of(beta1)));
    }

    /**
     * How much of the mean square stays.
     *
     * @param beta2 a number of at least 0 and below 1; without it: 0.999
     */
    public Adam beta2(double beta2) {
      return new Adam(arguments().with("beta2", Literal.of(beta2)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-8
     */
    public Adam epsilon(double epsilon) {
      return new Adam(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * How much of the weights is added to their gradients.
     *
     * @param weightDecay a number of at least 0; without it: 0.0
     */
    public Adam weightDecay(double weightDecay) {
      return new Adam(arguments().with("weight_decay", Literal.of(weightDecay)));
    }

    /**
     * Whether all shrink, or weights only: no biases and nothing that normalises.
     *
     * @param decay all or weights; without it: true
     */
    public Adam decay(Decay decay) {
      return new Adam(arguments().with("decay", Literal.of(decay)));
    }
  }

  /**
   * w ← (1 - lr λ) w - lr m̂ / (√v̂ + ε)
   *
   * <p>In a text: {@code adamw(lr=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weight_decay=0.01,
   * decay=true)}
   */
  public static Adamw adamw() {
    return new Adamw(Call.Arguments.NONE);
  }

  /**
   * w ← (1 - lr λ) w - lr m̂ / (√v̂ + ε)
   *
   * <p>In a text: {@code adamw(lr=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weight_decay=0.01,
   * decay=true)}
   *
   * @param lr the learning rate
   */
  public static Adamw adamw(double lr) {
    return new Adamw(Call.Arguments.NONE.with("lr", Literal.of(lr)));
  }

  /** A call of {@code adamw}. */
  public static final class Adamw extends Call<Optimizer> {
    private Adamw(Call.Arguments arguments) {
      super(org.nnd.train.Optimizers.ALL, "adamw", arguments);
    }

    /**
     * The learning rate.
     *
     * @param lr a number above 0; without it: 0.001
     */
    public Adamw lr(double lr) {
      return new Adamw(arguments().with("lr", Literal.of(lr)));
    }

    /**
     * How much of the mean gradient stays.
     *
     * @param beta1 a number of at least 0 and below 1; without it: 0.9
     */
    public Adamw beta1(double beta1) {
      return new Adamw(arguments().with("beta1", Literal.of(beta1)));
    }

    /**
     * How much of the mean square stays.
     *
     * @param beta2 a number of at least 0 and below 1; without it: 0.999
     */
    public Adamw beta2(double beta2) {
      return new Adamw(arguments().with("beta2", Literal.of(beta2)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-8
     */
    public Adamw epsilon(double epsilon) {
      return new Adamw(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * How much of the weights is added to their gradients.
     *
     * @param weightDecay a number of at least 0; without it: 0.01
     */
    public Adamw weightDecay(double weightDecay) {
      return new Adamw(arguments().with("weight_decay", Literal.of(weightDecay)));
    }

    /**
     * Whether all shrink, or weights only: no biases and nothing that normalises.
     *
     * @param decay all or weights; without it: true
     */
    public Adamw decay(Decay decay) {
      return new Adamw(arguments().with("decay", Literal.of(decay)));
    }
  }

  /**
   * adam, its mean gradient one step ahead
   *
   * <p>In a text: {@code nadam(lr=0.002, beta1=0.9, beta2=0.999, epsilon=1.0E-8,
   * momentum_decay=0.004, weight_decay=0.0, decay=true)}
   */
  public static Nadam nadam() {
    return new Nadam(Call.Arguments.NONE);
  }

  /**
   * adam, its mean gradient one step ahead
   *
   * <p>In a text: {@code nadam(lr=0.002, beta1=0.9, beta2=0.999, epsilon=1.0E-8,
   * momentum_decay=0.004, weight_decay=0.0, decay=true)}
   *
   * @param lr the learning rate
   */
  public static Nadam nadam(double lr) {
    return new Nadam(Call.Arguments.NONE.with("lr", Literal.of(lr)));
  }

  /** A call of {@code nadam}. */
  public static final class Nadam extends Call<Optimizer> {
    private Nadam(Call.Arguments arguments) {
      super(org.nnd.train.Optimizers.ALL, "nadam", arguments);
    }

    /**
     * The learning rate.
     *
     * @param lr a number above 0; without it: 0.002
     */
    public Nadam lr(double lr) {
      return new Nadam(arguments().with("lr", Literal.of(lr)));
    }

    /**
     * How much of the mean gradient stays.
     *
     * @param beta1 a number of at least 0 and below 1; without it: 0.9
     */
    public Nadam beta1(double beta1) {
      return new Nadam(arguments().with("beta1", Literal.of(beta1)));
    }

    /**
     * How much of the mean square stays.
     *
     * @param beta2 a number of at least 0 and below 1; without it: 0.999
     */
    public Nadam beta2(double beta2) {
      return new Nadam(arguments().with("beta2", Literal.of(beta2)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-8
     */
    public Nadam epsilon(double epsilon) {
      return new Nadam(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * How fast the momentum grows towards beta1.
     *
     * @param momentumDecay a number of at least 0; without it: 0.004
     */
    public Nadam momentumDecay(double momentumDecay) {
      return new Nadam(arguments().with("momentum_decay", Literal.of(momentumDecay)));
    }

    /**
     * How much of the weights is added to their gradients.
     *
     * @param weightDecay a number of at least 0; without it: 0.0
     */
    public Nadam weightDecay(double weightDecay) {
      return new Nadam(arguments().with("weight_decay", Literal.of(weightDecay)));
    }

    /**
     * Whether all shrink, or weights only: no biases and nothing that normalises.
     *
     * @param decay all or weights; without it: true
     */
    public Nadam decay(Decay decay) {
      return new Nadam(arguments().with("decay", Literal.of(decay)));
    }
  }

  /**
   * w ← w - lr g / (√Σ g² + ε)
   *
   * <p>In a text: {@code adagrad(lr=0.01, lr_decay=0.0, initial_accumulator_value=0.0,
   * epsilon=1.0E-10, weight_decay=0.0, decay=true)}
   */
  public static Adagrad adagrad() {
    return new Adagrad(Call.Arguments.NONE);
  }

  /**
   * w ← w - lr g / (√Σ g² + ε)
   *
   * <p>In a text: {@code adagrad(lr=0.01, lr_decay=0.0, initial_accumulator_value=0.0,
   * epsilon=1.0E-10, weight_decay=0.0, decay=true)}
   *
   * @param lr the learning rate
   */
  public static Adagrad adagrad(double lr) {
    return new Adagrad(Call.Arguments.NONE.with("lr", Literal.of(lr)));
  }

  /** A call of {@code adagrad}. */
  public static final class Adagrad extends Call<Optimizer> {
    private Adagrad(Call.Arguments arguments) {
      super(org.nnd.train.Optimizers.ALL, "adagrad", arguments);
    }

    /**
     * The learning rate.
     *
     * @param lr a number above 0; without it: 0.01
     */
    public Adagrad lr(double lr) {
      return new Adagrad(arguments().with("lr", Literal.of(lr)));
    }

    /**
     * How fast the learning rate falls.
     *
     * @param lrDecay a number of at least 0; without it: 0.0
     */
    public Adagrad lrDecay(double lrDecay) {
      return new Adagrad(arguments().with("lr_decay", Literal.of(lrDecay)));
    }

    /**
     * What the sum of squares starts as.
     *
     * @param initialAccumulatorValue a number of at least 0; without it: 0.0
     */
    public Adagrad initialAccumulatorValue(double initialAccumulatorValue) {
      return new Adagrad(
          arguments().with("initial_accumulator_value", Literal.of(initialAccumulatorValue)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-10
     */
    public Adagrad epsilon(double epsilon) {
      return new Adagrad(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * How much of the weights is added to their gradients.
     *
     * @param weightDecay a number of at least 0; without it: 0.0
     */
    public Adagrad weightDecay(double weightDecay) {
      return new Adagrad(arguments().with("weight_decay", Literal.of(weightDecay)));
    }

    /**
     * Whether all shrink, or weights only: no biases and nothing that normalises.
     *
     * @param decay all or weights; without it: true
     */
    public Adagrad decay(Decay decay) {
      return new Adagrad(arguments().with("decay", Literal.of(decay)));
    }
  }

  /**
   * w ← w - lr √(mean of steps² + ε) / √(mean of g² + ε) g
   *
   * <p>In a text: {@code adadelta(lr=1.0, rho=0.9, epsilon=1.0E-6, weight_decay=0.0, decay=true)}
   */
  public static Adadelta adadelta() {
    return new Adadelta(Call.Arguments.NONE);
  }

  /**
   * w ← w - lr √(mean of steps² + ε) / √(mean of g² + ε) g
   *
   * <p>In a text: {@code adadelta(lr=1.0, rho=0.9, epsilon=1.0E-6, weight_decay=0.0, decay=true)}
   *
   * @param lr the learning rate
   */
  public static Adadelta adadelta(double lr) {
    return new Adadelta(Call.Arguments.NONE.with("lr", Literal.of(lr)));
  }

  /** A call of {@code adadelta}. */
  public static final class Adadelta extends Call<Optimizer> {
    private Adadelta(Call.Arguments arguments) {
      super(org.nnd.train.Optimizers.ALL, "adadelta", arguments);
    }

    /**
     * The learning rate.
     *
     * @param lr a number above 0; without it: 1.0
     */
    public Adadelta lr(double lr) {
      return new Adadelta(arguments().with("lr", Literal.of(lr)));
    }

    /**
     * How much of the mean squares stays.
     *
     * @param rho a number of at least 0 and below 1; without it: 0.9
     */
    public Adadelta rho(double rho) {
      return new Adadelta(arguments().with("rho", Literal.of(rho)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-6
     */
    public Adadelta epsilon(double epsilon) {
      return new Adadelta(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * How much of the weights is added to their gradients.
     *
     * @param weightDecay a number of at least 0; without it: 0.0
     */
    public Adadelta weightDecay(double weightDecay) {
      return new Adadelta(arguments().with("weight_decay", Literal.of(weightDecay)));
    }

    /**
     * Whether all shrink, or weights only: no biases and nothing that normalises.
     *
     * @param decay all or weights; without it: true
     */
    public Adadelta decay(Decay decay) {
      return new Adadelta(arguments().with("decay", Literal.of(decay)));
    }
  }

  /**
   * w ← w - lr g / (√v + ε), v ← α v + (1 - α) g²
   *
   * <p>In a text: {@code rmsprop(lr=0.01, alpha=0.99, epsilon=1.0E-8, momentum=0.0, centered=false,
   * weight_decay=0.0, decay=true)}
   */
  public static Rmsprop rmsprop() {
    return new Rmsprop(Call.Arguments.NONE);
  }

  /**
   * w ← w - lr g / (√v + ε), v ← α v + (1 - α) g²
   *
   * <p>In a text: {@code rmsprop(lr=0.01, alpha=0.99, epsilon=1.0E-8, momentum=0.0, centered=false,
   * weight_decay=0.0, decay=true)}
   *
   * @param lr the learning rate
   */
  public static Rmsprop rmsprop(double lr) {
    return new Rmsprop(Call.Arguments.NONE.with("lr", Literal.of(lr)));
  }

  /** A call of {@code rmsprop}. */
  public static final class Rmsprop extends Call<Optimizer> {
    private Rmsprop(Call.Arguments arguments) {
      super(org.nnd.train.Optimizers.ALL, "rmsprop", arguments);
    }

    /**
     * The learning rate.
     *
     * @param lr a number above 0; without it: 0.01
     */
    public Rmsprop lr(double lr) {
      return new Rmsprop(arguments().with("lr", Literal.of(lr)));
    }

    /**
     * How much of the mean square stays.
     *
     * @param alpha a number of at least 0 and below 1; without it: 0.99
     */
    public Rmsprop alpha(double alpha) {
      return new Rmsprop(arguments().with("alpha", Literal.of(alpha)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-8
     */
    public Rmsprop epsilon(double epsilon) {
      return new Rmsprop(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * How much of the velocity stays.
     *
     * @param momentum a number of at least 0 and below 1; without it: 0.0
     */
    public Rmsprop momentum(double momentum) {
      return new Rmsprop(arguments().with("momentum", Literal.of(momentum)));
    }

    /**
     * Whether the variance takes the mean square's place.
     *
     * @param centered true or false; without it: false
     */
    public Rmsprop centered(boolean centered) {
      return new Rmsprop(arguments().with("centered", Literal.of(centered)));
    }

    /**
     * How much of the weights is added to their gradients.
     *
     * @param weightDecay a number of at least 0; without it: 0.0
     */
    public Rmsprop weightDecay(double weightDecay) {
      return new Rmsprop(arguments().with("weight_decay", Literal.of(weightDecay)));
    }

    /**
     * Whether all shrink, or weights only: no biases and nothing that normalises.
     *
     * @param decay all or weights; without it: true
     */
    public Rmsprop decay(Decay decay) {
      return new Rmsprop(arguments().with("decay", Literal.of(decay)));
    }
  }

  /**
   * w ← w - lr sign(β₁ m + (1 - β₁) g)
   *
   * <p>In a text: {@code lion(lr=1.0E-4, beta1=0.9, beta2=0.99, weight_decay=0.0, decay=true)}
   */
  public static Lion lion() {
    return new Lion(Call.Arguments.NONE);
  }

  /**
   * w ← w - lr sign(β₁ m + (1 - β₁) g)
   *
   * <p>In a text: {@code lion(lr=1.0E-4, beta1=0.9, beta2=0.99, weight_decay=0.0, decay=true)}
   *
   * @param lr the learning rate
   */
  public static Lion lion(double lr) {
    return new Lion(Call.Arguments.NONE.with("lr", Literal.of(lr)));
  }

  /** A call of {@code lion}. */
  public static final class Lion extends Call<Optimizer> {
    private Lion(Call.Arguments arguments) {
      super(org.nnd.train.Optimizers.ALL, "lion", arguments);
    }

    /**
     * The learning rate.
     *
     * @param lr a number above 0; without it: 1.0E-4
     */
    public Lion lr(double lr) {
      return new Lion(arguments().with("lr", Literal.of(lr)));
    }

    /**
     * How much of the mean gradient stays.
     *
     * @param beta1 a number of at least 0 and below 1; without it: 0.9
     */
    public Lion beta1(double beta1) {
      return new Lion(arguments().with("beta1", Literal.of(beta1)));
    }

    /**
     * How much of the mean gradient in the slot stays.
     *
     * @param beta2 a number of at least 0 and below 1; without it: 0.99
     */
    public Lion beta2(double beta2) {
      return new Lion(arguments().with("beta2", Literal.of(beta2)));
    }

    /**
     * How much of the weights is added to their gradients.
     *
     * @param weightDecay a number of at least 0; without it: 0.0
     */
    public Lion weightDecay(double weightDecay) {
      return new Lion(arguments().with("weight_decay", Literal.of(weightDecay)));
    }

    /**
     * Whether all shrink, or weights only: no biases and nothing that normalises.
     *
     * @param decay all or weights; without it: true
     */
    public Lion decay(Decay decay) {
      return new Lion(arguments().with("decay", Literal.of(decay)));
    }
  }

  /**
   * adam, each step as long as lr ‖w‖
   *
   * <p>In a text: {@code lamb(lr=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-6, weight_decay=0.01,
   * decay=true)}
   */
  public static Lamb lamb() {
    return new Lamb(Call.Arguments.NONE);
  }

  /**
   * adam, each step as long as lr ‖w‖
   *
   * <p>In a text: {@code lamb(lr=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-6, weight_decay=0.01,
   * decay=true)}
   *
   * @param lr the learning rate
   */
  public static Lamb lamb(double lr) {
    return new Lamb(Call.Arguments.NONE.with("lr", Literal.of(lr)));
  }

  /** A call of {@code lamb}. */
  public static final class Lamb extends Call<Optimizer> {
    private Lamb(Call.Arguments arguments) {
      super(org.nnd.train.Optimizers.ALL, "lamb", arguments);
    }

    /**
     * The learning rate.
     *
     * @param lr a number above 0; without it: 0.001
     */
    public Lamb lr(double lr) {
      return new Lamb(arguments().with("lr", Literal.of(lr)));
    }

    /**
     * How much of the mean gradient stays.
     *
     * @param beta1 a number of at least 0 and below 1; without it: 0.9
     */
    public Lamb beta1(double beta1) {
      return new Lamb(arguments().with("beta1", Literal.of(beta1)));
    }

    /**
     * How much of the mean square stays.
     *
     * @param beta2 a number of at least 0 and below 1; without it: 0.999
     */
    public Lamb beta2(double beta2) {
      return new Lamb(arguments().with("beta2", Literal.of(beta2)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-6
     */
    public Lamb epsilon(double epsilon) {
      return new Lamb(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * How much of the weights is added to their gradients.
     *
     * @param weightDecay a number of at least 0; without it: 0.01
     */
    public Lamb weightDecay(double weightDecay) {
      return new Lamb(arguments().with("weight_decay", Literal.of(weightDecay)));
    }

    /**
     * Whether all shrink, or weights only: no biases and nothing that normalises.
     *
     * @param decay all or weights; without it: true
     */
    public Lamb decay(Decay decay) {
      return new Lamb(arguments().with("decay", Literal.of(decay)));
    }
  }
}
