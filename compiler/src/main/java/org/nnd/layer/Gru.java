package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sigmoid.sigmoid;
import static org.nnd.op.Sub.sub;
import static org.nnd.op.Tanh.tanh;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.Value;

/**
 * z = σ(Wz x + bz + Rz h + b'z), r = σ(Wr x + br + Rr h + b'r), n = tanh(Wn x + bn + r (Rn h +
 * b'n)), h' = (1 - z) n + z h.
 *
 * <p>A gated recurrent unit (Cho and others, 2014), the reset gate behind the product as in
 * PyTorch. The weights' rows hold the gates in the order z, r, n; shapes and the rest are told by
 * {@link Recurrent}.
 */
public record Gru(Recurrent recurrent) implements Recurrent.Cell {
  static final Entry<Gru> ENTRY =
      Recurrent.entry("gru", "h' = (1 - z) n + z h, with gates z and r", (r, a) -> new Gru(r));

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public boolean apart() {
    return true;
  }

  @Override
  public Op operator() {
    return new org.nnd.op.Gru(recurrent.hidden(), recurrent.bidirectional(), recurrent.lengths());
  }

  @Override
  public List<Value> step(Builder g, List<Value> states, List<Value> sums) {
    Value h = states.get(0);
    List<Value> x = byGate(g, sums.get(0));
    List<Value> p = byGate(g, sums.get(1));
    Value z = sigmoid(g, add(g, x.get(0), p.get(0)));
    Value r = sigmoid(g, add(g, x.get(1), p.get(1)));
    Value n = tanh(g, add(g, x.get(2), mul(g, r, p.get(2))));
    return List.of(add(g, n, mul(g, z, sub(g, h, n))));
  }
}
