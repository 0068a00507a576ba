package org.nnd.layer;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Catalogue;
import org.nnd.call.Entry;
import org.nnd.layer.Initializer.Scaled;
import org.nnd.layer.Initializer.Scaled.Fan;

/** Every initialiser that a text can name. */
public final class Initializers {
  private static final ArgumentType<Double> ANY = ArgumentType.number();
  private static final Argument<Double> MEAN =
      Argument.optional("mean", ANY, 0.0, "the middle of the numbers");
  private static final Argument<Double> DEVIATION =
      Argument.optional("deviation", ArgumentType.positive(), 0.01, "their standard deviation");
  private static final Argument<Double> FROM =
      Argument.optional("from", ANY, -0.1, "the smallest number");
  private static final Argument<Double> TO =
      Argument.optional("to", ANY, 0.1, "the largest number");
  private static final Argument<Double> VALUE =
      Argument.required("value", ANY, "the number everywhere");
  private static final Argument<Double> GAIN =
      Argument.optional("gain", ArgumentType.positive(), 1.0, "the length of the vectors");

  public static final Catalogue<Initializer> ALL =
      new Catalogue<Initializer>(
          List.of(
              plain("zeros", "0 everywhere", new Initializer.Constant(0)),
              plain("ones", "1 everywhere", new Initializer.Constant(1)),
              Entry.of(
                  "constant",
                  "the same number everywhere",
                  a -> new Initializer.Constant(a.get(VALUE)),
                  VALUE),
              Entry.of(
                  "normal",
                  "N(mean, deviation²)",
                  a -> new Initializer.Normal(a.get(MEAN), a.get(DEVIATION)),
                  MEAN,
                  DEVIATION),
              Entry.of(
                  "truncated_normal",
                  "N(mean, deviation²) up to two deviations from the mean",
                  a -> new Initializer.TruncatedNormal(a.get(MEAN), a.get(DEVIATION)),
                  MEAN,
                  DEVIATION),
              Entry.of(
                  "uniform",
                  "U(from, to)",
                  a -> new Initializer.Uniform(a.get(FROM), a.get(TO)),
                  FROM,
                  TO),
              plain("xavier_uniform", "U, variance 2 / (in + out)", new Scaled(1, Fan.MEAN, false)),
              plain("xavier_normal", "N, variance 2 / (in + out)", new Scaled(1, Fan.MEAN, true)),
              plain("he_uniform", "U, variance 2 / in", new Scaled(2, Fan.IN, false)),
              plain("he_normal", "N, variance 2 / in", new Scaled(2, Fan.IN, true)),
              plain("lecun_normal", "N, variance 1 / in", new Scaled(1, Fan.IN, true)),
              Entry.of(
                  "orthogonal",
                  "orthogonal rows or columns of one length",
                  a -> new Initializer.Orthogonal(a.get(GAIN)),
                  GAIN)));

  /** How a layer's weights start. */
  static final Argument<Initializer> WEIGHT = argument("init", "how the weights start");

  /** How a layer's biases start. */
  static final Argument<Initializer> BIAS = argument("bias_init", "how the biases start");

  private Initializers() {}

  private static Argument<Initializer> argument(String name, String about) {
    return Argument.unset(
        name,
        ArgumentType.made("an initialiser, such as normal(0, 0.01)", Initializer.class),
        "PyTorch's",
        about);
  }

  private static Entry<Initializer> plain(String name, String summary, Initializer made) {
    return Entry.<Initializer>of(name, summary, a -> made);
  }
}
