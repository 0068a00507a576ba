package org.nnd.op;

import static org.nnd.op.Abs.abs;
import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x / (1 + |x|). */
public record Softsign() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Softsign.class, Sample.of(new Softsign(), Sample.numbers(2, 3)).inFloat32())
          .from(n -> n.as(new Softsign()));

  /** The slope is 1 / (1 + |x|)². */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value below = add(g, abs(g, v.x(0)), g.constant(1, v.x(0)));
    return List.of(div(g, v.dy(), mul(g, below, below)));
  }
}
