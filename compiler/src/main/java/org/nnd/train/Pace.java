package org.nnd.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Arguments;
import org.nnd.call.Entry;

/**
 * What all schedules have in common.
 *
 * @param warmup how long the rate rises to the schedule's at first: the factor is (s + 1) / w in
 *     step s from 0; the schedule begins behind it
 * @param epochs whether times are in epochs, else in steps; a step is one batch
 * @param steps how many steps the whole training has, if the text says it
 */
public record Pace(double warmup, boolean epochs, Optional<Long> steps) {
  private static final Argument<Double> WARMUP =
      Hyper.notNegative("warmup", 0, "how long the rate rises from 0 at first, in units");
  private static final Argument<Boolean> UNIT =
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

  private static Pace of(Arguments a) {
    return new Pace(a.get(WARMUP), a.get(UNIT), a.find(STEPS));
  }

  /** A schedule's line of the catalogue; its own arguments stand before those of all. */
  static <T> Entry<T> entry(
      String name, String summary, BiFunction<Pace, Arguments, T> maker, Argument<?>... own) {
    List<Argument<?>> arguments = new ArrayList<>(List.of(own));
    arguments.addAll(List.of(WARMUP, UNIT, STEPS));
    return Entry.<T>of(
            name, summary, a -> maker.apply(of(a), a), arguments.toArray(new Argument<?>[0]))
        .taking(0, 0);
  }
}
