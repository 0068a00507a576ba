package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** The largest element of each channel: [N, C, ...] to [N, C, 1, ...]. */
public record GlobalMaxPool() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(GlobalMaxPool.class, "a graph that trains has ReduceMax instead")
          .from(n -> n.as(new GlobalMaxPool()));

  public static Value globalMaxPool(Builder g, Value x) {
    return g.apply(new GlobalMaxPool(), x);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape s = in.get(0).shape();
    for (int i = 2; i < s.rank(); i++) {
      s = s.with(i, Dim.of(1));
    }
    return List.of(in.get(0).shaped(s));
  }
}
