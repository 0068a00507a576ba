package org.nnd.layer;

import static org.nnd.op.Upsample.upsample;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Lengths;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * The axes behind the channels made longer by whole factors: the nearest number repeated, or lines
 * between neighbours.
 *
 * <p>x [C, ...], of one to three axes. As PyTorch's Upsample with align_corners=False: number i of
 * the longer axis stands at (i + 1/2) / factor - 1/2 of the shorter one.
 *
 * @param mode nearest, or linear by its name for the number of axes: linear, bilinear, trilinear
 */
public record Upsample(Lengths factor, String mode) implements OneToOne {
  private static final List<String> LINEAR = List.of("linear", "bilinear", "trilinear");
  private static final Argument<Lengths> FACTOR =
      Argument.required("factor", ArgumentType.lengths(1), "how many times longer each axis gets");
  private static final Argument<String> MODE =
      Argument.optional(
          "mode",
          ArgumentType.word("nearest", "linear", "bilinear", "trilinear"),
          "nearest",
          "nearest, or linear by its name for one, two or three axes");

  static final Entry<Upsample> ENTRY =
      Entry.of(
          "upsample",
          "the axes behind the channels made longer by whole factors",
          a -> new Upsample(a.get(FACTOR), a.get(MODE)),
          FACTOR,
          MODE);

  @Override
  public Shape shape(TensorType x) {
    int axes = Sliding.axes("upsample", x);
    int linear = LINEAR.indexOf(mode) + 1;
    if (linear > 0 && linear != axes) {
      throw new Refusal(
          "upsample's mode "
              + mode
              + " is for float[channels"
              + ", length".repeat(linear)
              + "], but this value is "
              + x,
          "write mode=" + LINEAR.get(axes - 1));
    }
    Shape y = x.shape();
    for (int i = 0; i < axes; i++) {
      long by = factor.over(axes, "factor").get(i);
      if (linear > 0 && x.shape().dim(i + 1) instanceof Dim.Named) {
        throw new Refusal(
            "upsample's mode " + mode + " needs to know every length, but this value is " + x,
            "mode=nearest takes any length");
      }
      y = y.with(i + 1, x.shape().dim(i + 1).times(by));
    }
    return y;
  }

  @Override
  public Value emit(Emission e, Value x) {
    int axes = x.type().perExample().shape().rank() - 1;
    return upsample(e.g(), factor.over(axes, "factor"), LINEAR.contains(mode), x);
  }
}
