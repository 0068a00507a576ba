package org.nnd.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;

/**
 * A layer as it was found in a graph.
 *
 * @param form how a text says it
 * @param inputs the graph's values that go in
 * @param outputs the graph's values that come out
 * @param weights its numbers, by their local names
 * @param origin where the numbers stood, which tells layers that share them
 * @param path what the exporter called it, from the outside in; empty if nothing is known
 */
record Site(
    Form form,
    List<Value> inputs,
    List<Value> outputs,
    Map<String, Tensor> weights,
    List<Value> origin,
    List<String> path) {
  Site {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    weights = new LinkedHashMap<>(weights);
    origin = List.copyOf(origin);
    path = List.copyOf(path);
  }

  /** A layer without numbers. */
  static Site of(Form form, List<Value> inputs, List<Value> outputs) {
    return new Site(form, inputs, outputs, Map.of(), List.of(), List.of());
  }

  /** A layer of one value without numbers. */
  static Site of(Form form, Value x, Value y) {
    return of(form, List.of(x), List.of(y));
  }

  /** The same with numbers, which stood in these values. */
  Site with(Map<String, Tensor> numbers, List<Value> from) {
    return new Site(form, inputs, outputs, numbers, from, path);
  }

  /** The same with what the exporter called it. */
  Site called(List<String> names) {
    return new Site(form, inputs, outputs, weights, origin, names);
  }

  /** The same with another form. */
  Site saying(Form other) {
    return new Site(other, inputs, outputs, weights, origin, path);
  }

  /** A value is made once. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Site s && s.outputs.equals(outputs);
  }

  @Override
  public int hashCode() {
    return outputs.hashCode();
  }
}
