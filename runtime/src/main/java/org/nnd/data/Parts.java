package org.nnd.data;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a network learns from, what it is tried on while it learns, and what it is tried on once it
 * has learned.
 */
public record Parts(Dataset training, Optional<Dataset> validation, Optional<Dataset> test) {

  /** Data of which nothing is held out yet. */
  public static Parts of(Dataset all) {
    return new Parts(all, Optional.empty(), Optional.empty());
  }

  /** All parts, changed in the same way. */
  public Parts map(UnaryOperator<Dataset> change) {
    return new Parts(change.apply(training), validation.map(change), test.map(change));
  }
}
