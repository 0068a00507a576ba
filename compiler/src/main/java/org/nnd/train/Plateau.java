package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Where.where;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Value;

/**
 * factor ← f factor when the validation loss has not become smaller than (1 - threshold) times the
 * best one for more than patience measurements in a row.
 *
 * <p>Whoever drives the graph puts each measured loss into the state {@code schedule/loss} before
 * the next step; the step takes it out again and leaves no number there. {@code nnd train} does so
 * at the end of each epoch, with the training loss where nothing is held out. As PyTorch's
 * ReduceLROnPlateau.
 */
public record Plateau(double by, long patience, double threshold, Pace pace) implements Schedule {
  /** The state that takes the measured loss. */
  static final String LOSS = "loss";

  private static final String BEST = "best";
  private static final String WAITED = "waited";
  private static final String REACHED = "factor";

  private static final Argument<Double> FACTOR =
      Argument.optional("factor", ArgumentType.positive(), 0.1, "f");
  private static final Argument<Long> PATIENCE =
      Argument.optional(
          "patience",
          ArgumentType.whole(0, 1 << 20),
          10L,
          "how many measurements without a better one it bears");
  private static final Argument<Double> THRESHOLD =
      Argument.optional(
          "threshold", ArgumentType.numberBelow(0, 1), 1e-4, "the share that counts as better");

  static final Entry<Plateau> ENTRY =
      Pace.entry(
          "plateau",
          "factor ← f factor when the validation loss stops falling",
          (pace, a) -> new Plateau(a.get(FACTOR), a.get(PATIENCE), a.get(THRESHOLD), pace),
          FACTOR,
          PATIENCE,
          THRESHOLD);

  @Override
  public boolean needsLength() {
    return false;
  }

  @Override
  public Map<String, Double> state() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put(LOSS, Double.NaN);
    all.put(BEST, Double.POSITIVE_INFINITY);
    all.put(WAITED, 0.0);
    all.put(REACHED, 1.0);
    return all;
  }

  @Override
  public Value factor(Clock c) {
    Builder g = c.g();
    Value loss = c.state(LOSS);
    Value measured = greater(g, c.number(Double.POSITIVE_INFINITY), loss);
    Value better = greater(g, mul(g, c.state(BEST), c.number(1 - threshold)), loss);
    Value more = add(g, c.state(WAITED), cast(g, measured, ElementType.FLOAT));
    Value waited = where(g, better, c.number(0), more);
    Value over = greater(g, waited, c.number((double) patience));
    Value factor = where(g, over, mul(g, c.state(REACHED), c.number(by)), c.state(REACHED));
    c.update(LOSS, c.number(Double.NaN));
    c.update(BEST, where(g, better, loss, c.state(BEST)));
    c.update(WAITED, where(g, over, c.number(0), waited));
    c.update(REACHED, factor);
    return factor;
  }
}
