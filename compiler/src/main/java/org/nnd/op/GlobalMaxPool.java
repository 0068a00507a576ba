package org.nnd.op;

import java.util.List;
import java.util.stream.IntStream;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** The largest element of each channel: [N, C, ...] to [N, C, 1, ...]. */
public record GlobalMaxPool() implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              GlobalMaxPool.class,
              Sample.of(new GlobalMaxPool(), Sample.between(-9, 9, 2, 3, 2, 4)).inFloat32())
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

  @Override
  public List<Value> vjp(Vjp v) {
    List<Integer> axes = IntStream.range(2, v.x(0).shape().rank()).boxed().toList();
    return new ReduceMax(axes, true).vjp(v);
  }
}
