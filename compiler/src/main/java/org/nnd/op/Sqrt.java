package org.nnd.op;

import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = √x. */
public record Sqrt() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Sqrt.class, Sample.of(new Sqrt(), Sample.positive(2, 3)))
          .from(n -> n.as(new Sqrt()));

  public static Value sqrt(Builder g, Value x) {
    return g.apply(new Sqrt(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Value half = mul(v.g(), v.dy(), v.g().constant(0.5, v.dy()));
    return List.of(div(v.g(), half, v.y(0)));
  }
}
