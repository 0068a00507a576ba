package org.nnd.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.train.Measure;
import org.nnd.train.Training;

/**
 * Loss and metrics of a model in two forms.
 *
 * @param before of the trained model
 * @param after of the one that was made of it
 * @param scores the metrics of which more is better
 * @param examples how many were measured
 * @param heldOut whether the model hadn't learned from them
 */
public record Comparison(
    Map<String, Measure> before,
    Map<String, Measure> after,
    Set<String> scores,
    int examples,
    boolean heldOut) {
  /** How much a score may fall. */
  public static final double LEAST_FALL = 0.01;

  /** What part of itself an error may grow by. */
  public static final double LEAST_GROWTH = 0.05;

  public Comparison {
    before = new LinkedHashMap<>(before);
    after = new LinkedHashMap<>(after);
  }

  /** What is lost, if it is more than one would like: in the metrics, else in the loss. */
  public Optional<String> loss() {
    boolean metrics =
        before.entrySet().stream()
            .anyMatch(
                m -> !m.getKey().equals(Training.LOSS) && m.getValue() instanceof Measure.Single);
    return before.keySet().stream()
        .filter(name -> metrics != name.equals(Training.LOSS))
        .flatMap(name -> lost(name).stream())
        .findFirst();
  }

  private Optional<String> lost(String name) {
    if (!(before.get(name) instanceof Measure.Single was)
        || !(after.get(name) instanceof Measure.Single is)) {
      return Optional.empty();
    }
    if (Double.isNaN(is.value()) && !Double.isNaN(was.value())) {
      return Optional.of(name + " is no number any more");
    }
    if (scores.contains(name)) {
      return was.value() - is.value() <= LEAST_FALL
          ? Optional.empty()
          : Optional.of(name + " fell by more than " + LEAST_FALL);
    }
    return is.value() <= was.value() * (1 + LEAST_GROWTH)
        ? Optional.empty()
        : Optional.of(name + " grew by more than " + Math.round(100 * LEAST_GROWTH) + " %");
  }
}
