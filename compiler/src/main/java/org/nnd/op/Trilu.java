package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * x with zeros below a diagonal of the last two axes, or above it; the second input says how far
 * the diagonal lies above the middle one.
 *
 * @param upper whether what is above stays
 */
public record Trilu(boolean upper) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              Trilu.class,
              Sample.of(new Trilu(true), Sample.numbers(3, 4)),
              Sample.of(new Trilu(false), Sample.numbers(2, 3, 3), Tensor.scalar(1)))
          .from(n -> n.as(new Trilu(n.integer("upper", 1) == 1)));

  @Override
  public Map<String, Object> attributes() {
    return Map.of("upper", upper ? 1L : 0L);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return v.node().inputs().size() == 1
        ? List.of(v.g().apply(this, v.dy()))
        : Gradients.of(v.g().apply(this, v.dy(), v.x(1)), null);
  }
}
