package org.nnd.ir;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Other lengths in the place of free ones: numbers, or other names.
 *
 * @param told by the names that they take the place of
 */
public record Lengths(Map<String, Dim> told) {
  public Lengths {
    told = Map.copyOf(told);
  }

  /** What the free lengths of some types are where other types stand for them, if they can. */
  public static Optional<Lengths> between(List<TensorType> free, List<TensorType> actual) {
    Map<String, Dim> told = new HashMap<>();
    boolean fits = free.size() == actual.size();
    for (int i = 0; fits && i < free.size(); i++) {
      TensorType a = free.get(i);
      TensorType b = actual.get(i);
      fits = a.element() == b.element() && a.shape().rank() == b.shape().rank();
      for (int axis = 0; fits && axis < a.shape().rank(); axis++) {
        Dim d = a.shape().dim(axis);
        Dim is = b.shape().dim(axis);
        Dim wanted = d instanceof Dim.Named n ? told.computeIfAbsent(n.name(), x -> is) : d;
        fits = wanted.equals(is);
      }
    }
    return fits ? Optional.of(new Lengths(told)) : Optional.empty();
  }

  /** A length with all names replaced at once, so that two may change places. */
  public Dim of(Dim d) {
    if (d instanceof Dim.Known) {
      return d;
    }
    Formula all = Formula.of(d);
    for (String name : told.keySet()) {
      all = all.with(name, Formula.of(new Dim.Named(aside(name))));
    }
    for (String name : told.keySet()) {
      all = all.with(aside(name), Formula.of(told.get(name)));
    }
    return all.dim();
  }

  /** A name that no text and no file gives. */
  private static String aside(String name) {
    return name + '\'';
  }

  public Shape of(Shape s) {
    return new Shape(s.dims().stream().map(this::of).toList());
  }

  public TensorType of(TensorType t) {
    return t.shaped(of(t.shape()));
  }

  private Value of(Value v) {
    return new Value(v.name(), of(v.type()));
  }

  private List<Value> of(List<Value> values) {
    return values.stream().map(this::of).toList();
  }

  /** A graph where they hold. */
  public Graph of(Graph g) {
    Map<Value, Tensor> numbers = new LinkedHashMap<>();
    g.initializers().forEach((v, t) -> numbers.put(of(v), t));
    Map<String, Value> outputs = new LinkedHashMap<>();
    g.outputs().forEach((name, v) -> outputs.put(name, of(v)));
    List<Node> nodes =
        g.nodes().stream()
            .map(n -> new Node(n.name(), n.op().with(this), of(n.inputs()), of(n.outputs())))
            .toList();
    return new Graph(g.name(), of(g.inputs()), numbers, nodes, outputs);
  }
}
