package org.nnd.op;

import static org.nnd.op.Div.div;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = ln x. */
public record Log() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Log.class, Sample.of(new Log(), Sample.positive(2, 3))).from(n -> n.as(new Log()));

  public static Value log(Builder g, Value x) {
    return g.apply(new Log(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(div(v.g(), v.dy(), v.x(0)));
  }
}
