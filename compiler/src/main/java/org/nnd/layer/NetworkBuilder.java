package org.nnd.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** Puts a network together, layer by layer: what a checked text and the Java API both do. */
public final class NetworkBuilder {
  /** What an array of bytes holds. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private final List<Value> inputs = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Weight> weights = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  /** Declares an input; its type has the axis of the examples in front. */
  public Value input(String name, TensorType type) {
    Value v = new Value(name, type);
    inputs.add(v);
    return v;
  }

  /** Whether there is an input of the name. */
  public boolean hasInput(String name) {
    return inputs.stream().anyMatch(v -> v.name().equals(name));
  }

  /** The layers so far; more may follow. */
  public List<Step> steps() {
    return Collections.unmodifiableList(steps);
  }

  /** The layer that was put in last. */
  public Step last() {
    return steps.get(steps.size() - 1);
  }

  /** The number of layers so far. */
  public int size() {
    return steps.size();
  }

  /**
   * Puts a layer behind the others.
   *
   * @param kind what a text calls such a layer
   * @param path its name in the network; one that was there before shares its weights
   * @param tuning how its weights learn
   * @return what comes out
   * @throws Refusal if it can't take the values
   * @throws ArithmeticException if its numbers are larger than a computer can count
   */
  public List<Value> add(Layer layer, String kind, String path, Tuning tuning, List<Value> values) {
    if (!(layer instanceof Operator || layer instanceof Onnx)) {
      values.forEach(v -> computable(v.type().perExample()));
    }
    List<TensorType> types = layer.infer(values.stream().map(Value::type).toList());
    types.forEach(t -> fit("this makes " + t.perExample() + " of one example", t));
    int use = uses.getOrDefault(path, 0) + 1;
    String name = use == 1 ? path : path + "@" + use;
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      results.add(new Value(types.size() == 1 ? name : name + "." + i, types.get(i)));
    }
    Step step = new Step(path, kind, layer, values, results, tuning);
    step.namedWeights().forEach((n, w) -> share(n, w, path));
    uses.put(path, use);
    steps.add(step);
    return results;
  }

  private static void computable(TensorType example) {
    if (example.element().isCarried()) {
      throw new Refusal(
          "this value is " + example + ", which goes into operators only",
          "insert `-> operator(\"Cast\", to=1, gives=\""
              + example.of(ElementType.FLOAT)
              + "\")` before it");
    }
  }

  /** Refuses an input of which no memory holds one example. */
  public static void fit(TensorType example) {
    fit("one example of this is " + example, example);
  }

  /** Refuses what no memory holds. */
  private static void fit(String what, TensorType type) {
    if (bytes(type) > MOST_BYTES) {
      throw new Refusal(what + ": that is more than 2 GiB", "are its lengths what you mean?");
    }
  }

  /** How large it is, free lengths taken as 1; the largest number if that is larger still. */
  private static long bytes(TensorType type) {
    try {
      Dim product = Dim.of(type.element().bytes());
      for (Dim d : type.shape().dims()) {
        product = d instanceof Dim.Known ? product.times(d) : product;
      }
      return product.known().orElseThrow();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private void share(String name, Weight weight, String path) {
    fit(path + " needs a weight of " + weight.type(), weight.type());
    Weight before = weights.putIfAbsent(name, weight);
    if (before == null) {
      return;
    }
    if (!before.type().equals(weight.type())) {
      throw new Refusal(
          path
              + " is shared: its first use made a weight of "
              + before.type()
              + ", but this one needs "
              + weight.type(),
          "a shared layer takes values of one shape; use two layers for two shapes");
    }
    if (before.trainable() != weight.trainable() || before.lrScale() != weight.lrScale()) {
      throw new Refusal(
          path + " is shared, but its uses say differently how it learns",
          "say it where the layer gets its name: layer encode = dense(32, frozen=true)");
    }
  }

  /** The network as it stands, with some of its values as outputs. */
  public Network network(String name, String doc, Map<String, Value> outputs) {
    return new Network(name, doc, inputs, steps, outputs);
  }
}
