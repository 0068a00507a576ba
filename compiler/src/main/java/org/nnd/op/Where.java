package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = a where a condition holds, else b. Shapes broadcast as in NumPy. */
public record Where() implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Where.class,
              Sample.of(new Where(), mask(2, 3), Sample.numbers(2, 3), Sample.numbers(2, 3)),
              Sample.of(new Where(), mask(3), Sample.numbers(2, 3), Sample.numbers())
                  .labelled("broadcast"),
              Sample.of(new Where(), mask(2, 1, 3), Sample.numbers(4, 1), Sample.numbers(2, 4, 3))
                  .labelled("broadcast both ways"))
          .from(n -> n.as(new Where()));

  public static Value where(Builder g, Value condition, Value a, Value b) {
    return g.apply(new Where(), condition, a, b);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    if (in.get(0).element() != ElementType.BOOL) {
      throw new IllegalArgumentException(this + " of " + in);
    }
    TensorType either = new Add().infer(in.subList(1, 3)).get(0);
    return List.of(either.shaped(either.shape().broadcast(in.get(0).shape())));
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value none = g.constant(0, v.dy());
    return Gradients.of(null, where(g, v.x(0), v.dy(), none), where(g, v.x(0), none, v.dy()));
  }

  /** True and false in turn. */
  private static Tensor mask(long... shape) {
    TensorType type = TensorType.of(ElementType.BOOL, shape);
    byte[] values = new byte[Math.toIntExact(type.shape().size().orElseThrow())];
    for (int i = 0; i < values.length; i += 2) {
      values[i] = 1;
    }
    return new Tensor(type, values);
  }
}
