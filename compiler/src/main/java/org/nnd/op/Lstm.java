package org.nnd.op;

/**
 * Long short-term memory over a sequence: ONNX's LSTM, without peepholes.
 *
 * <p>Gates in the order i, o, f, c; the states are h and c.
 */
public record Lstm(long hidden, boolean bidirectional, boolean lengths) implements Recurrence {
  static final OpEntry ENTRY = OpEntry.notDifferentiable(Lstm.class, REASON);

  @Override
  public String name() {
    return "LSTM";
  }

  @Override
  public int states() {
    return 2;
  }
}
