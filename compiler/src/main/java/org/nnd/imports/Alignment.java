package org.nnd.imports;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.Step;
import org.nnd.layer.Weight;

/**
 * A sketch beside the network that its text makes: layer by layer from the outputs on they must be
 * the same, which gives each weight the name that it has in the network.
 */
final class Alignment {
  private final Map<Value, Site> sites = new HashMap<>();
  private final Map<Value, Step> steps = new HashMap<>();
  private final Map<Value, Value> paired = new HashMap<>();
  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final Deque<Value> open = new ArrayDeque<>();

  private Alignment(Sketch sketch, Network network) {
    sketch.sites().forEach(s -> s.outputs().forEach(v -> sites.put(v, s)));
    network.steps().forEach(s -> s.outputs().forEach(v -> steps.put(v, s)));
  }

  /**
   * The weights by their names in the network, in its order.
   *
   * @throws IllegalStateException if the text says something else than the sketch
   */
  static Map<String, Tensor> weights(Sketch sketch, Network network) {
    Alignment a = new Alignment(sketch, network);
    List<Value> wanted = List.copyOf(sketch.outputs().values());
    List<Value> given = List.copyOf(network.outputs().values());
    for (int i = 0; i < wanted.size(); i++) {
      a.pair(wanted.get(i), through(given.get(i), a.steps));
    }
    while (!a.open.isEmpty()) {
      a.look(a.open.pop());
    }
    Map<String, Tensor> inOrder = new LinkedHashMap<>();
    network
        .weights()
        .forEach(
            (name, w) -> {
              if (!a.weights.containsKey(name)) {
                throw new IllegalStateException("nothing is known of " + name);
              }
              inOrder.put(name, a.weights.get(name));
            });
    return inOrder;
  }

  /** An output that has a second name is a copy. */
  private static Value through(Value v, Map<Value, Step> steps) {
    Step s = steps.get(v);
    return s != null && s.kind().equals("identity") ? s.inputs().get(0) : v;
  }

  private void pair(Value mine, Value theirs) {
    Value before = paired.putIfAbsent(mine, theirs);
    if (before == null) {
      open.push(mine);
    } else if (!before.equals(theirs)) {
      throw new IllegalStateException(mine + " would be " + before + " and " + theirs);
    }
  }

  private void look(Value mine) {
    Site site = sites.get(mine);
    Step step = steps.get(paired.get(mine));
    if (site == null || step == null) {
      if (site != null || step != null) {
        throw new IllegalStateException(mine + " would be " + paired.get(mine));
      }
      return;
    }
    if (!site.form().layer().equals(step.layer()) || site.inputs().size() != step.inputs().size()) {
      throw new IllegalStateException(mine + " would be " + paired.get(mine));
    }
    for (int i = 0; i < site.inputs().size(); i++) {
      pair(site.inputs().get(i), step.inputs().get(i));
    }
    Map<String, Weight> named = step.namedWeights();
    step.weights()
        .forEach(
            (local, w) -> {
              Tensor t = site.weights().get(local);
              if (t == null || !t.type().equals(w.type())) {
                throw new IllegalStateException(
                    step.path() + "/" + local + " is " + w.type() + ", not " + t);
              }
              weights.put(step.path() + "/" + local, t);
            });
    if (!weights.keySet().containsAll(named.keySet())) {
      throw new IllegalStateException(step + " has other weights");
    }
  }
}
