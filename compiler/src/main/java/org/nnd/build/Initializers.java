package org.nnd.build;

import org.nnd.layer.Initializer;

/**
 * How weights start: {@code dense(10).init(heNormal())}.
 *
 * <p>Made from the catalogue by CatalogueSourceTest: don't edit it.
 */
public final class Initializers {
  private Initializers() {}

  /**
   * 0 everywhere
   *
   * <p>In a text: {@code zeros()}
   */
  public static Zeros zeros() {
    return new Zeros(Call.Arguments.NONE);
  }

  /** A call of {@code zeros}. */
  public static final class Zeros extends Call<Initializer> {
    private Zeros(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "zeros", arguments);
    }
  }

  /**
   * 1 everywhere
   *
   * <p>In a text: {@code ones()}
   */
  public static Ones ones() {
    return new Ones(Call.Arguments.NONE);
  }

  /** A call of {@code ones}. */
  public static final class Ones extends Call<Initializer> {
    private Ones(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "ones", arguments);
    }
  }

  /**
   * the same number everywhere
   *
   * <p>In a text: {@code constant(value)}
   *
   * @param value the number everywhere
   */
  public static Constant constant(double value) {
    return new Constant(Call.Arguments.NONE.with("value", Literal.of(value)));
  }

  /** A call of {@code constant}. */
  public static final class Constant extends Call<Initializer> {
    private Constant(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "constant", arguments);
    }
  }

  /**
   * N(mean, deviation²)
   *
   * <p>In a text: {@code normal(mean=0.0, deviation=0.01)}
   */
  public static Normal normal() {
    return new Normal(Call.Arguments.NONE);
  }

  /**
   * N(mean, deviation²)
   *
   * <p>In a text: {@code normal(mean=0.0, deviation=0.01)}
   *
   * @param mean the middle of the numbers
   */
  public static Normal normal(double mean) {
    return new Normal(Call.Arguments.NONE.with("mean", Literal.of(mean)));
  }

  /**
   * N(mean, deviation²)
   *
   * <p>In a text: {@code normal(mean=0.0, deviation=0.01)}
   *
   * @param mean the middle of the numbers
   * @param deviation their standard deviation
   */
  public static Normal normal(double mean, double deviation) {
    return new Normal(
        Call.Arguments.NONE
            .with("mean", Literal.of(mean))
            .with("deviation", Literal.of(deviation)));
  }

  /** A call of {@code normal}. */
  public static final class Normal extends Call<Initializer> {
    private Normal(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "normal", arguments);
    }

    /**
     * The middle of the numbers.
     *
     * @param mean a number; without it: 0.0
     */
    public Normal mean(double mean) {
      return new Normal(arguments().with("mean", Literal.of(mean)));
    }

    /**
     * Their standard deviation.
     *
     * @param deviation a number above 0; without it: 0.01
     */
    public Normal deviation(double deviation) {
      return new Normal(arguments().with("deviation", Literal.of(deviation)));
    }
  }

  /**
   * N(mean, deviation²) up to two deviations from the mean
   *
   * <p>In a text: {@code truncated_normal(mean=0.0, deviation=0.01)}
   */
  public static TruncatedNormal truncatedNormal() {
    return new TruncatedNormal(Call.Arguments.NONE);
  }

  /**
   * N(mean, deviation²) up to two deviations from the mean
   *
   * <p>In a text: {@code truncated_normal(mean=0.0, deviation=0.01)}
   *
   * @param mean the middle of the numbers
   */
  public static TruncatedNormal truncatedNormal(double mean) {
    return new TruncatedNormal(Call.Arguments.NONE.with("mean", Literal.of(mean)));
  }

  /**
   * N(mean, deviation²) up to two deviations from the mean
   *
   * <p>In a text: {@code truncated_normal(mean=0.0, deviation=0.01)}
   *
   * @param mean the middle of the numbers
   * @param deviation their standard deviation
   */
  public static TruncatedNormal truncatedNormal(double mean, double deviation) {
    return new TruncatedNormal(
        Call.Arguments.NONE
            .with("mean", Literal.of(mean))
            .with("deviation", Literal.of(deviation)));
  }

  /** A call of {@code truncated_normal}. */
  public static final class TruncatedNormal extends Call<Initializer> {
    private TruncatedNormal(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "truncated_normal", arguments);
    }

    /**
     * The middle of the numbers.
     *
     * @param mean a number; without it: 0.0
     */
    public TruncatedNormal mean(double mean) {
      return new TruncatedNormal(arguments().with("mean", Literal.of(mean)));
    }

    /**
     * Their standard deviation.
     *
     * @param deviation a number above 0; without it: 0.01
     */
    public TruncatedNormal deviation(double deviation) {
      return new TruncatedNormal(arguments().with("deviation", Literal.of(deviation)));
    }
  }

  /**
   * U(from, to)
   *
   * <p>In a text: {@code uniform(from=-0.1, to=0.1)}
   */
  public static Uniform uniform() {
    return new Uniform(Call.Arguments.NONE);
  }

  /**
   * U(from, to)
   *
   * <p>In a text: {@code uniform(from=-0.1, to=0.1)}
   *
   * @param from the smallest number
   */
  public static Uniform uniform(double from) {
    return new Uniform(Call.Arguments.NONE.with("from", Literal.of(from)));
  }

  /**
   * U(from, to)
   *
   * <p>In a text: {@code uniform(from=-0.1, to=0.1)}
   *
   * @param from the smallest number
   * @param to the largest number
   */
  public static Uniform uniform(double from, double to) {
    return new Uniform(
        Call.Arguments.NONE.with("from", Literal.of(from)).with("to", Literal.of(to)));
  }

  /** A call of {@code uniform}. */
  public static final class Uniform extends Call<Initializer> {
    private Uniform(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "uniform", arguments);
    }

    /**
     * The smallest number.
     *
     * @param from a number; without it: -0.1
     */
    public Uniform from(double from) {
      return new Uniform(arguments().with("from", Literal.of(from)));
    }

    /**
     * The largest number.
     *
     * @param to a number; without it: 0.1
     */
    public Uniform to(double to) {
      return new Uniform(arguments().with("to", Literal.of(to)));
    }
  }

  /**
   * U, variance 2 / (in + out)
   *
   * <p>In a text: {@code xavier_uniform()}
   */
  public static XavierUniform xavierUniform() {
    return new XavierUniform(Call.Arguments.NONE);
  }

  /** A call of {@code xavier_uniform}. */
  public static final class XavierUniform extends Call<Initializer> {
    private XavierUniform(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "xavier_uniform", arguments);
    }
  }

  /**
   * N, variance 2 / (in + out)
   *
   * <p>In a text: {@code xavier_normal()}
   */
  public static XavierNormal xavierNormal() {
    return new XavierNormal(Call.Arguments.NONE);
  }

  /** A call of {@code xavier_normal}. */
  public static final class XavierNormal extends Call<Initializer> {
    private XavierNormal(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "xavier_normal", arguments);
    }
  }

  /**
   * U, variance 2 / in
   *
   * <p>In a text: {@code he_uniform()}
   */
  public static HeUniform heUniform() {
    return new HeUniform(Call.Arguments.NONE);
  }

  /** A call of {@code he_uniform}. */
  public static final class HeUniform extends Call<Initializer> {
    private HeUniform(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "he_uniform", arguments);
    }
  }

  /**
   * N, variance 2 / in
   *
   * <p>In a text: {@code he_normal()}
   */
  public static HeNormal heNormal() {
    return new HeNormal(Call.Arguments.NONE);
  }

  /** A call of {@code he_normal}. */
  public static final class HeNormal extends Call<Initializer> {
    private HeNormal(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "he_normal", arguments);
    }
  }

  /**
   * N, variance 1 / in
   *
   * <p>In a text: {@code lecun_normal()}
   */
  public static LecunNormal lecunNormal() {
    return new LecunNormal(Call.Arguments.NONE);
  }

  /** A call of {@code lecun_normal}. */
  public static final class LecunNormal extends Call<Initializer> {
    private LecunNormal(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "lecun_normal", arguments);
    }
  }

  /**
   * orthogonal rows or columns of one length
   *
   * <p>In a text: {@code orthogonal(gain=1.0)}
   */
  public static Orthogonal orthogonal() {
    return new Orthogonal(Call.Arguments.NONE);
  }

  /**
   * orthogonal rows or columns of one length
   *
   * <p>In a text: {@code orthogonal(gain=1.0)}
   *
   * @param gain the length of the vectors
   */
  public static Orthogonal orthogonal(double gain) {
    return new Orthogonal(Call.Arguments.NONE.with("gain", Literal.of(gain)));
  }

  /** A call of {@code orthogonal}. */
  public static final class Orthogonal extends Call<Initializer> {
    private Orthogonal(Call.Arguments arguments) {
      super(org.nnd.layer.Initializers.ALL, "orthogonal", arguments);
    }

    /**
     * The length of the vectors.
     *
     * @param gain a number above 0; without it: 1.0
     */
    public Orthogonal gain(double gain) {
      return new Orthogonal(arguments().with("gain", Literal.of(gain)));
    }
  }
}
