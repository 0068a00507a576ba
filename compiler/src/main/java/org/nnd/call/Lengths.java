package org.nnd.call;

import java.util.Collections;
import java.util.List;

/** One length for all axes, or one for each. */
public record Lengths(List<Long> each) {
  public Lengths {
    each = List.copyOf(each);
  }

  /** The same length for all axes. */
  public static Lengths of(long length) {
    return new Lengths(List.of(length));
  }

  /**
   * A length for each of so many axes.
   *
   * @param what the argument, for the message
   * @throws Refusal if there are others
   */
  public List<Long> over(int axes, String what) {
    if (each.size() == 1) {
      return Collections.nCopies(axes, each.get(0));
    }
    if (each.size() != axes) {
      throw new Refusal(
          what
              + " has "
              + each.size()
              + " lengths, but "
              + (axes == 1 ? "there is 1 axis" : "there are " + axes + " axes")
              + " behind the channels",
          "give one length for all axes, or a list of " + axes);
    }
    return each;
  }

  @Override
  public String toString() {
    return each.size() == 1 ? each.get(0).toString() : each.toString();
  }
}
