package org.nnd.op;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Op;

/**
 * A line of the catalogue {@link Ops}: an op with samples for its gradient check, or with the
 * reason why it has no gradient.
 */
public record OpEntry(
    Class<? extends Op> type, List<Sample> samples, Optional<String> notDifferentiable) {
  public OpEntry {
    samples = List.copyOf(samples);
    if (samples.isEmpty() == notDifferentiable.isEmpty()) {
      throw new IllegalArgumentException(type + " needs samples, or a reason to have none");
    }
  }

  static OpEntry of(Class<? extends Op> type, Sample... samples) {
    return new OpEntry(type, List.of(samples), Optional.empty());
  }

  static OpEntry notDifferentiable(Class<? extends Op> type, String reason) {
    return new OpEntry(type, List.of(), Optional.of(reason));
  }
}
