package org.nnd.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Graph;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Scan;

/**
 * Any number of training steps as one graph: (batches, state) → (losses, metrics, next state), the
 * step being the body of a loop over the first axis of the batches.
 *
 * <p>The state that steps change is what the loop carries; hyper-parameters, and weights that stay
 * as they are, the body reads from outside. All names are those of the single step.
 *
 * <p>It is a Scan and no Loop: ONNX Runtime hands a Scan's body the batches where they lie, lets
 * carried values go to and fro between two tensors, and has the last step write into the outputs. A
 * Loop's body would have to copy its batch out of the stack, the last state is copied behind the
 * loop, and on CUDA each of its steps waits for the condition to arrive in the processor's memory.
 */
final class Repeated {
  private final TrainingGraph one;
  private final Graph step;
  private final Dim steps;
  private final List<Value> carried = new ArrayList<>();
  private final List<Value> batch = new ArrayList<>();
  private final List<Value> shared = new ArrayList<>();

  private Repeated(TrainingGraph one) {
    this.one = one;
    this.step = one.graph();
    this.steps = axis(step.inputs());
    for (Value v : step.inputs()) {
      boolean state = one.state().containsKey(v.name()) && !next(v).equals(v);
      boolean fed = !step.initializers().containsKey(v);
      (state ? carried : fed ? batch : shared).add(v);
    }
  }

  static TrainingGraph of(TrainingGraph one) {
    return new Repeated(one).write();
  }

  /** A length that no input has. */
  private static Dim axis(List<Value> inputs) {
    String name = "steps";
    while (taken(name, inputs)) {
      name += "_";
    }
    return new Dim.Named(name);
  }

  private static boolean taken(String name, List<Value> inputs) {
    return inputs.stream()
        .flatMap(v -> v.shape().dims().stream())
        .anyMatch(d -> d.toString().equals(name));
  }

  private Value next(Value state) {
    return step.outputs().get(one.state().get(state.name()));
  }

  private TrainingGraph write() {
    Builder g = new Builder(step.name());
    Map<String, Value> values = new LinkedHashMap<>();
    step.inputs().forEach(v -> values.put(v.name(), declared(g, v)));
    List<String> results = new ArrayList<>(step.outputs().keySet());
    results.removeAll(one.state().values());
    Graph body = body(results);
    List<Value> read = body.inputs().stream().map(v -> values.get(v.name())).toList();
    Scan loop = new Scan(body, carried.size(), batch.size(), results.size(), false);
    List<Value> given = g.node(loop, read).outputs();
    for (int i = 0; i < carried.size(); i++) {
      values.put(carried.get(i).name(), given.get(i));
    }
    for (int i = 0; i < results.size(); i++) {
      g.output(results.get(i), given.get(carried.size() + i));
    }
    one.state().forEach((name, next) -> g.output(next, values.get(name)));
    return new TrainingGraph(
        g.build(),
        one.state(),
        one.carried(),
        one.hyperparameters(),
        one.weights(),
        Optional.of(steps));
  }

  /** An input of the whole: batches have one more axis, state and numbers their defaults. */
  private Value declared(Builder g, Value v) {
    Tensor byDefault = step.initializers().get(v);
    return byDefault == null
        ? g.input(v.name(), v.type().shaped(v.shape().insert(0, steps)))
        : g.input(v.name(), byDefault);
  }

  /** The step with inputs and outputs in the order of a loop's body. */
  private Graph body(List<String> results) {
    List<Value> inputs = new ArrayList<>(carried);
    inputs.addAll(batch);
    inputs.addAll(shared);
    Map<Value, Tensor> constants = new LinkedHashMap<>(step.initializers());
    constants.keySet().removeAll(step.inputs());
    Map<String, Value> outputs = new LinkedHashMap<>();
    carried.forEach(v -> outputs.put(one.state().get(v.name()), next(v)));
    results.forEach(name -> outputs.put(name, step.outputs().get(name)));
    return new Graph("step", inputs, constants, step.nodes(), outputs);
  }
}
