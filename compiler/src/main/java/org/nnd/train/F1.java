package org.nnd.train;

import java.util.Optional;
import org.nnd.call.Entry;

/** 2 precision · recall / (precision + recall): {@link PerClass} says how it is averaged. */
public record F1(Optional<String> average, long axis) implements PerClass {
  static final Entry<F1> ENTRY =
      PerClass.entry("f1", "2 precision recall / (precision + recall)", F1::new);

  @Override
  public String name() {
    return "f1";
  }

  @Override
  public double of(double right, double decided, double actual) {
    return PerClass.ratio(2 * right, decided + actual);
  }
}
