package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.DeadCode;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Value;
import org.nnd.train.Training;

/** Where a loss that isn't finite comes from: the first value on the way to it that isn't. */
final class Divergence {
  private Divergence() {}

  /**
   * Looks at what a step is fed, and if that is finite, runs it again as far as the loss with the
   * results of all nodes as outputs.
   *
   * @param step the graph of a step
   * @return the first value that isn't finite, in words
   */
  static Optional<String> first(Graph step, Provider provider, Map<String, OnnxTensor> feed)
      throws OrtException {
    Graph shown = toLoss(step);
    Set<Value> used = new HashSet<>();
    shown.nodes().forEach(node -> used.addAll(node.inputs()));
    for (Value input : step.inputs()) {
      Optional<String> what = Finite.not(Numbers.of(feed.get(input.name())));
      if (what.isPresent() && used.contains(input)) {
        return Optional.of(input.name() + " was " + what.get() + " before it");
      }
    }
    try (Session session = Session.of(shown, provider);
        OrtSession.Result results = session.run(feed)) {
      for (Node node : shown.nodes()) {
        for (Value v : node.outputs()) {
          Optional<String> what =
              results.get(v.name()).flatMap(t -> Finite.not(Numbers.of((OnnxTensor) t)));
          if (what.isPresent()) {
            return Optional.of(place(node) + " was the first to become " + what.get());
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The layer and its op: {@code dense_2 (Gemm)}. */
  private static String place(Node node) {
    int end = node.name().lastIndexOf('/');
    String op = node.op().name();
    return end < 0 ? "a " + op : node.name().substring(0, end) + " (" + op + ")";
  }

  /** The part of a step that makes the loss; every floating-point number in it is an output. */
  private static Graph toLoss(Graph step) {
    Map<String, Value> loss = Map.of(Training.LOSS, step.outputs().get(Training.LOSS));
    Graph forward =
        DeadCode.remove(
            new Graph(step.name(), step.inputs(), step.initializers(), step.nodes(), loss));
    Map<String, Value> all = new LinkedHashMap<>();
    for (Node node : forward.nodes()) {
      for (Value v : node.outputs()) {
        if (v.element().isFloat()) {
          all.put(v.name(), v);
        }
      }
    }
    return new Graph(step.name(), step.inputs(), forward.initializers(), forward.nodes(), all);
  }
}
