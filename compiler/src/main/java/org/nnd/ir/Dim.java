package org.nnd.ir;

import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

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
    public String toString() {
      return Long.toString(size);
    }
  }

  /**
   * A length known at run time. What is computed from a free length has the formula for its name,
   * so that equal formulas are equal lengths.
   *
   * @param name a name or a formula
   * @param more what is added to it
   */
  record Named(String name, long more) implements Dim {
    public Named(String name) {
      this(name, 0);
    }

    @Override
    public String toString() {
      return more == 0 ? name : String.format("(%s%+d)", name, more);
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

  /**
   * A length computed from this one.
   *
   * @param formula the same computation in words, with {@code %s} for this length
   */
  default Dim map(LongUnaryOperator f, String formula) {
    return this instanceof Known k
        ? new Known(f.applyAsLong(k.size))
        : new Named(String.format(formula, this));
  }

  /** The product of two lengths. */
  default Dim times(Dim other) {
    if (is(1)) {
      return other;
    }
    if (other.is(1)) {
      return this;
    }
    if (this instanceof Known a && other instanceof Known b) {
      return new Known(Math.multiplyExact(a.size, b.size));
    }
    return new Named(this + "*" + other);
  }

  /** So much more. */
  default Dim plus(long more) {
    return this instanceof Named n
        ? new Named(n.name, Math.addExact(n.more, more))
        : new Known(Math.addExact(known().orElseThrow(), more));
  }

  /** The sum of two lengths. */
  default Dim plus(Dim other) {
    if (other instanceof Known k) {
      return plus(k.size);
    }
    if (this instanceof Known k) {
      return other.plus(k.size);
    }
    return new Named("(" + this + "+" + other + ")");
  }
}
