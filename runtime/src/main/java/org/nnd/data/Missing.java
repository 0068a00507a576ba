package org.nnd.data;

/** What becomes of a cell of a table that has no value. */
public enum Missing {
  /** It is a mistake. */
  ERROR,
  /** Its row is left out. */
  DROP,
  /** It is 0. */
  ZERO,
  /** It is the mean of its column's values in the training part. */
  MEAN,
  /** It is the middle one of its column's values in the training part. */
  MEDIAN;

  /** Whether it gets a value. */
  boolean filled() {
    return this == ZERO || this == MEAN || this == MEDIAN;
  }
}
