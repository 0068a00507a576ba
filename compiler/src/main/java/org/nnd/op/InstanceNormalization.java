package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = scale (x - mean) / √(variance + ε) + bias, the statistics those of each channel of each
 * example; x [N, C, ...], scale and bias [C].
 */
public record InstanceNormalization(double epsilon) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              InstanceNormalization.class,
              Sample.of(
                      new InstanceNormalization(1e-2),
                      Sample.between(-4, 4, 2, 3, 2, 2),
                      Sample.numbers(3),
                      Sample.numbers(3))
                  .inFloat32())
          .from(n -> n.as(new InstanceNormalization(n.number("epsilon", 1e-5))));

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("epsilon", epsilon);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return Channels.standardized(v, v.x(0).shape().dim(1), epsilon);
  }
}
