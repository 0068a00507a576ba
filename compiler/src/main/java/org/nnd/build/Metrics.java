package org.nnd.build;

/**
 * Every metric: {@code new Train().metric(accuracy(), logits)}.
 *
 * <p>Made from the catalogue by CatalogueSourceTest: don't edit it.
 */
public final class Metrics {
  private Metrics() {}

  /** What {@code axis} may be. */
  public enum Axis {
    CHANNELS
  }

  /** What {@code average} may be. */
  public enum Average {
    BINARY,
    MACRO,
    MICRO,
    WEIGHTED
  }

  /**
   * the share of labels that have the highest score
   *
   * <p>In a text: {@code accuracy(axis=-1)}
   */
  public static Accuracy accuracy() {
    return new Accuracy(Call.Arguments.NONE);
  }

  /**
   * the share of labels that have the highest score
   *
   * <p>In a text: {@code accuracy(axis=-1)}
   *
   * @param axis the axis of the classes; channels is 0
   */
  public static Accuracy accuracy(long axis) {
    return new Accuracy(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /**
   * the share of labels that have the highest score
   *
   * <p>In a text: {@code accuracy(axis=-1)}
   *
   * @param axis the axis of the classes; channels is 0
   */
  public static Accuracy accuracy(Axis axis) {
    return new Accuracy(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /** A call of {@code accuracy}. */
  public static final class Accuracy extends LayerCall {
    private Accuracy(Call.Arguments arguments) {
      super(org.nnd.train.Metrics.ALL, "accuracy", arguments);
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Accuracy axis(long axis) {
      return new Accuracy(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Accuracy axis(Axis axis) {
      return new Accuracy(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * the share of labels that are among the k highest scores
   *
   * <p>In a text: {@code top_k_accuracy(k=5, axis=-1)}
   */
  public static TopKAccuracy topKAccuracy() {
    return new TopKAccuracy(Call.Arguments.NONE);
  }

  /**
   * the share of labels that are among the k highest scores
   *
   * <p>In a text: {@code top_k_accuracy(k=5, axis=-1)}
   *
   * @param k how many of the highest scores
   */
  public static TopKAccuracy topKAccuracy(long k) {
    return new TopKAccuracy(Call.Arguments.NONE.with("k", Literal.of(k)));
  }

  /**
   * the share of labels that are among the k highest scores
   *
   * <p>In a text: {@code top_k_accuracy(k=5, axis=-1)}
   *
   * @param k how many of the highest scores
   * @param axis the axis of the classes; channels is 0
   */
  public static TopKAccuracy topKAccuracy(long k, long axis) {
    return new TopKAccuracy(
        Call.Arguments.NONE.with("k", Literal.of(k)).with("axis", Literal.of(axis)));
  }

  /**
   * the share of labels that are among the k highest scores
   *
   * <p>In a text: {@code top_k_accuracy(k=5, axis=-1)}
   *
   * @param k how many of the highest scores
   * @param axis the axis of the classes; channels is 0
   */
  public static TopKAccuracy topKAccuracy(long k, Axis axis) {
    return new TopKAccuracy(
        Call.Arguments.NONE.with("k", Literal.of(k)).with("axis", Literal.of(axis)));
  }

  /** A call of {@code top_k_accuracy}. */
  public static final class TopKAccuracy extends LayerCall {
    private TopKAccuracy(Call.Arguments arguments) {
      super(org.nnd.train.Metrics.ALL, "top_k_accuracy", arguments);
    }

    /**
     * How many of the highest scores.
     *
     * @param k a whole number of at least 1; without it: 5
     */
    public TopKAccuracy k(long k) {
      return new TopKAccuracy(arguments().with("k", Literal.of(k)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public TopKAccuracy axis(long axis) {
      return new TopKAccuracy(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public TopKAccuracy axis(Axis axis) {
      return new TopKAccuracy(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * of what was decided to be a class, the share that is
   *
   * <p>In a text: {@code precision(average=binary for two classes, else macro, axis=-1)}
   */
  public static Precision precision() {
    return new Precision(Call.Arguments.NONE);
  }

  /**
   * of what was decided to be a class, the share that is
   *
   * <p>In a text: {@code precision(average=binary for two classes, else macro, axis=-1)}
   *
   * @param average how the classes become one number
   */
  public static Precision precision(Average average) {
    return new Precision(Call.Arguments.NONE.with("average", Literal.of(average)));
  }

  /**
   * of what was decided to be a class, the share that is
   *
   * <p>In a text: {@code precision(average=binary for two classes, else macro, axis=-1)}
   *
   * @param average how the classes become one number
   * @param axis the axis of the classes; channels is 0
   */
  public static Precision precision(Average average, long axis) {
    return new Precision(
        Call.Arguments.NONE.with("average", Literal.of(average)).with("axis", Literal.of(axis)));
  }

  /**
   * of what was decided to be a class, the share that is
   *
   * <p>In a text: {@code precision(average=binary for two classes, else macro, axis=-1)}
   *
   * @param average how the classes become one number
   * @param axis the axis of the classes; channels is 0
   */
  public static Precision precision(Average average, Axis axis) {
    return new Precision(
        Call.Arguments.NONE.with("average", Literal.of(average)).with("axis", Literal.of(axis)));
  }

  /** A call of {@code precision}. */
  public static final class Precision extends LayerCall {
    private Precision(Call.Arguments arguments) {
      super(org.nnd.train.Metrics.ALL, "precision", arguments);
    }

    /**
     * How the classes become one number.
     *
     * @param average binary or macro or micro or weighted; without it: binary for two classes, else
     *     macro
     */
    public Precision average(Average average) {
      return new Precision(arguments().with("average", Literal.of(average)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Precision axis(long axis) {
      return new Precision(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Precision axis(Axis axis) {
      return new Precision(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * of what is a class, the share that was decided to be
   *
   * <p>In a text: {@code recall(average=binary for two classes, else macro, axis=-1)}
   */
  public static Recall recall() {
    return new Recall(Call.Arguments.NONE);
  }

  /**
   * of what is a class, the share that was decided to be
   *
   * <p>In a text: {@code recall(average=binary for two classes, else macro, axis=-1)}
   *
   * @param average how the classes become one number
   */
  public static Recall recall(Average average) {
    return new Recall(Call.Arguments.NONE.with("average", Literal.of(average)));
  }

  /**
   * of what is a class, the share that was decided to be
   *
   * <p>In a text: {@code recall(average=binary for two classes, else macro, axis=-1)}
   *
   * @param average how the classes become one number
   * @param axis the axis of the classes; channels is 0
   */
  public static Recall recall(Average average, long axis) {
    return new Recall(
        Call.Arguments.NONE.with("average", Literal.of(average)).with("axis", Literal.of(axis)));
  }

  /**
   * of what is a class, the share that was decided to be
   *
   * <p>In a text: {@code recall(average=binary for two classes, else macro, axis=-1)}
   *
   * @param average how the classes become one number
   * @param axis the axis of the classes; channels is 0
   */
  public static Recall recall(Average average, Axis axis) {
    return new Recall(
        Call.Arguments.NONE.with("average", Literal.of(average)).with("axis", Literal.of(axis)));
  }

  /** A call of {@code recall}. */
  public static final class Recall extends LayerCall {
    private Recall(Call.Arguments arguments) {
      super(org.nnd.train.Metrics.ALL, "recall", arguments);
    }

    /**
     * How the classes become one number.
     *
     * @param average binary or macro or micro or weighted; without it: binary for two classes, else
     *     macro
     */
    public Recall average(Average average) {
      return new Recall(arguments().with("average", Literal.of(average)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Recall axis(long axis) {
      return new Recall(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Recall axis(Axis axis) {
      return new Recall(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * 2 precision recall / (precision + recall)
   *
   * <p>In a text: {@code f1(average=binary for two classes, else macro, axis=-1)}
   */
  public static F1 f1() {
    return new F1(Call.Arguments.NONE);
  }

  /**
   * 2 precision recall / (precision + recall)
   *
   * <p>In a text: {@code f1(average=binary for two classes, else macro, axis=-1)}
   *
   * @param average how the classes become one number
   */
  public static F1 f1(Average average) {
    return new F1(Call.Arguments.NONE.with("average", Literal.of(average)));
  }

  /**
   * 2 precision recall / (precision + recall)
   *
   * <p>In a text: {@code f1(average=binary for two classes, else macro, axis=-1)}
   *
   * @param average how the classes become one number
   * @param axis the axis of the classes; channels is 0
   */
  public static F1 f1(Average average, long axis) {
    return new F1(
        Call.Arguments.NONE.with("average", Literal.of(average)).with("axis", Literal.of(axis)));
  }

  /**
   * 2 precision recall / (precision + recall)
   *
   * <p>In a text: {@code f1(average=binary for two classes, else macro, axis=-1)}
   *
   * @param average how the classes become one number
   * @param axis the axis of the classes; channels is 0
   */
  public static F1 f1(Average average, Axis axis) {
    return new F1(
        Call.Arguments.NONE.with("average", Literal.of(average)).with("axis", Literal.of(axis)));
  }

  /** A call of {@code f1}. */
  public static final class F1 extends LayerCall {
    private F1(Call.Arguments arguments) {
      super(org.nnd.train.Metrics.ALL, "f1", arguments);
    }

    /**
     * How the classes become one number.
     *
     * @param average binary or macro or micro or weighted; without it: binary for two classes, else
     *     macro
     */
    public F1 average(Average average) {
      return new F1(arguments().with("average", Literal.of(average)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public F1 axis(long axis) {
      return new F1(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public F1 axis(Axis axis) {
      return new F1(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * how often a label of 1 has a higher score than one of 0
   *
   * <p>In a text: {@code auc()}
   */
  public static Auc auc() {
    return new Auc(Call.Arguments.NONE);
  }

  /** A call of {@code auc}. */
  public static final class Auc extends LayerCall {
    private Auc(Call.Arguments arguments) {
      super(org.nnd.train.Metrics.ALL, "auc", arguments);
    }
  }

  /**
   * how often each class was decided to be which
   *
   * <p>In a text: {@code confusion(axis=-1)}
   */
  public static Confusion confusion() {
    return new Confusion(Call.Arguments.NONE);
  }

  /**
   * how often each class was decided to be which
   *
   * <p>In a text: {@code confusion(axis=-1)}
   *
   * @param axis the axis of the classes; channels is 0
   */
  public static Confusion confusion(long axis) {
    return new Confusion(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /**
   * how often each class was decided to be which
   *
   * <p>In a text: {@code confusion(axis=-1)}
   *
   * @param axis the axis of the classes; channels is 0
   */
  public static Confusion confusion(Axis axis) {
    return new Confusion(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /** A call of {@code confusion}. */
  public static final class Confusion extends LayerCall {
    private Confusion(Call.Arguments arguments) {
      super(org.nnd.train.Metrics.ALL, "confusion", arguments);
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Confusion axis(long axis) {
      return new Confusion(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Confusion axis(Axis axis) {
      return new Confusion(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * e to the mean cross entropy
   *
   * <p>In a text: {@code perplexity(ignore=none, axis=-1)}
   */
  public static Perplexity perplexity() {
    return new Perplexity(Call.Arguments.NONE);
  }

  /**
   * e to the mean cross entropy
   *
   * <p>In a text: {@code perplexity(ignore=none, axis=-1)}
   *
   * @param ignore the label that doesn't count
   */
  public static Perplexity perplexity(long ignore) {
    return new Perplexity(Call.Arguments.NONE.with("ignore", Literal.of(ignore)));
  }

  /**
   * e to the mean cross entropy
   *
   * <p>In a text: {@code perplexity(ignore=none, axis=-1)}
   *
   * @param ignore the label that doesn't count
   * @param axis the axis of the classes; channels is 0
   */
  public static Perplexity perplexity(long ignore, long axis) {
    return new Perplexity(
        Call.Arguments.NONE.with("ignore", Literal.of(ignore)).with("axis", Literal.of(axis)));
  }

  /**
   * e to the mean cross entropy
   *
   * <p>In a text: {@code perplexity(ignore=none, axis=-1)}
   *
   * @param ignore the label that doesn't count
   * @param axis the axis of the classes; channels is 0
   */
  public static Perplexity perplexity(long ignore, Axis axis) {
    return new Perplexity(
        Call.Arguments.NONE.with("ignore", Literal.of(ignore)).with("axis", Literal.of(axis)));
  }

  /** A call of {@code perplexity}. */
  public static final class Perplexity extends LayerCall {
    private Perplexity(Call.Arguments arguments) {
      super(org.nnd.train.Metrics.ALL, "perplexity", arguments);
    }

    /**
     * The label that doesn't count.
     *
     * @param ignore a whole number; without it: none
     */
    public Perplexity ignore(long ignore) {
      return new Perplexity(arguments().with("ignore", Literal.of(ignore)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Perplexity axis(long axis) {
      return new Perplexity(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * The axis of the classes; channels is 0.
     *
     * @param axis a whole number, or channels; without it: -1
     */
    public Perplexity axis(Axis axis) {
      return new Perplexity(arguments().with("axis", Literal.of(axis)));
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
      super(org.nnd.train.Metrics.ALL, "mse", arguments);
    }
  }

  /**
   * √ mean of (prediction - label)²
   *
   * <p>In a text: {@code rmse()}
   */
  public static Rmse rmse() {
    return new Rmse(Call.Arguments.NONE);
  }

  /** A call of {@code rmse}. */
  public static final class Rmse extends LayerCall {
    private Rmse(Call.Arguments arguments) {
      super(org.nnd.train.Metrics.ALL, "rmse", arguments);
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
      super(org.nnd.train.Metrics.ALL, "mae", arguments);
    }
  }

  /**
   * 1 - Σ (label - prediction)² / Σ (label - mean label)²
   *
   * <p>In a text: {@code r2()}
   */
  public static R2 r2() {
    return new R2(Call.Arguments.NONE);
  }

  /** A call of {@code r2}. */
  public static final class R2 extends LayerCall {
    private R2(Call.Arguments arguments) {
      super(org.nnd.train.Metrics.ALL, "r2", arguments);
    }
  }
}
