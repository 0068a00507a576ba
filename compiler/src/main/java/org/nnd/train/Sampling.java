package org.nnd.train;

import java.util.List;

/**
 * Which examples a training learns from, and how it sees them.
 *
 * @param validation the share of examples held out, 0 for none; images that bring their own test
 *     part hold out that one
 * @param test the share of examples that are measured once, at the end
 * @param split which ones are held out: {@code random}, {@code stratified} or {@code ordered}
 * @param augment how images to learn from are changed, one after the other
 */
public record Sampling(double validation, double test, String split, List<Augmentation> augment) {
  public Sampling {
    augment = List.copyOf(augment);
  }

  /** The same with another share held out. */
  public Sampling withValidation(double share) {
    return new Sampling(share, test, split, augment);
  }
}
