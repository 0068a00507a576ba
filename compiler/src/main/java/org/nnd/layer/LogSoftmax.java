package org.nnd.layer;

import static org.nnd.op.LogSoftmax.logSoftmax;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/**
 * yᵢ = xᵢ - ln Σⱼ e^xⱼ along an axis.
 *
 * @param axis counted per example, from the end where negative
 */
public record LogSoftmax(long axis) implements Distribution {
  static final Entry<LogSoftmax> ENTRY =
      Entry.of("log_softmax", "yᵢ = xᵢ - ln Σⱼ e^xⱼ", a -> new LogSoftmax(a.get(AXIS)), AXIS);

  @Override
  public Value emit(Emission e, Value x) {
    return logSoftmax(e.g(), Axes.of(axis, x), x);
  }
}
