package org.nnd.layer;

import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Lrn;

/**
 * y = x / (k + α/size Σ x²)^β, the sum over the size channels around each.
 *
 * <p>Krizhevsky and others, 2012; defaults as in PyTorch. x [C, ...]. ONNX Runtime has it for odd
 * sizes only, whose windows have a middle.
 */
public record LocalResponseNorm(long size, double alpha, double beta, double k)
    implements NotBfloat16 {
  private static final Argument<Long> SIZE =
      Argument.required(
          "size", ArgumentType.whole(1), "how many channels are summed, an odd number");
  private static final Argument<Double> ALPHA =
      Argument.optional("alpha", number(), 1e-4, "how much the squares count");
  private static final Argument<Double> BETA =
      Argument.optional("beta", number(), 0.75, "the exponent");
  private static final Argument<Double> K =
      Argument.optional("k", ArgumentType.positive(), 1.0, "keeps the divisor from 0");

  static final Entry<LocalResponseNorm> ENTRY =
      Entry.of(
          "local_response_norm",
          "y = x / (k + α/size Σ x²)^β, over neighbouring channels",
          a -> new LocalResponseNorm(a.get(SIZE), a.get(ALPHA), a.get(BETA), a.get(K)),
          SIZE,
          ALPHA,
          BETA,
          K);

  private static ArgumentType<Double> number() {
    return ArgumentType.number(0, Double.MAX_VALUE);
  }

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Shape shape(TensorType x) {
    if (size % 2 == 0) {
      throw new Refusal(
          "local_response_norm's size must be odd, not " + size,
          "the window has its channel in the middle: use " + (size + 1));
    }
    if (x.shape().rank() < 2) {
      throw new Refusal(
          "local_response_norm expects channels and axes behind them, but this value is " + x);
    }
    return x.shape();
  }

  /** ONNX Runtime takes images alone: other axes are put into one. */
  @Override
  public Value emit(Emission e, Value x) {
    Builder g = e.g();
    Shape s = x.shape();
    Lrn op = new Lrn(size, alpha, beta, k);
    if (s.rank() == 4) {
      return g.apply(op, x);
    }
    Shape image = Shape.of(s.dim(0), s.dim(1), s.from(2).elements(), Dim.of(1));
    return reshapeLike(g, g.apply(op, reshape(g, x, image)), x);
  }
}
