package org.nnd.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Value;

/**
 * A layer applied to values.
 *
 * @param path the layer's name in the network; uses of a shared layer have the same one
 * @param kind what the text calls such a layer
 * @param layer the layer
 * @param inputs what goes in
 * @param outputs what comes out
 * @param tuning how its weights learn
 */
public record Step(
    String path, String kind, Layer layer, List<Value> inputs, List<Value> outputs, Tuning tuning) {
  public Step {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Its weights by their local names. */
  public Map<String, Weight> weights() {
    Map<String, Weight> own = new LinkedHashMap<>();
    layer
        .weights(inputs.stream().map(Value::type).toList())
        .forEach((local, w) -> own.put(local, w.as(tuning)));
    return own;
  }

  /** Its weights by their names in the network. */
  public Map<String, Weight> namedWeights() {
    Map<String, Weight> named = new LinkedHashMap<>();
    weights().forEach((local, w) -> named.put(name(local), w));
    return named;
  }

  /** The same with weights that don't learn. */
  public Step frozen() {
    return new Step(path, kind, layer, inputs, outputs, tuning.and(Tuning.FROZEN));
  }

  /** A weight's name in the network. */
  String name(String local) {
    return path + "/" + local;
  }
}
