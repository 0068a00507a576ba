package org.nnd.ir;

import java.util.OptionalLong;

/** The length of one axis: a number, or a name for a length that is known only at run time. */
public sealed interface Dim {

  /** The free number of examples; the first axis of every value that depends on an example. */
  Dim BATCH = new Named("N");

  /** A length known when compiling. */
  record Known(long size) implements Dim {
    public Known {
      if (size < 0) {
        throw new IllegalArgumentException("a length can't be negative: " + size);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Known k && k.size == size;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(size);
    }

    @Override
    public String toString() {
      return Long.toString(size);
    }
  }

  /**
   * A length known at run time. What is computed from a free length has the formula for its name,
   * so that equal formulas are equal lengths.
   */
  record Named(String name) implements Dim {
    @Override
    public boolean equals(Object other) {
      return other instanceof Named n && n.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Dim of(long size) {
    return new Known(size);
  }

  /** The number, if it is known. */
  default OptionalLong known() {
    return this instanceof Known k ? OptionalLong.of(k.size) : OptionalLong.empty();
  }

  /** Whether the length is the number given. */
  default boolean is(long size) {
    return this instanceof Known k && k.size == size;
  }

  /** The product of two lengths. */
  default Dim times(Dim other) {
    return Formula.of(this).times(Formula.of(other)).dim();
  }

  /** This length so many times. */
  default Dim times(long number) {
    return times(Dim.of(number));
  }

  /** The sum of two lengths. */
  default Dim plus(Dim other) {
    return Formula.of(this).plus(Formula.of(other)).dim();
  }

  /**
   * This length and so many more, fewer where the number is negative.
   *
   * @throws IllegalArgumentException if the length is known, and would be negative
   */
  default Dim plus(long number) {
    return this instanceof Known k
        ? of(Math.addExact(k.size, number))
        : Formula.of(this).plus(Formula.number(number)).dim();
  }

  /** ⌊this / number⌋. */
  default Dim floorDiv(long number) {
    return divided(number, "floor");
  }

  /** ⌈this / number⌉. */
  default Dim ceilDiv(long number) {
    return divided(number, "ceil");
  }

  private Dim divided(long number, String rounding) {
    if (number == 1) {
      return this;
    }
    return this instanceof Known k
        ? of(
            rounding.equals("floor")
                ? Math.floorDiv(k.size, number)
                : -Math.floorDiv(-k.size, number))
        : Formula.of(this).over(number, rounding);
  }
}
