package org.nnd.op;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plain recurrent network over a sequence: ONNX's RNN.
 *
 * @param activation as ONNX names it: Tanh or Relu
 */
public record Rnn(long hidden, boolean bidirectional, boolean lengths, String activation)
    implements Recurrence {
  static final OpEntry ENTRY = OpEntry.notDifferentiable(Rnn.class, REASON).from("RNN", Rnn::read);

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    String activation =
        n.texts("activations").filter(a -> !a.isEmpty()).map(a -> a.get(0)).orElse("Tanh");
    return Recurrence.read(
        n, List.of(activation), (h, both, lengths) -> new Rnn(h, both, lengths, activation));
  }

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
