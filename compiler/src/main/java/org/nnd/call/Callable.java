package org.nnd.call;

/** Something that values can be sent through. */
public interface Callable {

  /** As an error message names it. */
  String describe();
}
