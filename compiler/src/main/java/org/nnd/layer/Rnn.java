package org.nnd.layer;

import static org.nnd.op.Relu.relu;
import static org.nnd.op.Tanh.tanh;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.Value;

/**
 * h' = tanh(W x + b + R h + b'), or relu of it.
 *
 * <p>Elman, 1990. Shapes and the rest are told by {@link Recurrent}.
 */
public record Rnn(Recurrent recurrent, boolean rectified) implements Recurrent.Cell {
  private static final Argument<String> ACTIVATION =
      Argument.optional(
          "activation", ArgumentType.word("tanh", "relu"), "tanh", "what the sum goes through");

  static final Entry<Rnn> ENTRY =
      Recurrent.entry(
          "rnn",
          "h' = tanh(W x + b + R h + b')",
          (r, a) -> new Rnn(r, a.get(ACTIVATION).equals("relu")),
          ACTIVATION);

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public Op operator() {
    return new org.nnd.op.Rnn(
        recurrent.hidden(),
        recurrent.bidirectional(),
        recurrent.lengths(),
        rectified ? "Relu" : "Tanh");
  }

  @Override
  public List<Value> step(Builder g, List<Value> states, List<Value> sums) {
    Value sum = sums.get(0);
    return List.of(rectified ? relu(g, sum) : tanh(g, sum));
  }
}
