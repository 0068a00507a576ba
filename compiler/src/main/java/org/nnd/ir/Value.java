package org.nnd.ir;

/** What flows along an edge of the graph: a name, unique in its graph, and a type. */
public record Value(String name, TensorType type) {

  public Shape shape() {
    return type.shape();
  }

  public ElementType element() {
    return type.element();
  }

  @Override
  public String toString() {
    return name + ": " + type;
  }
}
