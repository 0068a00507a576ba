package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A gated recurrent unit over a sequence: ONNX's GRU, the reset gate behind the product.
 *
 * <p>Gates in the order z, r, n.
 */
public record Gru(long hidden, boolean bidirectional, boolean lengths) implements Recurrence {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Gru.class, REASON)
          .from(
              "GRU",
              n ->
                  n.integer("linear_before_reset", 0) == 1
                      ? Recurrence.read(
                          n,
                          List.of("Sigmoid", "Tanh"),
                          (h, both, lengths) -> new Gru(h, both, lengths))
                      : Optional.empty());

  @Override
  public String name() {
    return "GRU";
  }

  @Override
  public Map<String, Object> attributes() {
    Map<String, Object> all = Recurrence.super.attributes();
    all.put("linear_before_reset", 1L);
    return all;
  }
}
