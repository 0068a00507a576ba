package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Greater.step;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x above 0, else a x with slopes a that broadcast to x's shape. */
public record PRelu() implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              PRelu.class,
              Sample.of(new PRelu(), Sample.numbers(2, 3), Sample.numbers(1)).inFloat32(),
              Sample.of(new PRelu(), Sample.numbers(1, 3, 2), Sample.numbers(3, 1)).inFloat32())
          .from(n -> n.as(new PRelu()));

  public static Value pRelu(Builder g, Value x, Value slopes) {
    return g.apply(new PRelu(), x, slopes);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    if (!in.get(0).shape().broadcast(in.get(1).shape()).equals(in.get(0).shape())) {
      throw new IllegalArgumentException("slopes " + in.get(1) + " for " + in.get(0));
    }
    return List.of(in.get(0));
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value on = step(g, v.x(0), g.constant(0, v.x(0)));
    Value off = sub(g, g.constant(1, on), on);
    Value below = mul(g, v.dy(), off);
    Value dx = add(g, mul(g, v.dy(), on), mul(g, below, v.x(1)));
    return List.of(dx, mul(g, below, v.x(0)));
  }
}
