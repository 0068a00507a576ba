package org.nnd.op;

import static org.nnd.op.Greater.share;
import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = max(a, b, ...); equals share the gradient, as in PyTorch. Shapes broadcast as in NumPy. */
public record Max() implements Choosing {
  static final OpEntry ENTRY =
      OpEntry.of(
              Max.class,
              Sample.of(new Max(), Sample.numbers(2, 3), Sample.between(1, -1, 2, 3)),
              Sample.of(new Max(), Sample.numbers(2, 3), Sample.between(1, -1, 3)),
              Sample.of(new Max(), Sample.numbers(3), Sample.numbers(3)).labelled("equals"),
              Sample.of(
                  new Max(),
                  Sample.numbers(2, 3),
                  Sample.between(0.9, -1, 3),
                  Sample.numbers(2, 1)))
          .from(n -> n.as(new Max()));

  public static Value max(Builder g, Value a, Value b) {
    return g.apply(new Max(), a, b);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    if (v.node().inputs().size() != 2) {
      return shares(v);
    }
    return List.of(
        mul(g, v.dy(), share(g, v.x(0), v.x(1))), mul(g, v.dy(), share(g, v.x(1), v.x(0))));
  }
}
