package org.nnd.ir;

/**
 * What flows along an edge of the graph: a name, unique in its graph, and a type.
 *
 * <p>Like the types and lengths that it is made of it says itself how it is compared: what Java
 * makes for records is made anew in each process, which took {@code nnd compile} a twentieth of its
 * time.
 */
public record Value(String name, TensorType type) {

  public Shape shape() {
    return type.shape();
  }

  public ElementType element() {
    return type.element();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value v && v.name.equals(name) && v.type.equals(type);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + ": " + type;
  }
}
