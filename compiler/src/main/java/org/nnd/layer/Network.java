package org.nnd.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.DeadCode;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.pass.Passes;

/**
 * A checked network: layers applied to values, in order.
 *
 * @param name of the model
 * @param doc its doc comment
 * @param inputs what is fed
 * @param steps the layers; each reads inputs and what earlier ones gave
 * @param outputs what is asked for, by name
 */
public record Network(
    String name, String doc, List<Value> inputs, List<Step> steps, Map<String, Value> outputs) {
  public Network {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    outputs = new LinkedHashMap<>(outputs);
  }

  /**
   * A network written as ops.
   *
   * @param outputs the values of its outputs, by name
   * @param updates the next values of statistics, by the weight's name
   */
  public record Emitted(Map<String, Value> outputs, Map<String, Value> updates) {}

  /** The same with other layers at the places of these. */
  public Network with(List<Step> others) {
    return new Network(name, doc, inputs, others, outputs);
  }

  /**
   * The same network with other floating-point numbers.
   *
   * @throws Refusal if one of its layers doesn't compute with them
   */
  public Network in(ElementType element) {
    NetworkBuilder other = new NetworkBuilder();
    Map<Value, Value> values = new HashMap<>();
    for (Value v : inputs) {
      boolean numbers = v.type().element().isFloat();
      values.put(v, other.input(v.name(), numbers ? v.type().of(element) : v.type()));
    }
    for (Step s : steps) {
      List<Value> in = s.inputs().stream().map(values::get).toList();
      List<Value> out = other.add(s.layer(), s.kind(), s.path(), s.tuning(), in);
      for (int i = 0; i < out.size(); i++) {
        values.put(s.outputs().get(i), out.get(i));
      }
    }
    Map<String, Value> results = new LinkedHashMap<>();
    outputs.forEach((as, v) -> results.put(as, values.get(v)));
    return other.network(name, doc, results);
  }

  /** All weights by name, in the order of their first use. */
  public Map<String, Weight> weights() {
    Map<String, Weight> all = new LinkedHashMap<>();
    steps.forEach(s -> all.putAll(s.namedWeights()));
    return all;
  }

  /** The layers that a value comes from. */
  public List<Step> before(Value value) {
    Set<Value> needed = new HashSet<>(Set.of(value));
    List<Step> before = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (!Collections.disjoint(needed, step.outputs())) {
        needed.addAll(step.inputs());
        before.add(0, step);
      }
    }
    return before;
  }

  /** What the weights are before the first step. */
  public Map<String, Tensor> initial(long seed) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    weights().forEach((name, w) -> all.put(name, w.initializer().make(w.type(), seed, name)));
    return all;
  }

  /** The graph that predicts, with the weights given; it has the inputs that outputs depend on. */
  public Graph inference(Map<String, Tensor> weights) {
    Builder g = new Builder(name);
    Map<String, Value> inputs = declareInputs(g);
    Map<String, Value> numbers = new HashMap<>();
    weights().keySet().forEach(w -> numbers.put(w, g.initializer(w, weights.get(w))));
    emit(g, inputs, numbers::get, Optional.empty()).outputs().forEach(g::output);
    return DeadCode.removeInputs(Passes.of(g.build()));
  }

  /** Declares the inputs in a graph. */
  public Map<String, Value> declareInputs(Builder g) {
    Map<String, Value> declared = new LinkedHashMap<>();
    inputs.forEach(v -> declared.put(v.name(), g.input(v.name(), v.type())));
    return declared;
  }

  /**
   * Writes every layer as ops.
   *
   * @param inputs the graph's values for the inputs, by name
   * @param weights the graph's values for the weights, by name
   * @param mode empty for a graph that only predicts
   * @return the graph's values for the outputs and for what the layers changed themselves
   */
  public Emitted emit(
      Builder g,
      Map<String, Value> inputs,
      Function<String, Value> weights,
      Optional<TrainingMode> mode) {
    Map<String, Value> updates = new LinkedHashMap<>();
    Map<Value, Value> written = new HashMap<>();
    this.inputs.forEach(v -> written.put(v, inputs.get(v.name())));
    Map<String, Integer> uses = new HashMap<>();
    for (Step step : steps) {
      int use = uses.merge(step.path(), 1, Integer::sum);
      String site = use == 1 ? step.path() : step.path() + "@" + use;
      Map<String, Value> own = new HashMap<>();
      for (String local : step.weights().keySet()) {
        String name = step.name(local);
        own.put(local, updates.containsKey(name) ? updates.get(name) : weights.apply(name));
      }
      g.scope(site);
      Emission e = new Emission(g, site, own, mode, step.tuning().frozen());
      List<Value> results = step.layer().emit(e, step.inputs().stream().map(written::get).toList());
      for (int i = 0; i < results.size(); i++) {
        written.put(step.outputs().get(i), results.get(i));
      }
      e.updates().forEach((local, next) -> updates.put(step.name(local), next));
    }
    g.scope("");
    Map<String, Value> results = new LinkedHashMap<>();
    outputs.forEach((as, v) -> results.put(as, written.get(v)));
    return new Emitted(results, updates);
  }
}
