package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Div.div;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Where.where;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;

/**
 * The loss times s goes backward, so that gradients don't sink below what 16 bits can hold; they
 * are divided by s before anything is done with them.
 *
 * <p>s starts at 65536, doubles behind 2000 steps in a row whose gradients are all finite, and
 * halves with each whose are not: PyTorch's torch.amp.GradScaler.
 */
final class LossScale {
  private static final double FIRST = 65536;
  private static final long INTERVAL = 2000;
  private static final double GROWTH = 2;
  private static final double BACKOFF = 0.5;

  private final Builder g;
  private final Value scale;
  private final Value steps;

  LossScale(Builder g) {
    this.g = g;
    this.scale = g.input(TrainingGraph.LOSS_SCALE, Tensor.scalar(ElementType.FLOAT, FIRST));
    this.steps = g.input(TrainingGraph.LOSS_SCALE + "/steps", Tensor.scalar(0));
  }

  /** The loss that goes backward. */
  Value of(Value loss) {
    return mul(g, loss, scale);
  }

  /** The gradients of the loss, given those of the scaled one. */
  Map<Value, Value> unscaled(Map<Value, Value> gradients) {
    Map<Value, Value> unscaled = new LinkedHashMap<>();
    gradients.forEach((weight, gradient) -> unscaled.put(weight, div(g, gradient, scale)));
    return unscaled;
  }

  /**
   * 1 if all gradients are finite, else 0, int64: 0 x is 0 for finite x alone.
   *
   * @param next takes the state behind this step, by its names
   */
  Value finite(Map<Value, Value> gradients, Map<String, Value> next) {
    Value zeros =
        gradients.values().stream()
            .map(d -> reduceSum(g, mul(g, d, g.constant(0, d)), List.of(), false))
            .reduce((a, b) -> add(g, a, b))
            .orElseThrow();
    Value finite = equal(g, zeros, g.constant(0, zeros));
    Value more = add(g, steps, whole(1));
    Value grows = equal(g, more, whole(INTERVAL));
    Value grown = where(g, grows, mul(g, scale, g.constant(GROWTH, scale)), scale);
    Value smaller = mul(g, scale, g.constant(BACKOFF, scale));
    next.put(scale.name(), where(g, finite, grown, smaller));
    Value inARow = where(g, grows, whole(0), more);
    next.put(steps.name(), where(g, finite, inARow, whole(0)));
    return cast(g, finite, ElementType.INT64);
  }

  private Value whole(long x) {
    return g.constant(Tensor.scalar(x));
  }
}
