package org.nnd.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nnd.ir.Builder;
import org.nnd.ir.Graph;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.Step;
import org.nnd.pass.Passes;

/**
 * What a training looks at of a model: loss and metrics as a graph of their own, behind the model
 * in whatever form that was written.
 *
 * @param shown the model, giving all that loss and metrics read of it
 * @param measures (inputs, labels, what the model gives) → (loss, metrics)
 */
public record Measuring(Network shown, Graph measures) {
  private static final String GIVEN = "model/";

  /**
   * Takes a training apart.
   *
   * @param model that it trains
   * @param weights what the loss may have penalties for
   */
  public static Measuring of(Training training, Network model, Map<String, Tensor> weights) {
    Network whole = training.network();
    Map<Value, String> shown = new LinkedHashMap<>();
    model.outputs().forEach((as, v) -> shown.put(v, as));
    List<Value> made = model.steps().stream().flatMap(s -> s.outputs().stream()).toList();
    List<Step> behind =
        whole.steps().stream().filter(s -> !made.contains(s.outputs().get(0))).toList();
    Stream.concat(
            behind.stream().flatMap(s -> s.inputs().stream()), whole.outputs().values().stream())
        .filter(made::contains)
        .forEach(v -> shown.putIfAbsent(v, GIVEN + v.name()));
    Map<String, Value> outputs = new LinkedHashMap<>();
    shown.forEach((v, as) -> outputs.put(as, v));
    Network more = new Network(model.name(), model.doc(), model.inputs(), model.steps(), outputs);
    return new Measuring(more, measures(training, behind, shown, weights));
  }

  private static Graph measures(
      Training training, List<Step> behind, Map<Value, String> shown, Map<String, Tensor> weights) {
    Network whole = training.network();
    Map<Value, Value> now = new HashMap<>();
    shown.forEach((v, as) -> now.put(v, new Value(name(as), v.type())));
    List<Value> inputs = new ArrayList<>(whole.inputs());
    inputs.addAll(now.values());
    List<Step> steps =
        behind.stream()
            .map(
                s ->
                    new Step(
                        s.path(),
                        s.kind(),
                        s.layer(),
                        s.inputs().stream().map(v -> now.getOrDefault(v, v)).toList(),
                        s.outputs(),
                        s.tuning()))
            .toList();
    Map<String, Value> outputs = new LinkedHashMap<>();
    whole.outputs().forEach((as, v) -> outputs.put(as, now.getOrDefault(v, v)));
    Network alone = new Network(whole.name(), "", inputs, steps, outputs);
    Builder g = new Builder(whole.name() + "_measures");
    Map<String, Value> parameters = new LinkedHashMap<>();
    whole.weights().keySet().forEach(w -> parameters.put(w, g.initializer(w, weights.get(w))));
    Network.Emitted written =
        alone.emit(g, alone.declareInputs(g), parameters::get, Optional.empty());
    TrainingGraph.results(g, training, written, parameters).forEach(g::output);
    return Passes.of(g.build());
  }

  /** The measures' input that takes an output of the model. */
  public static String name(String output) {
    return output.startsWith(GIVEN) ? output : GIVEN + "output/" + output;
  }
}
