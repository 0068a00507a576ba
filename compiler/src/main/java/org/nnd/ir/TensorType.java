package org.nnd.ir;

/** Element type and shape of a value. */
public record TensorType(ElementType element, Shape shape) {

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

  /** Whether there is one of it for each example. */
  public boolean batched() {
    return shape.rank() > 0 && shape.dim(0).equals(Dim.BATCH);
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
    return other instanceof TensorType t && t.element == element && t.shape.equals(shape);
  }

  @Override
  public int hashCode() {
    return 31 * element.hashCode() + shape.hashCode();
  }

  /** {@code float[16, 5, 5]}, or {@code float} for a single number. */
  @Override
  public String toString() {
    return shape.rank() == 0 ? element.toString() : element.toString() + shape;
  }
}
