package org.nnd.op;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = a / b. Shapes broadcast as in NumPy. */
public record Div() implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.of(
              Div.class,
              Sample.of(new Div(), Sample.numbers(2, 3), Sample.positive(2, 3)),
              Sample.of(new Div(), Sample.numbers(2, 3), Sample.positive(3)),
              Sample.of(new Div(), Sample.numbers(4, 1, 3), Sample.positive(2, 1)),
              Sample.of(new Div(), Sample.numbers(), Sample.positive(2, 3)))
          .from(n -> n.as(new Div()));

  public static Value div(Builder g, Value a, Value b) {
    return g.apply(new Div(), a, b);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value da = div(g, v.dy(), v.x(1));
    return List.of(da, neg(g, mul(g, da, v.y(0))));
  }
}
