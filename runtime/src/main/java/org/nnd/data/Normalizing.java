package org.nnd.data;

/** How a column's numbers are brought to a common size, by what they are in the training part. */
public enum Normalizing {
  /** They stay as they are. */
  NONE,
  /** (x - mean) / standard deviation. */
  STANDARD,
  /** (x - smallest) / (largest - smallest). */
  MINMAX
}
