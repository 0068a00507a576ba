package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = the sum of x up to here along an axis, which is the second input.
 *
 * @param exclusive whether it is without the element itself
 * @param reverse whether it begins at the end
 */
public record CumSum(boolean exclusive, boolean reverse) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              CumSum.class,
              Sample.of(new CumSum(false, false), Sample.numbers(2, 4), Tensor.scalar(1)),
              Sample.of(
                  new CumSum(true, true),
                  Sample.numbers(2, 4),
                  Tensor.scalar(ElementType.INT32, 1)))
          .from(
              n -> n.as(new CumSum(n.integer("exclusive", 0) == 1, n.integer("reverse", 0) == 1)));

  @Override
  public Map<String, Object> attributes() {
    return Map.of("exclusive", exclusive ? 1L : 0L, "reverse", reverse ? 1L : 0L);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return Gradients.of(v.g().apply(new CumSum(exclusive, !reverse), v.dy(), v.x(1)), null);
  }
}
