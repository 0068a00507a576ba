package org.nnd.call;

import java.util.Optional;

/** Something that values can be sent through. */
public interface Callable {

  /** As an error message names it. */
  String describe();

  /** The bare word that stands for it where an argument knows that word. */
  default Optional<String> word() {
    return Optional.empty();
  }
}
