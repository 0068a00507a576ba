package org.nnd.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Element type and shape of a value.
 *
 * @param holders what such tensors are in where the value is no tensor itself, the outermost first;
 *     the shape is that of a single number where it is not told then
 */
public record TensorType(ElementType element, Shape shape, List<Holder> holders) {
  public TensorType {
    holders = List.copyOf(holders);
  }

  /** The type of a tensor. */
  public TensorType(ElementType element, Shape shape) {
    this(element, shape, List.of());
  }

  public static TensorType of(ElementType element, long... sizes) {
    return new TensorType(element, Shape.of(sizes));
  }

  public static TensorType scalar(ElementType element) {
    return new TensorType(element, Shape.SCALAR);
  }

  /** The same elements in another shape. */
  public TensorType shaped(Shape other) {
    return new TensorType(element, other);
  }

  /** The same shape with other elements. */
  public TensorType of(ElementType other) {
    return new TensorType(other, shape);
  }

  /** One that holds values of this type. */
  public TensorType in(Holder holder) {
    List<Holder> all = new ArrayList<>(List.of(holder));
    all.addAll(holders);
    return new TensorType(element, shape, all);
  }

  /** Whether values of the type only pass through. */
  public boolean isCarried() {
    return element.isCarried() || !holders.isEmpty();
  }

  /** Whether there is one of it for each example. */
  public boolean batched() {
    return holders.isEmpty() && shape.rank() > 0 && shape.dim(0).equals(Dim.BATCH);
  }

  /** The type as the language sees it: without the axis of the examples. */
  public TensorType perExample() {
    return batched() ? shaped(shape.from(1)) : this;
  }

  /** One of this type for each example. */
  public TensorType batch() {
    return shaped(shape.insert(0, Dim.BATCH));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorType t
        && t.element == element
        && t.shape.equals(shape)
        && t.holders.equals(holders);
  }

  @Override
  public int hashCode() {
    return 31 * element.hashCode() + shape.hashCode();
  }

  /** {@code float[16, 5, 5]}, or {@code float} for a single number; {@code sequence(float[5])}. */
  @Override
  public String toString() {
    String tensor = shape.rank() == 0 ? element.toString() : element.toString() + shape;
    return holders.stream().map(h -> h + "(").collect(Collectors.joining())
        + tensor
        + ")".repeat(holders.size());
  }
}
