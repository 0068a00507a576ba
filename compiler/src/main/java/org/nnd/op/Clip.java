package org.nnd.op;

import static org.nnd.op.Greater.step;
import static org.nnd.op.Mul.mul;

import java.util.ArrayList;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = x, at least a and at most b, two single numbers; at them the gradient by x is 0.
 *
 * @param least whether there is a
 * @param most whether there is b
 */
public record Clip(boolean least, boolean most) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Clip.class,
              Sample.of(
                  new Clip(true, true),
                  Sample.numbers(3, 4),
                  Sample.between(-1, 0),
                  Sample.between(0, 1)),
              Sample.of(new Clip(true, false), Sample.numbers(3, 4), Sample.between(-1, 0)),
              Sample.of(new Clip(false, true), Sample.numbers(3, 4), Sample.between(0, 1)))
          .from(n -> n.as(new Clip(n.has(1), n.has(2))));

  public static Value clip(Builder g, Value x, double least, double most) {
    return g.apply(new Clip(true, true), x, g.constant(least, x), g.constant(most, x));
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
  public int leftOutBefore(int input) {
    return input == 1 && !least ? 1 : 0;
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    List<Value> all = new ArrayList<>(List.of(v.dy()));
    if (least) {
      all.set(0, mul(g, all.get(0), step(g, x, v.x(1))));
      all.add(mul(g, v.dy(), step(g, v.x(1), x)));
    }
    if (most) {
      Value b = v.x(least ? 2 : 1);
      all.set(0, mul(g, all.get(0), step(g, b, x)));
      all.add(mul(g, v.dy(), step(g, x, b)));
    }
    return all;
  }
}
