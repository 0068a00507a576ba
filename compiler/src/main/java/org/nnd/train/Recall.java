package org.nnd.train;

import java.util.Optional;
import org.nnd.call.Entry;

/**
 * Of what is a class, the share that was decided to be: {@link PerClass} says how it is averaged.
 */
public record Recall(Optional<String> average, long axis) implements PerClass {
  static final Entry<Recall> ENTRY =
      PerClass.entry("recall", "of what is a class, the share that was decided to be", Recall::new);

  @Override
  public String name() {
    return "recall";
  }

  @Override
  public double of(double right, double decided, double actual) {
    return PerClass.ratio(right, actual);
  }
}
