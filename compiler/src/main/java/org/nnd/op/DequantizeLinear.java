package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * y = (x - zero point) scale, of whole numbers.
 *
 * <p>x, scale, zero point; the last two are single numbers, or one for each place of an axis. The
 * zero point may be left out where it is 0.
 */
public record DequantizeLinear(int axis) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(DequantizeLinear.class, "takes whole numbers")
          .from(DequantizeLinear::read);

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    return n.is("block_size", 0)
        ? n.as(new DequantizeLinear(Math.toIntExact(n.integer("axis", 1))))
        : Optional.empty();
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).of(in.get(1).element()));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }
}
