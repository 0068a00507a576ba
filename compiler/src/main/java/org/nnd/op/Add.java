package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = a + b. Shapes broadcast as in NumPy. */
public record Add() implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.of(
              Add.class,
              Sample.of(new Add(), Sample.numbers(2, 3), Sample.numbers(2, 3)),
              Sample.of(new Add(), Sample.numbers(2, 3), Sample.numbers(3)),
              Sample.of(new Add(), Sample.numbers(4, 1, 3), Sample.numbers(2, 1)),
              Sample.of(new Add(), Sample.numbers(), Sample.numbers(2, 3)))
          .from(n -> n.as(new Add()));

  public static Value add(Builder g, Value a, Value b) {
    return g.apply(new Add(), a, b);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(v.dy(), v.dy());
  }
}
