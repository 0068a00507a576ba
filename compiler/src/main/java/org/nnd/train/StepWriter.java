package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Mul.mul;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Lowering;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.Carry;
import org.nnd.layer.Network;
import org.nnd.layer.TrainingMode;
import org.nnd.layer.Weight;
import org.nnd.op.Backward;
import org.nnd.pass.Passes;

/** Writes a training step: forward, backward, update. */
final class StepWriter {
  private final Training training;
  private final Descent descent;
  private final Map<String, Tensor> start;
  private final Lowering lowering;
  private final Builder g;

  StepWriter(Training training, Map<String, Tensor> start, Lowering lowering) {
    this.training = training;
    this.descent = training.descent();
    this.start = start;
    this.lowering = lowering;
    this.g = new Builder(training.network().name() + "_train", lowering);
  }

  TrainingGraph write() {
    Map<String, Value> inputs = training.network().declareInputs(g);
    Map<String, Value> weights = new LinkedHashMap<>();
    start.forEach((name, numbers) -> weights.put(name, g.input(name, numbers)));
    Value step = g.input(TrainingGraph.STEP, Tensor.scalar(0));
    Network network = training.precision().of(training.network());
    Map<String, Value> used = new LinkedHashMap<>();
    network
        .weights()
        .forEach(
            (name, w) -> {
              g.scope(name);
              used.put(name, cast(g, weights.get(name), w.type().element()));
            });
    g.scope("");
    Optional<Carry> carry =
        training.continues() ? Optional.of(new Carry(g, training.batch())) : Optional.empty();
    TrainingMode mode = new TrainingMode(step, training.seed(), carry);
    Network.Emitted written = network.emit(g, inputs, used::get, Optional.of(mode));
    Map<String, Value> carried = carry.map(Carry::next).orElse(Map.of());
    Map<String, Value> results = TrainingGraph.results(g, training, written, weights);
    Value loss = results.get(Training.LOSS);
    ElementType element = loss.element();
    Optimizer optimizer = descent.optimizer();
    Map<String, Value> hyper = numbers("optimizer/", optimizer.hyperparameters(), element);
    Optional<LossScale> scale =
        training.precision().scales() ? Optional.of(new LossScale(g)) : Optional.empty();
    Map<Value, Value> scaled =
        gradients(
            scale.map(s -> s.of(loss)).orElse(loss), TrainingGraph.learning(training, weights));
    Map<Value, Value> gradients = scale.map(s -> s.unscaled(scaled)).orElse(scaled);
    Map<String, Value> shared = numbers("optimizer/", optimizer.shared(), element);
    Value done = add(g, step, g.constant(Tensor.scalar(1)));

    Map<String, Value> later = new LinkedHashMap<>();
    Optional<Value> finite = scale.map(s -> s.finite(gradients, later));
    Accumulation group = new Accumulation(g, descent.accumulate(), step, done, finite, later);
    Map<Value, Value> slopes = descent.clipping().of(g, group.means(gradients, later));
    Map<String, Value> now = new LinkedHashMap<>(hyper);
    descent.schedule().ifPresent(s -> now.putAll(scheduled(s, group, hyper, later)));
    later.put(TrainingGraph.STEP, done);
    Update update = new Update(g, optimizer, group, now, shared);
    Map<String, Value> next = update.next();
    Map<String, String> predicting = new LinkedHashMap<>();
    Map<String, Weight> kinds = training.network().weights();
    weights.forEach(
        (name, weight) -> {
          predicting.put(name, name);
          if (kinds.get(name).trainable()) {
            update.move(weight, slopes.get(weight), kinds.get(name).lrScale());
            descent
                .average()
                .ifPresent(d -> predicting.put(name, update.average(weight, start.get(name), d)));
          } else {
            next.put(name, written.updates().getOrDefault(name, weight));
          }
        });
    next.putAll(carried);
    next.putAll(later);
    results.forEach(g::output);
    return graph(next, carried.keySet(), hyper, predicting);
  }

  private TrainingGraph graph(
      Map<String, Value> next,
      Set<String> carried,
      Map<String, Value> hyper,
      Map<String, String> predicting) {
    Map<String, String> state = new LinkedHashMap<>();
    next.forEach(
        (name, value) -> {
          state.put(name, name + "/next");
          g.output(name + "/next", value);
        });
    List<String> hyperparameters = hyper.values().stream().map(Value::name).toList();
    return new TrainingGraph(
        Passes.of(lowering.of(g.build())),
        state,
        List.copyOf(carried),
        hyperparameters,
        predicting,
        Optional.empty());
  }

  private Map<Value, Value> gradients(Value loss, List<Value> by) {
    return training.recompute()
        ? Backward.recomputing(g, loss, by, training.batch())
        : Backward.gradients(g, loss, by);
  }

  /** Declares single numbers as inputs. */
  private Map<String, Value> numbers(
      String path, Map<String, Double> numbers, ElementType element) {
    Map<String, Value> declared = new LinkedHashMap<>();
    numbers.forEach(
        (name, x) -> declared.put(name, g.input(path + name, Tensor.scalar(element, x))));
    return declared;
  }

  /**
   * The learning rate as the schedule has it now.
   *
   * @param hyper takes the length of the training, if the schedule needs it
   * @param later takes what the schedule keeps
   */
  private Map<String, Value> scheduled(
      Schedule schedule, Accumulation group, Map<String, Value> hyper, Map<String, Value> later) {
    Value length = g.constant(Tensor.scalar(0));
    if (schedule.usesLength()) {
      length = g.input(TrainingGraph.STEPS, Tensor.scalar(descent.steps().orElse(0L)));
      hyper.put("steps", length);
    }
    Map<String, Value> state = numbers("schedule/", schedule.state(), ElementType.FLOAT);
    g.scope("schedule");
    Clock clock = new Clock(g, schedule.pace(), group.start(), length, training.epochs(), state);
    Value lr = hyper.get("lr");
    Value rate = mul(g, lr, cast(g, schedule.whole(clock), lr.element()));
    clock.next().forEach((name, value) -> later.put(state.get(name).name(), value));
    g.scope("");
    return Map.of("lr", rate);
  }
}
