package org.nnd.data;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Where the windows of a text begin: in strips of it that lie side by side, the first windows of
 * all strips come first, then the second ones.
 *
 * @param size how many windows there are
 * @param strips how many strips
 * @param apart tokens from one strip's start to the next one's
 * @param stride tokens from one window's start to the next one's of its strip
 * @param seed if all of them are moved from epoch to epoch by less than a stride, of how far
 */
record Places(int size, int strips, int apart, int stride, Optional<Long> seed) {

  /** One strip. */
  Places(int size, int stride, Optional<Long> seed) {
    this(size, 1, 0, stride, seed);
  }

  /** Where a window begins in the first of the epochs. */
  int of(int window) {
    return window % strips * apart + window / strips * stride;
  }

  /** How far they are moved in an epoch. */
  int moved(int epoch) {
    return seed.map(s -> new SplittableRandom(s * 1_000_003 + epoch).nextInt(stride)).orElse(0);
  }
}
