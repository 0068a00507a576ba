package org.nnd.op;

import java.util.Collections;
import java.util.Map;

/**
 * A plain recurrent network over a sequence: ONNX's RNN.
 *
 * @param activation as ONNX names it: Tanh or Relu
 */
public record Rnn(long hidden, boolean bidirectional, boolean lengths, String activation)
    implements Recurrence {
  static final OpEntry ENTRY = OpEntry.notDifferentiable(Rnn.class, REASON);

  @Override
  public String name() {
    return "RNN";
  }

  @Override
  public Map<String, Object> attributes() {
    Map<String, Object> all = Recurrence.super.attributes();
    all.put("activations", Collections.nCopies(bidirectional ? 2 : 1, activation));
    return all;
  }
}
