package org.nnd.train;

import static org.nnd.op.Cast.cast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.DeadCode;
import org.nnd.ir.Graph;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.Noise;
import org.nnd.layer.Weight;
import org.nnd.op.Add;
import org.nnd.op.Backward;

/**
 * One whole training step as a graph: (batch, state) → (loss, metrics, next state).
 *
 * <p>State is every weight, every slot of the optimizer and the number of steps done. Each is an
 * input with its first value as the default, so that the first step is fed the batch alone; hyper-
 * parameters are inputs with defaults too.
 *
 * @param graph the step
 * @param state for each state input the output that is its next value
 * @param hyperparameters the inputs that hold them
 */
public record TrainingGraph(Graph graph, Map<String, String> state, List<String> hyperparameters) {
  /** The state input that counts the steps done. */
  public static final String STEP = "optimizer/step";

  public TrainingGraph {
    state = new LinkedHashMap<>(state);
    hyperparameters = List.copyOf(hyperparameters);
  }

  /** Writes the step of a training. */
  public static TrainingGraph of(Training training, Map<String, Tensor> weights) {
    Builder g = new Builder(training.network().name() + "_train");
    Map<String, Value> inputs = training.network().declareInputs(g);
    Map<String, Value> parameters = new LinkedHashMap<>();
    weights.forEach((name, numbers) -> parameters.put(name, g.input(name, numbers)));
    Value step = g.input(STEP, Tensor.scalar(0));

    Network.Emitted written =
        training
            .network()
            .emit(
                g,
                inputs,
                parameters::get,
                Optional.of(site -> new Noise(step, training.seed(), site)));
    Value loss = written.outputs().get(Training.LOSS);
    Map<String, Value> hyper = new LinkedHashMap<>();
    Optimizer optimizer = training.optimizer();
    optimizer
        .hyperparameters()
        .forEach(
            (name, value) -> {
              Tensor number = Tensor.scalar(loss.element(), value);
              hyper.put(name, g.input("optimizer/" + name, number));
            });

    Map<String, Weight> kinds = training.network().weights();
    List<Value> trained = new ArrayList<>();
    parameters.forEach(
        (name, weight) -> {
          if (kinds.get(name).trainable()) {
            trained.add(weight);
          }
        });
    Map<Value, Value> gradients = training.clipping().of(g, Backward.gradients(g, loss, trained));
    Map<String, Value> shared = new LinkedHashMap<>();
    optimizer
        .shared()
        .forEach(
            (name, start) -> {
              Tensor number = Tensor.scalar(loss.element(), start);
              shared.put(name, g.input("optimizer/" + name, number));
            });

    Map<String, Value> next = new LinkedHashMap<>();
    Value done = g.apply(new Add(), step, g.constant(Tensor.scalar(1)));
    Value t = cast(g, done, loss.element());
    g.scope("optimizer");
    OptimizerStep begun = new OptimizerStep(g, hyper, shared, t);
    Optimizer.Rule rule = optimizer.begin(begun);
    parameters.forEach(
        (name, weight) -> {
          if (!kinds.get(name).trainable()) {
            next.put(name, written.updates().getOrDefault(name, weight));
            return;
          }
          List<Value> slots = new ArrayList<>();
          for (String slot : optimizer.slots()) {
            slots.add(g.input(name + "/" + slot, Tensor.filled(weight.type(), optimizer.start())));
          }
          g.scope("optimizer/" + name);
          Optimizer.Next after = rule.update(weight, gradients.get(weight), slots);
          next.put(name, after.weight());
          for (int i = 0; i < slots.size(); i++) {
            next.put(slots.get(i).name(), after.slots().get(i));
          }
        });
    begun.next().forEach((name, value) -> next.put(shared.get(name).name(), value));
    next.put(STEP, done);

    written.outputs().forEach(g::output);
    Map<String, String> state = new LinkedHashMap<>();
    next.forEach(
        (name, value) -> {
          state.put(name, name + "/next");
          g.output(name + "/next", value);
        });
    Graph graph = DeadCode.remove(g.build());
    List<String> hyperparameters = hyper.values().stream().map(Value::name).toList();
    return new TrainingGraph(graph, state, hyperparameters);
  }

  /** The state before the first step and the hyper-parameters: what the file has as defaults. */
  public Map<String, Tensor> defaults() {
    Map<String, Tensor> defaults = new LinkedHashMap<>();
    for (Value v : graph.inputs()) {
      if (graph.initializers().containsKey(v)) {
        defaults.put(v.name(), graph.initializers().get(v));
      }
    }
    return defaults;
  }

  /**
   * The same step without defaults, every input to be fed: the Java binding of ONNX Runtime, other
   * than Python's, refuses to feed an input that has one.
   */
  public Graph withoutDefaults() {
    Map<Value, Tensor> constants = new LinkedHashMap<>(graph.initializers());
    constants.keySet().removeAll(graph.inputs());
    return new Graph(graph.name(), graph.inputs(), constants, graph.nodes(), graph.outputs());
  }

  /** Writes the graph that only measures: (batch, weights) → (loss, metrics). */
  public static Graph evaluation(Training training) {
    Builder g = new Builder(training.network().name() + "_eval");
    Map<String, Value> inputs = training.network().declareInputs(g);
    Map<String, Value> parameters = new LinkedHashMap<>();
    training.network().weights().forEach((n, w) -> parameters.put(n, g.input(n, w.type())));
    training
        .network()
        .emit(g, inputs, parameters::get, Optional.empty())
        .outputs()
        .forEach(g::output);
    return DeadCode.remove(g.build());
  }
}
