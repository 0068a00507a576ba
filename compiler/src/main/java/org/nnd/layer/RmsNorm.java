package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceMean.reduceMean;
import static org.nnd.op.Sqrt.sqrt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * y = weight x / √(mean(x²) + ε), the mean taken over the last axes.
 *
 * <p>Zhang and Sennrich, 2019. weight has the shape of those axes and starts as 1. Written as
 * simple ops: ONNX's own RMSNormalization is of opset 23.
 *
 * @param axes how many of the last axes
 * @param epsilon without it the distance from 1 to the next number of the type, as in PyTorch
 * @param affine whether the weight is learned
 */
public record RmsNorm(long axes, Optional<Double> epsilon, boolean affine) implements OneToOne {
  private static final Argument<Double> EPSILON =
      Argument.unset("epsilon", ArgumentType.positive(), "the type's", "keeps the divisor from 0");
  private static final Argument<Boolean> AFFINE =
      Argument.optional("affine", ArgumentType.flag(), true, "whether the weight is learned");

  static final Entry<RmsNorm> ENTRY =
      Entry.of(
          "rms_norm",
          "y = weight x / √(mean(x²) + ε), over the last axes",
          a -> new RmsNorm(a.get(LastAxes.ARGUMENT), a.find(EPSILON), a.get(AFFINE)),
          LastAxes.ARGUMENT,
          EPSILON,
          AFFINE);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Shape shape(TensorType x) {
    LastAxes.of("rms_norm", axes, x);
    return x.shape();
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    return Norms.weights(LastAxes.of("rms_norm", axes, in.get(0)), affine, false);
  }

  @Override
  public Value emit(Emission e, Value x) {
    Builder g = e.g();
    int rank = x.shape().rank();
    List<Integer> last = IntStream.range(rank - (int) axes, rank).boxed().toList();
    Value square = reduceMean(g, mul(g, x, x), last, true);
    Value small = g.constant(epsilon.orElse(step(x.element())), x);
    Value y = div(g, x, sqrt(g, add(g, square, small)));
    return affine ? mul(g, y, e.weight("weight")) : y;
  }

  private static double step(ElementType element) {
    return switch (element) {
      case DOUBLE -> 0x1p-52;
      case FLOAT16 -> 0x1p-10;
      case BFLOAT16 -> 0x1p-7;
      default -> 0x1p-23;
    };
  }
}
