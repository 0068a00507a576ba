package org.nnd.op;

import static org.nnd.op.Flip.flip;
import static org.nnd.op.ReorderInput.reorderInput;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Transpose.transpose;

import java.util.ArrayList;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A convolution in ONNX Runtime's blocked layout, which the runtime itself takes only where weights
 * are constant: they are brought into order at each step.
 *
 * @param op the convolution
 * @param turned whether the weights are to be turned around, as {@link TurnedConv} does
 * @param block how many channels stand together: 8 or 16, as the processor wants it
 */
public record BlockedConv(Conv op, boolean turned, int block) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(BlockedConv.class, "stands for a Conv, which has a gradient");

  /** Whether a convolution from one number of channels to another can be written so. */
  static boolean applies(Conv op, TensorType x, long in, long out, int block) {
    return op.group() == 1
        && op.window().axes() == 2
        && x.element() == ElementType.FLOAT
        && (in % block == 0 || in < block)
        && out % block == 0;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return turned ? new TurnedConv(op).infer(in) : op.infer(in);
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    Value x = in.get(0);
    long channels = x.shape().dim(1).known().orElseThrow();
    List<Value> of = new ArrayList<>();
    of.add(channels < block ? x : reorderInput(g, x));
    of.add(turned ? turned(g, in.get(1)) : straight(g, in.get(1)));
    of.addAll(in.subList(2, in.size()));
    Value y = g.node(new NchwcConv(op, false), of).output();
    return List.of(g.apply(new ReorderOutput(y.shape().dim(1).known().orElseThrow(), false), y));
  }

  /** [O, C, k] to [O / block, C / block, k, block of C, block of O]. */
  private Value straight(Builder g, Value w) {
    Shape s = w.shape();
    long out = s.dim(0).known().orElseThrow() / block;
    long in = s.dim(1).known().orElseThrow();
    long k = op.window().elements();
    Value outBlocks = reorderInput(g, reshape(g, w, Shape.of(out, block, in, k)));
    if (in < block) {
      return reshape(g, outBlocks, s);
    }
    Value parts = reshape(g, outBlocks, Shape.of(out, in / block, block, k, block));
    return reshape(g, transpose(g, parts, 0, 1, 3, 2, 4), s);
  }

  /** [O, C, k] to [C / block, O / block, k in reverse order, block of O, block of C]. */
  private Value turned(Builder g, Value w) {
    Shape s = w.shape();
    long out = s.dim(0).known().orElseThrow();
    long in = s.dim(1).known().orElseThrow();
    long k = op.window().elements();
    Value inBlocks = reorderInput(g, reshape(g, w, Shape.of(out, in, k, 1)));
    Value parts = reshape(g, inBlocks, Shape.of(out / block, block, in / block, k, block));
    Value swapped = transpose(g, parts, 2, 0, 3, 1, 4);
    Shape blocks = Shape.of(in / block, out / block, k, (long) block * block);
    Value reversed = flip(g, List.of(2), reshape(g, swapped, blocks));
    return reshape(g, reversed, Shape.of(s.dim(1), s.dim(0)).then(s.from(2)));
  }
}
