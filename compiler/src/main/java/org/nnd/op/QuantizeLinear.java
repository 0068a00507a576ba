package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * y = x / scale, rounded to the nearest whole number (of two the even one), plus the zero point,
 * cut off at the ends of its type.
 *
 * <p>x, scale, zero point; the last two are single numbers, or one for each place of an axis.
 */
public record QuantizeLinear(int axis) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(QuantizeLinear.class, "gives whole numbers");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).of(in.get(2).element()));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }
}
