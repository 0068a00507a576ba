package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      OpEntry.notDifferentiable(QuantizeLinear.class, "gives whole numbers")
          .from(QuantizeLinear::read);

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    boolean plain = n.is("block_size", 0) && n.is("saturate", 1) && n.is("output_dtype", 0);
    return plain && n.has(2)
        ? n.as(new QuantizeLinear(Math.toIntExact(n.integer("axis", 1))))
        : Optional.empty();
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).of(in.get(2).element()));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }
}
