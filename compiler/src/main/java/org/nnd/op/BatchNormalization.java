package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * y = scale (x - mean) / √(variance + ε) + bias for each channel; x [N, C, ...], the others [C].
 */
public record BatchNormalization(double epsilon) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(
          BatchNormalization.class, "training graphs use Standardize, over the batch itself");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("epsilon", epsilon);
  }
}
