package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sigmoid.sigmoid;
import static org.nnd.op.Tanh.tanh;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.Value;

/**
 * i, o, f = σ(W x + b + R h + b'), n = tanh(Wn x + bn + Rn h + b'n), c' = f c + i n, h' = o tanh
 * c'.
 *
 * <p>Long short-term memory (Hochreiter and Schmidhuber, 1997; Gers and others, 2000). The weights'
 * rows hold the gates in ONNX's order i, o, f, n; the states are h and c; shapes and the rest are
 * told by {@link Recurrent}.
 */
public record Lstm(Recurrent recurrent) implements Recurrent.Cell {
  static final Entry<Lstm> ENTRY =
      Recurrent.entry(
          "lstm", "h' = o tanh c', c' = f c + i n, with gates i, o and f", (r, a) -> new Lstm(r));

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public List<String> states() {
    return List.of("h", "c");
  }

  @Override
  public Op operator() {
    return new org.nnd.op.Lstm(recurrent.hidden(), recurrent.bidirectional(), recurrent.lengths());
  }

  @Override
  public List<Value> step(Builder g, List<Value> states, List<Value> sums) {
    List<Value> sum = byGate(g, sums.get(0));
    Value i = sigmoid(g, sum.get(0));
    Value o = sigmoid(g, sum.get(1));
    Value f = sigmoid(g, sum.get(2));
    Value n = tanh(g, sum.get(3));
    Value c = add(g, mul(g, f, states.get(1)), mul(g, i, n));
    return List.of(mul(g, o, tanh(g, c)), c);
  }
}
