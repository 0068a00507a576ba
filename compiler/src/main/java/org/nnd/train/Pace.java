package org.nnd.train;

import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Arguments;

/**
 * What all schedules have in common.
 *
 * @param warmup how long the rate rises to the schedule's at first: the factor is (s + 1) / w in
 *     step s from 0; the schedule begins behind it
 * @param epochs whether times are in epochs, else in steps; a step is one batch
 * @param steps how many steps the whole training has, if the text says it
 */
public record Pace(double warmup, boolean epochs, Optional<Long> steps) {
  static final Argument<Double> WARMUP =
      Hyper.notNegative("warmup", 0, "how long the rate rises from 0 at first, in units");
  static final Argument<Boolean> UNIT =
      new Argument<>(
          "unit",
          ArgumentType.word("epochs", "steps").as(w -> w.equals("epochs")),
          Optional.of(true),
          "epochs",
          "what times are counted in; a step is one batch");
  static final Argument<Long> STEPS =
      Argument.unset(
          "steps",
          ArgumentType.whole(1),
          "those that nnd train does",
          "how many steps the whole training has");

  static Pace of(Arguments a) {
    return new Pace(a.get(WARMUP), a.get(UNIT), a.find(STEPS));
  }
}
