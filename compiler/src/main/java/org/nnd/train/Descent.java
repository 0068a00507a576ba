package org.nnd.train;

import java.util.List;
import java.util.Optional;

/**
 * How the weights follow the loss.
 *
 * @param optimizer how a gradient changes a weight
 * @param schedule how the learning rate changes, if it does
 * @param clipping how gradients are kept small
 * @param penalties what is added to the loss
 * @param accumulate how many batches' gradients make one update, as their mean
 * @param average how much of the mean of the weights stays from update to update, if such a mean is
 *     kept and then predicts
 * @param steps how many steps the whole training has, where it is known
 */
public record Descent(
    Optimizer optimizer,
    Optional<Schedule> schedule,
    Clipping clipping,
    List<Penalty> penalties,
    int accumulate,
    Optional<Double> average,
    Optional<Long> steps) {
  public Descent {
    penalties = List.copyOf(penalties);
  }

  /** The same with another optimizer. */
  Descent with(Optimizer other) {
    return new Descent(other, schedule, clipping, penalties, accumulate, average, steps);
  }

  /** The same with a learning rate that stays as it is. */
  Descent constant() {
    return new Descent(
        optimizer, Optional.empty(), clipping, penalties, accumulate, average, steps);
  }

  /** The same for so many steps, unless the text says how many. */
  Descent lasting(long n) {
    Optional<Long> length = schedule.flatMap(s -> s.pace().steps()).or(() -> Optional.of(n));
    return new Descent(optimizer, schedule, clipping, penalties, accumulate, average, length);
  }

  /** Whether the schedule depends on a length of the training that nobody has told. */
  public boolean needsSteps() {
    return steps.isEmpty() && schedule.filter(Schedule::usesLength).isPresent();
  }

  /** How many tensors of a weight's shape are state: the weight and what is kept for it. */
  public int copies() {
    int sum = accumulate > 1 ? 1 : 0;
    return 1 + optimizer.slots().size() + sum + (average.isPresent() ? 1 : 0);
  }
}
