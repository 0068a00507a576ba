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

/** The mean of each channel: [N, C, ...] to [N, C, 1, ...]. */
public record GlobalAveragePool() implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              GlobalAveragePool.class,
              Sample.of(new GlobalAveragePool(), Sample.numbers(2, 3, 2, 4)).inFloat32())
          .from(n -> n.as(new GlobalAveragePool()));

  public static Value globalAveragePool(Builder g, Value x) {
    return g.apply(new GlobalAveragePool(), x);
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
    return new ReduceMean(axes, true).vjp(v);
  }
}
