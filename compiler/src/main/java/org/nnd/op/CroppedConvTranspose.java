package org.nnd.op;

import java.util.ArrayList;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.Dim;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A transposed convolution with the same padding on both sides of each axis, and what is left of
 * the longer side cut off: cuDNN knows no other padding.
 */
record CroppedConvTranspose(ConvTranspose op) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(
          CroppedConvTranspose.class, "stands for a ConvTranspose, which has a gradient");

  /** Whether there is anything to cut off. */
  static boolean applies(ConvTranspose op) {
    List<Long> pads = op.window().pads();
    int axes = op.window().axes();
    return !pads.subList(0, axes).equals(pads.subList(axes, 2 * axes));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return op.infer(in);
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    Window window = op.window();
    int axes = window.axes();
    List<Long> both = new ArrayList<>(window.pads());
    for (int i = 0; i < axes; i++) {
      long least = Math.min(window.pads().get(i), window.pads().get(axes + i));
      both.set(i, least);
      both.set(axes + i, least);
    }
    Window even = new Window(window.kernel(), window.strides(), window.dilations(), both);
    TensorType result = infer(in.stream().map(Value::type).toList()).get(0);
    Value y = g.node(new ConvTranspose(even, op.ends(), op.group()), in).output();
    for (int i = 0; i < axes; i++) {
      long before = window.pads().get(i) - both.get(i);
      long after = window.pads().get(axes + i) - both.get(axes + i);
      if (before + after > 0) {
        Dim length = result.shape().dim(i + 2);
        y = Slice.slice(g, i + 2, before, after == 0 ? Slice.END : -after, length, y);
      }
    }
    return List.of(y);
  }
}
