package org.nnd.op;

import static org.nnd.op.Mul.mul;

import java.util.Collections;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** The mean of the inputs, however many they are. Shapes broadcast as in NumPy. */
public record Mean() implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Mean.class,
              Sample.of(new Mean(), Sample.numbers(2, 3), Sample.numbers(3)).inFloat32())
          .from(n -> n.as(new Mean()));

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return new Sum().infer(in);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    int n = v.node().inputs().size();
    return Collections.nCopies(n, mul(g, v.dy(), g.constant(1.0 / n, v.dy())));
  }
}
