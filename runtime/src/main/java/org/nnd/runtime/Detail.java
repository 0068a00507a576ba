package org.nnd.runtime;

/**
 * How much is told of the classes of an example.
 *
 * @param top how many of the likeliest
 * @param probabilities whether the probability of every class is told, too
 */
public record Detail(int top, boolean probabilities) {
  /** The likeliest class and its probability. */
  public static final Detail BEST = new Detail(1, false);
}
