package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** y = (a > b), true or false. Shapes broadcast as in NumPy. */
public record Greater() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Greater.class, "gives true or false")
          .from(n -> n.as(new Greater()));

  public static Value greater(Builder g, Value a, Value b) {
    return g.apply(new Greater(), a, b);
  }

  /** 1 where a > b, else 0. */
  static Value step(Builder g, Value a, Value b) {
    return cast(g, greater(g, a, b), a.element());
  }

  /** 1 where a > b, 1/2 where they are equal, else 0. */
  static Value share(Builder g, Value a, Value b) {
    Value sign = g.apply(new Sign(), sub(g, a, b));
    return mul(g, add(g, sign, g.constant(1, sign)), g.constant(0.5, sign));
  }

  /** One value where x > 0, another where it is not. */
  static Value either(Builder g, Value x, Value above, Value otherwise) {
    Value on = step(g, x, g.constant(0, x));
    return add(g, otherwise, mul(g, on, sub(g, above, otherwise)));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(new Add().infer(in).get(0).of(ElementType.BOOL));
  }
}
