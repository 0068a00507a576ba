package org.nnd.train;

import static org.nnd.op.Abs.abs;
import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Relu.relu;
import static org.nnd.op.Sqrt.sqrt;
import static org.nnd.op.Sub.sub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * Gradients kept small: what is beyond a limit is divided by how far it is beyond.
 *
 * <p>As PyTorch's clip_grad_value_ and clip_grad_norm_, in this order.
 *
 * @param value the limit of each number
 * @param norm the limit of the length of all gradients together, taken as one vector
 */
public record Clipping(Optional<Double> value, Optional<Double> norm) {

  /** The gradients by their weights, clipped. */
  Map<Value, Value> of(Builder g, Map<Value, Value> gradients) {
    Map<Value, Value> clipped = new LinkedHashMap<>(gradients);
    value.ifPresent(v -> clipped.replaceAll((w, d) -> div(g, d, beyond(g, abs(g, d), v))));
    if (norm.isPresent() && !clipped.isEmpty()) {
      Value squares =
          clipped.values().stream()
              .map(d -> reduceSum(g, mul(g, d, d), List.of(), false))
              .reduce((a, b) -> add(g, a, b))
              .orElseThrow();
      // The little number is PyTorch's.
      Value length = add(g, sqrt(g, squares), g.constant(1e-6, squares));
      Value divisor = beyond(g, length, norm.get());
      clipped.replaceAll((w, d) -> div(g, d, divisor));
    }
    return clipped;
  }

  /** max(x / limit, 1). */
  private static Value beyond(Builder g, Value x, double limit) {
    Value one = g.constant(1, x);
    Value share = mul(g, x, g.constant(1 / limit, x));
    return add(g, one, relu(g, sub(g, share, one)));
  }
}
