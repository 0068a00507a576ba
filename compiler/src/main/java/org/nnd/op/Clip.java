package org.nnd.op;

import static org.nnd.op.Greater.step;
import static org.nnd.op.Mul.mul;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x, at least a and at most b, two single numbers; at them the gradient by x is 0. */
public record Clip() implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Clip.class,
              Sample.of(
                  new Clip(), Sample.numbers(3, 4), Sample.between(-1, 0), Sample.between(0, 1)))
          .from(n -> n.has(1) && n.has(2) ? n.as(new Clip()) : Optional.empty());

  public static Value clip(Builder g, Value x, double least, double most) {
    return g.apply(new Clip(), x, g.constant(least, x), g.constant(most, x));
  }

  /** 1 where a < x < b, else 0. */
  static Value inside(Builder g, Value x, Value a, Value b) {
    return mul(g, step(g, x, a), step(g, b, x));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value a = v.x(1);
    Value b = v.x(2);
    return List.of(
        mul(g, v.dy(), inside(g, x, a, b)),
        mul(g, v.dy(), step(g, a, x)),
        mul(g, v.dy(), step(g, x, b)));
  }
}
