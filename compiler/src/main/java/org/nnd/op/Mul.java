package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = a b, element by element. Shapes broadcast as in NumPy. */
public record Mul() implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.of(
              Mul.class,
              Sample.of(new Mul(), Sample.numbers(2, 3), Sample.numbers(2, 3)),
              Sample.of(new Mul(), Sample.numbers(2, 3), Sample.numbers(3)),
              Sample.of(new Mul(), Sample.numbers(4, 1, 3), Sample.numbers(2, 1)),
              Sample.of(new Mul(), Sample.numbers(), Sample.numbers(2, 3)))
          .from(n -> n.as(new Mul()));

  public static Value mul(Builder g, Value a, Value b) {
    return g.apply(new Mul(), a, b);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(mul(v.g(), v.dy(), v.x(1)), mul(v.g(), v.dy(), v.x(0)));
  }
}
