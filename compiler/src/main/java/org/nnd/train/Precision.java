package org.nnd.train;

import java.util.Optional;
import org.nnd.call.Entry;

/**
 * Of what was decided to be a class, the share that is: {@link PerClass} says how it is averaged.
 */
public record Precision(Optional<String> average, long axis) implements PerClass {
  static final Entry<Precision> ENTRY =
      PerClass.entry(
          "precision", "of what was decided to be a class, the share that is", Precision::new);

  @Override
  public String name() {
    return "precision";
  }

  @Override
  public double of(double right, double decided, double actual) {
    return PerClass.ratio(right, decided);
  }
}
