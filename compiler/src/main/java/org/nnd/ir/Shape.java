package org.nnd.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The lengths of a tensor's axes, outermost first. */
public record Shape(List<Dim> dims) {
  /** The shape of a single number. */
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dims = List.copyOf(dims);
  }

  public static Shape of(long... sizes) {
    return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
  }

  public static Shape of(Dim... dims) {
    return new Shape(List.of(dims));
  }

  /** The number of axes. */
  public int rank() {
    return dims.size();
  }

  /** The length of an axis; negative axes count from the end. */
  public Dim dim(int axis) {
    return dims.get(axis(axis));
  }

  /** The last length. */
  public Dim last() {
    return dim(-1);
  }

  /** An axis counted from the front. */
  public int axis(int axis) {
    int at = axis < 0 ? axis + rank() : axis;
    if (at < 0 || at >= rank()) {
      throw new IllegalArgumentException("no axis " + axis + " in " + this);
    }
    return at;
  }

  /** The same with another length on one axis. */
  public Shape with(int axis, Dim dim) {
    List<Dim> all = new ArrayList<>(dims);
    all.set(axis(axis), dim);
    return new Shape(all);
  }

  /** The same with an axis put in. */
  public Shape insert(int axis, Dim dim) {
    List<Dim> all = new ArrayList<>(dims);
    all.add(axis, dim);
    return new Shape(all);
  }

  /** The axes from {@code from}, inclusive, to {@code to}, exclusive. */
  public Shape slice(int from, int to) {
    return new Shape(dims.subList(from, to));
  }

  /** The axes from {@code from} to the end. */
  public Shape from(int from) {
    return slice(from, rank());
  }

  /** This shape's axes followed by another's. */
  public Shape then(Shape other) {
    List<Dim> all = new ArrayList<>(dims);
    all.addAll(other.dims);
    return new Shape(all);
  }

  /** The number of elements, a formula where a length is free. */
  public Dim elements() {
    Dim product = Dim.of(1);
    for (Dim d : dims) {
      product = product.times(d);
    }
    return product;
  }

  /** The number of elements, if every length is known. */
  public OptionalLong size() {
    return dims.stream().allMatch(d -> d instanceof Dim.Known)
        ? OptionalLong.of(
            dims.stream().mapToLong(d -> d.known().orElseThrow()).reduce(1, Math::multiplyExact))
        : OptionalLong.empty();
  }

  /** Every length as a number. */
  public long[] sizes() {
    return dims.stream().mapToLong(d -> d.known().orElseThrow()).toArray();
  }

  /**
   * The shape that NumPy's broadcasting gives for two operands.
   *
   * @throws IllegalArgumentException if the lengths of an axis disagree
   */
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    List<Dim> all = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      Dim a = i < rank - rank() ? Dim.of(1) : dims.get(i - rank + rank());
      Dim b = i < rank - other.rank() ? Dim.of(1) : other.dims.get(i - rank + other.rank());
      if (!a.equals(b) && !a.is(1) && !b.is(1)) {
        throw new IllegalArgumentException(this + " and " + other + " can't be broadcast");
      }
      all.add(a.is(1) ? b : a);
    }
    return new Shape(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape s && s.dims.equals(dims);
  }

  @Override
  public int hashCode() {
    return dims.hashCode();
  }

  /** {@code [16, 5, 5]}. */
  @Override
  public String toString() {
    return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
