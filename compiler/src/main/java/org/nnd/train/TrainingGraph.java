package org.nnd.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Graph;
import org.nnd.ir.Lowering;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.TrainingMode;
import org.nnd.layer.Weight;
import org.nnd.op.Backward;
import org.nnd.op.Expand;
import org.nnd.op.Lowerings;
import org.nnd.pass.Passes;

/**
 * One whole training step as a graph: (batch, state) → (loss, metrics, next state).
 *
 * <p>State is every weight, every slot of the optimizer and the number of steps done. Each is an
 * input with its first value as the default, and so are hyper-parameters. A file has neither
 * default: {@link #withoutDefaults} is the step there, {@link #initialization} gives what it begins
 * with.
 *
 * @param graph the step
 * @param state for each state input the output that is its next value
 * @param carried those of the state that begin with their defaults again where a text does
 * @param hyperparameters the inputs that hold them
 * @param weights for each weight of the model the state that is to be measured and predicted with:
 *     itself, or the moving mean of it
 * @param steps the axis along which batches are stacked, if a run does any number of steps
 */
public record TrainingGraph(
    Graph graph,
    Map<String, String> state,
    List<String> carried,
    List<String> hyperparameters,
    Map<String, String> weights,
    Optional<Dim> steps) {
  /** The state input that counts the steps done. */
  public static final String STEP = "optimizer/step";

  /** The hyper-parameter that says how many steps the whole training has, 0 if nobody knows. */
  public static final String STEPS = "schedule/steps";

  /** The state that takes the loss that was measured last, where the schedule asks for it. */
  public static final String MEASURED = "schedule/loss";

  /** The state that holds what the loss is multiplied with, where it is. */
  public static final String LOSS_SCALE = "loss_scale";

  public TrainingGraph {
    state = new LinkedHashMap<>(state);
    carried = List.copyOf(carried);
    weights = new LinkedHashMap<>(weights);
    hyperparameters = List.copyOf(hyperparameters);
  }

  /** Writes the step of a training, to run anywhere. */
  public static TrainingGraph of(Training training, Map<String, Tensor> weights) {
    return of(training, weights, Lowerings.PORTABLE);
  }

  /** Writes the step of a training, to run on one kind of host. */
  public static TrainingGraph of(
      Training training, Map<String, Tensor> weights, Lowering lowering) {
    return new StepWriter(training, weights, lowering).write();
  }

  /** The same for any number of steps in one run. */
  public TrainingGraph repeated() {
    return Repeated.of(this);
  }

  /** The state before the first step, and the hyper-parameters. */
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
   * The same step without defaults, every input to be fed: of ONNX Runtime's bindings Java's and
   * the browser's refuse to feed an input that has one, Node's ignores what it is fed.
   */
  public Graph withoutDefaults() {
    Map<Value, Tensor> constants = new LinkedHashMap<>(graph.initializers());
    constants.keySet().removeAll(graph.inputs());
    return new Graph(graph.name(), graph.inputs(), constants, graph.nodes(), graph.outputs());
  }

  /** Writes the graph that is fed nothing and gives the defaults, by the names of the inputs. */
  public Graph initialization() {
    Builder g = new Builder(graph.name() + "_start");
    defaults().forEach((name, numbers) -> g.output(name, start(g, name, numbers)));
    return g.build();
  }

  private static Value start(Builder g, String name, Tensor numbers) {
    Shape shape = numbers.type().shape();
    return numbers.isFilled() && shape.rank() > 0
        ? g.apply(
            new Expand(shape), g.constant(numbers.first()), g.constant(Tensor.longs(shape.sizes())))
        : g.initializer(name, numbers);
  }

  /** The loss with its penalties, and the metrics. */
  static Map<String, Value> results(
      Builder g, Training training, Network.Emitted written, Map<String, Value> weights) {
    Map<String, Value> results = new LinkedHashMap<>(written.outputs());
    List<Penalty> penalties = training.descent().penalties();
    results.computeIfPresent(
        Training.LOSS,
        (name, loss) -> Penalty.added(g, loss, penalties, learning(training, weights)));
    return results;
  }

  /** The weights that follow gradients. */
  static List<Value> learning(Training training, Map<String, Value> weights) {
    Map<String, Weight> kinds = training.network().weights();
    return weights.entrySet().stream()
        .filter(w -> kinds.get(w.getKey()).trainable())
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Writes the first step's loss and its gradients, whatever the precision: (batch, weights) →
   * (loss, {@code gradient/NAME} for each weight that learns).
   */
  public static Graph gradients(Training training) {
    Builder g = new Builder(training.network().name() + "_gradients", Lowerings.PORTABLE);
    Map<String, Value> inputs = training.network().declareInputs(g);
    Map<String, Value> weights = new LinkedHashMap<>();
    training.network().weights().forEach((n, w) -> weights.put(n, g.input(n, w.type())));
    TrainingMode mode = new TrainingMode(g.constant(Tensor.scalar(0)), training.seed());
    Network.Emitted written = training.network().emit(g, inputs, weights::get, Optional.of(mode));
    Value loss = results(g, training, written, weights).get(Training.LOSS);
    g.output(Training.LOSS, loss);
    Backward.gradients(g, loss, learning(training, weights))
        .forEach((weight, gradient) -> g.output("gradient/" + weight.name(), gradient));
    return Passes.of(g.build());
  }

  /** Writes the graph that only measures: (batch, weights) → (loss, metrics). */
  public static Graph evaluation(Training training) {
    Builder g = new Builder(training.network().name() + "_eval");
    Map<String, Value> inputs = training.network().declareInputs(g);
    Map<String, Value> parameters = new LinkedHashMap<>();
    training.network().weights().forEach((n, w) -> parameters.put(n, g.input(n, w.type())));
    Network.Emitted written = training.network().emit(g, inputs, parameters::get, Optional.empty());
    results(g, training, written, parameters).forEach(g::output);
    return Passes.of(g.build());
  }
}
