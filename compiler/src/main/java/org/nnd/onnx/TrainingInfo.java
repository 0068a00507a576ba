package org.nnd.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nnd.ir.Graph;
import org.nnd.ir.Value;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.onnx.proto.TrainingInfoProto;

/**
 * A training step beside a model that predicts, as ONNX's TrainingInfoProto.
 *
 * <p>A step of it is one run of the model's graph and the algorithm as one graph, then each update
 * binding's output becomes the initializer of its key. The algorithm reads the model's inputs and
 * weights by their names; all else that it has is its own and begins with {@code training/}, other
 * than the inputs that the model hasn't. The initialization makes the state of the beginning again.
 *
 * @param initialization gives each state input's first value by that input's name
 * @param step the training step; an input with numbers is state or a hyper-parameter
 * @param state for each state input the output that is its next value
 * @param weights for each weight of the model the state input that it is: the weight, or its mean
 */
public record TrainingInfo(
    Graph initialization, Graph step, Map<String, String> state, Map<String, String> weights) {
  private static final String PREFIX = "training/";
  private static final String START = "start/";

  public TrainingInfo {
    state = new LinkedHashMap<>(state);
    weights = new LinkedHashMap<>(weights);
  }

  /** The message for a model whose graph predicts. */
  TrainingInfoProto toProto(Graph model) {
    Map<Value, String> names = names();
    Set<String> known = new HashSet<>();
    model.inputs().forEach(v -> known.add(v.name()));
    model.initializers().keySet().forEach(v -> known.add(v.name()));
    TrainingInfoProto.Builder info = TrainingInfoProto.newBuilder();
    for (Value v : step.inputs()) {
      if (state.containsKey(v.name())) {
        info.addInitializationBinding(bind(names.get(v), START + v.name()));
        info.addUpdateBinding(bind(names.get(v), PREFIX + state.get(v.name())));
      }
    }
    return info.setInitialization(GraphWriter.write(initialization, START, Map.of()))
        .setAlgorithm(algorithm(names, known))
        .build();
  }

  /** The step's graph without what the model has, and without the state as inputs. */
  private GraphProto algorithm(Map<Value, String> names, Set<String> known) {
    GraphProto algorithm = GraphWriter.write(step, PREFIX, names);
    Set<String> fed = new HashSet<>();
    step.inputs().stream()
        .filter(v -> !state.containsKey(v.name()))
        .forEach(v -> fed.add(names.get(v)));
    fed.removeAll(known);
    GraphProto.Builder own = algorithm.toBuilder().clearInput().clearInitializer();
    algorithm.getInputList().stream().filter(v -> fed.contains(v.getName())).forEach(own::addInput);
    algorithm.getInitializerList().stream()
        .filter(t -> !known.contains(t.getName()))
        .forEach(own::addInitializer);
    return own.build();
  }

  /**
   * What the step's inputs are called: a state that the model predicts with as the weight there.
   */
  private Map<Value, String> names() {
    Map<String, String> predicting = new HashMap<>();
    weights.forEach((weight, from) -> predicting.put(from, weight));
    Map<Value, String> names = new HashMap<>();
    for (Value v : step.inputs()) {
      boolean mean = weights.containsKey(v.name()) && !predicting.containsKey(v.name());
      String name = predicting.getOrDefault(v.name(), v.name());
      names.put(v, mean ? PREFIX + name : name);
    }
    return names;
  }

  private static StringStringEntryProto bind(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
