package org.nnd.op;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Div.div;
import static org.nnd.op.Gather.gather;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** a shifted right by b bits as ⌊a / 2ᵇ⌋: unsigned numbers of 32 bits. */
record Shifted() implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Shifted.class, "stands for BitShift, which works on bits");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return new BitShift().infer(in);
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    int[] powers = new int[Integer.SIZE];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = 1 << i;
    }
    Value all = g.constant(Tensor.uint32(Shape.of(powers.length), powers));
    return List.of(div(g, in.get(0), gather(g, all, cast(g, in.get(1), ElementType.INT64))));
  }
}
