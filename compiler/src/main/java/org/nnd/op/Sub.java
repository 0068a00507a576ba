package org.nnd.op;

import static org.nnd.op.Neg.neg;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = a - b. Shapes broadcast as in NumPy. */
public record Sub() implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.of(
              Sub.class,
              Sample.of(new Sub(), Sample.numbers(2, 3), Sample.numbers(2, 3)),
              Sample.of(new Sub(), Sample.numbers(2, 3), Sample.numbers(3)),
              Sample.of(new Sub(), Sample.numbers(4, 1, 3), Sample.numbers(2, 1)),
              Sample.of(new Sub(), Sample.numbers(), Sample.numbers(2, 3)))
          .from(n -> n.as(new Sub()));

  public static Value sub(Builder g, Value a, Value b) {
    return g.apply(new Sub(), a, b);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(v.dy(), neg(v.g(), v.dy()));
  }
}
