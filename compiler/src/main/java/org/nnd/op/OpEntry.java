package org.nnd.op;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Op;

/**
 * A line of the catalogue {@link Ops}: an op with samples for its gradient check, or with the
 * reason why it has no gradient; and which nodes of ONNX files it stands for.
 *
 * @param rules by the operators' names
 */
public record OpEntry(
    Class<? extends Op> type,
    List<Sample> samples,
    Optional<String> notDifferentiable,
    Map<String, OnnxNode.Rule> rules) {
  public OpEntry {
    samples = List.copyOf(samples);
    rules = Map.copyOf(rules);
    if (samples.isEmpty() == notDifferentiable.isEmpty()) {
      throw new IllegalArgumentException(type + " needs samples, or a reason to have none");
    }
  }

  static OpEntry of(Class<? extends Op> type, Sample... samples) {
    return new OpEntry(type, List.of(samples), Optional.empty(), Map.of());
  }

  static OpEntry notDifferentiable(Class<? extends Op> type, String reason) {
    return new OpEntry(type, List.of(), Optional.of(reason), Map.of());
  }

  /** The same, read from nodes of an operator. */
  OpEntry from(String operator, OnnxNode.Rule rule) {
    Map<String, OnnxNode.Rule> all = new HashMap<>(rules);
    all.put(operator, rule);
    return new OpEntry(type, samples, notDifferentiable, all);
  }

  /** The same, read from nodes of the operator that has the op's name. */
  OpEntry from(OnnxNode.Rule rule) {
    return from(type.getSimpleName(), rule);
  }
}
