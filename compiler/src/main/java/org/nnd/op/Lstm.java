package org.nnd.op;

import java.util.List;
import java.util.Optional;

/**
 * Long short-term memory over a sequence: ONNX's LSTM, without peepholes.
 *
 * <p>Gates in the order i, o, f, c; the states are h and c.
 */
public record Lstm(long hidden, boolean bidirectional, boolean lengths) implements Recurrence {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Lstm.class, REASON)
          .from(
              "LSTM",
              n ->
                  n.is("input_forget", 0) && !n.has(7)
                      ? Recurrence.read(
                          n,
                          List.of("Sigmoid", "Tanh", "Tanh"),
                          (h, both, lengths) -> new Lstm(h, both, lengths))
                      : Optional.empty());

  @Override
  public String name() {
    return "LSTM";
  }

  @Override
  public int states() {
    return 2;
  }
}
