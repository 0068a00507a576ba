package org.nnd.build;

/**
 * Every loss: {@code new Train().loss(crossEntropy(), logits)}.
 *
 * <p>Made from the catalogue by CatalogueSourceTest: don't edit it.
 */
public final class Losses {
  private Losses() {}

  /** What {@code axis} may be. */
  public enum Axis {
    CHANNELS
  }

  /**
   * mean of -ln softmax(scores)[label]
   *
   * <p>In a text: {@code cross_entropy(weights=1 for all, smoothing=0.0, ignore=none, axis=-1)}
   */
  public static CrossEntropy crossEntropy() {
    return new CrossEntropy(Call.Arguments.NONE);
  }

  /**
   * mean of -ln softmax(scores)[label]
   *
   * <p>In a text: {@code cross_entropy(weights=1 for all, smoothing=0.0, ignore=none, axis=-1)}
   *
   * @param weights what each class counts
   */
  public static CrossEntropy crossEntropy(double... weights) {
    return new CrossEntropy(Call.Arguments.NONE.with("weights", Literal.of(weights)));
  }

  /** A call of {@code cross_entropy}. */
  public static final class CrossEntropy extends LayerCall {
    private CrossEntropy(Call.Arguments arguments) {
      super(org.nnd.train.Losses.ALL, "cross_entropy", arguments);
    }

    /**
     * What each class counts.
     *
     * @param weights a number of at least 0 or a list of them; without it: 1 for all
     */
    public CrossEntropy weights(double... weights) {
      return new CrossEntropy(arguments().with("weights", Literal.of(weights)));
    }

    /**
     * The share of a label given to all classes.
     *
     * @param smoothing a number from 0 to 1; without it: 0.0
     */
    public CrossEntropy smoothing(double smoothing) {
      return new CrossEntropy(arguments().with("smoothing", Literal.of(smoothing)));
    }

    /**
     * The label that doesn't count.
     *
     * @param ignore a whole number; without it: none
     */
    public CrossEntropy ignore(long ignore) {
      return new CrossEntropy(arguments().with("ignore", Literal.of(ignore)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public CrossEntropy axis(long axis) {
      return new CrossEntropy(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public CrossEntropy axis(Axis axis) {
      return new CrossEntropy(arguments().with("axis", Literal.of(axis)));
    }

    /** Sends values along: {@code weight=...}. */
    public CrossEntropy weight(Tensor... weight) {
      return new CrossEntropy(arguments().with("weight", weight));
    }
  }

  /**
   * mean of -z ln σ(x) - (1 - z) ln(1 - σ(x))
   *
   * <p>In a text: {@code binary_cross_entropy(positive_weight=1.0)}
   */
  public static BinaryCrossEntropy binaryCrossEntropy() {
    return new BinaryCrossEntropy(Call.Arguments.NONE);
  }

  /**
   * mean of -z ln σ(x) - (1 - z) ln(1 - σ(x))
   *
   * <p>In a text: {@code binary_cross_entropy(positive_weight=1.0)}
   *
   * @param positiveWeight what a label of 1 counts
   */
  public static BinaryCrossEntropy binaryCrossEntropy(double positiveWeight) {
    return new BinaryCrossEntropy(
        Call.Arguments.NONE.with("positive_weight", Literal.of(positiveWeight)));
  }

  /** A call of {@code binary_cross_entropy}. */
  public static final class BinaryCrossEntropy extends LayerCall {
    private BinaryCrossEntropy(Call.Arguments arguments) {
      super(org.nnd.train.Losses.ALL, "binary_cross_entropy", arguments);
    }

    /**
     * What a label of 1 counts.
     *
     * @param positiveWeight a number above 0; without it: 1.0
     */
    public BinaryCrossEntropy positiveWeight(double positiveWeight) {
      return new BinaryCrossEntropy(
          arguments().with("positive_weight", Literal.of(positiveWeight)));
    }

    /** Sends values along: {@code weight=...}. */
    public BinaryCrossEntropy weight(Tensor... weight) {
      return new BinaryCrossEntropy(arguments().with("weight", weight));
    }
  }

  /**
   * mean of (prediction - label)²
   *
   * <p>In a text: {@code mse()}
   */
  public static Mse mse() {
    return new Mse(Call.Arguments.NONE);
  }

  /** A call of {@code mse}. */
  public static final class Mse extends LayerCall {
    private Mse(Call.Arguments arguments) {
      super(org.nnd.train.Losses.ALL, "mse", arguments);
    }
  }

  /**
   * mean of |prediction - label|
   *
   * <p>In a text: {@code mae()}
   */
  public static Mae mae() {
    return new Mae(Call.Arguments.NONE);
  }

  /** A call of {@code mae}. */
  public static final class Mae extends LayerCall {
    private Mae(Call.Arguments arguments) {
      super(org.nnd.train.Losses.ALL, "mae", arguments);
    }
  }

  /**
   * mean of d² / 2 for |d| &lt; delta, else of delta (|d| - delta / 2)
   *
   * <p>In a text: {@code huber(delta=1.0)}
   */
  public static Huber huber() {
    return new Huber(Call.Arguments.NONE);
  }

  /**
   * mean of d² / 2 for |d| &lt; delta, else of delta (|d| - delta / 2)
   *
   * <p>In a text: {@code huber(delta=1.0)}
   *
   * @param delta from where on it grows like |d|, not like d²
   */
  public static Huber huber(double delta) {
    return new Huber(Call.Arguments.NONE.with("delta", Literal.of(delta)));
  }

  /** A call of {@code huber}. */
  public static final class Huber extends LayerCall {
    private Huber(Call.Arguments arguments) {
      super(org.nnd.train.Losses.ALL, "huber", arguments);
    }

    /**
     * From where on it grows like |d|, not like d².
     *
     * @param delta a number above 0; without it: 1.0
     */
    public Huber delta(double delta) {
      return new Huber(arguments().with("delta", Literal.of(delta)));
    }
  }

  /**
   * mean of Σ t (ln t - prediction), the prediction log-probabilities
   *
   * <p>In a text: {@code kl_divergence()}
   */
  public static KlDivergence klDivergence() {
    return new KlDivergence(Call.Arguments.NONE);
  }

  /** A call of {@code kl_divergence}. */
  public static final class KlDivergence extends LayerCall {
    private KlDivergence(Call.Arguments arguments) {
      super(org.nnd.train.Losses.ALL, "kl_divergence", arguments);
    }
  }

  /**
   * mean of Σ max(0, margin - scores[label] + scores[j]) / C
   *
   * <p>In a text: {@code hinge(margin=1.0, axis=-1)}
   */
  public static Hinge hinge() {
    return new Hinge(Call.Arguments.NONE);
  }

  /**
   * mean of Σ max(0, margin - scores[label] + scores[j]) / C
   *
   * <p>In a text: {@code hinge(margin=1.0, axis=-1)}
   *
   * @param margin how far the label's score should be above the others
   */
  public static Hinge hinge(double margin) {
    return new Hinge(Call.Arguments.NONE.with("margin", Literal.of(margin)));
  }

  /**
   * mean of Σ max(0, margin - scores[label] + scores[j]) / C
   *
   * <p>In a text: {@code hinge(margin=1.0, axis=-1)}
   *
   * @param margin how far the label's score should be above the others
   * @param axis the axis of the classes; channels is 0
   */
  public static Hinge hinge(double margin, long axis) {
    return new Hinge(
        Call.Arguments.NONE.with("margin", Literal.of(margin)).with("axis", Literal.of(axis)));
  }

  /**
   * mean of Σ max(0, margin - scores[label] + scores[j]) / C
   *
   * <p>In a text: {@code hinge(margin=1.0, axis=-1)}
   *
   * @param margin how far the label's score should be above the others
   * @param axis the axis of the classes; channels is 0
   */
  public static Hinge hinge(double margin, Axis axis) {
    return new Hinge(
        Call.Arguments.NONE.with("margin", Literal.of(margin)).with("axis", Literal.of(axis)));
  }

  /** A call of {@code hinge}. */
  public static final class Hinge extends LayerCall {
    private Hinge(Call.Arguments arguments) {
      super(org.nnd.train.Losses.ALL, "hinge", arguments);
    }

    /**
     * How far the label's score should be above the others.
     *
     * @param margin a number above 0; without it: 1.0
     */
    public Hinge margin(double margin) {
      return new Hinge(arguments().with("margin", Literal.of(margin)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Hinge axis(long axis) {
      return new Hinge(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Hinge axis(Axis axis) {
      return new Hinge(arguments().with("axis", Literal.of(axis)));
    }
  }
}
