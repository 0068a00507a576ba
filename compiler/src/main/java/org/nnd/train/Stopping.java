package org.nnd.train;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Datum;

/**
 * Which epoch is the best, and when no better one is waited for any longer: the epoch counts whose
 * loss or metric over the examples held out is the lowest, or the highest where more is better.
 *
 * @param scores the metrics of which more is better
 * @param monitor {@code loss}, or the metric that is looked at
 * @param patience after how many epochs that are no better than the best a training ends; never if
 *     it is empty
 */
public record Stopping(Set<String> scores, String monitor, Optional<Long> patience) {
  public static final Argument<Long> PATIENCE =
      Argument.unset(
          "patience",
          ArgumentType.whole(1),
          "never",
          "after how many epochs no better than the best one to stop, and take its weights");
  public static final Argument<String> MONITOR =
      Argument.optional(
          "monitor",
          new ArgumentType<>(
              "loss or a metric of this section",
              List.of(),
              List.of(),
              d -> d instanceof Datum.Word w ? Optional.of(w.name()) : Optional.empty()),
          Training.LOSS,
          "what tells, over the examples held out, which epoch is the best");

  public Stopping {
    scores = Set.copyOf(scores);
  }

  /** What can be looked at, the results being these: the loss, and the metrics that are numbers. */
  public static Set<String> monitors(Map<String, Aggregation> metrics) {
    Set<String> all = new LinkedHashSet<>(Set.of(Training.LOSS));
    metrics.forEach(
        (name, a) -> {
          if (!(a instanceof Confusion)) {
            all.add(name);
          }
        });
    return all;
  }

  /** What is wrong with a monitor that is none of these. */
  public static String unknown(String monitor, Set<String> monitors) {
    return "monitor must be " + String.join(" or ", monitors) + ", not " + monitor;
  }

  /** Whether one number is better than another; what is no number never is. */
  public boolean better(double a, double b) {
    return scores.contains(monitor) ? a > b : a < b;
  }

  /** Whether a training ends behind an epoch, the best one being known. */
  public boolean ends(int epoch, int best) {
    return patience.isPresent() && epoch - best >= patience.get();
  }
}
