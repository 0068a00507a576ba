package org.nnd.layer;

/** A layer whose inputs are indices: 0 to one below their number. */
public interface Indexed {

  /** How many indices there are. */
  long indices();
}
