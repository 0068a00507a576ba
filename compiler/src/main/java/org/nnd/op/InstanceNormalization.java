package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * y = scale (x - mean) / √(variance + ε) + bias, the statistics those of each channel of each
 * example; x [N, C, ...], scale and bias [C].
 */
public record InstanceNormalization(double epsilon) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(
              InstanceNormalization.class,
              "training graphs use Standardize, which keeps statistics")
          .from(n -> n.as(new InstanceNormalization(n.number("epsilon", 1e-5))));

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("epsilon", epsilon);
  }
}
