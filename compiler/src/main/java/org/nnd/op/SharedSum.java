package org.nnd.op;

import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** The mean of n inputs as their sum, times 1 / n. */
record SharedSum() implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(SharedSum.class, "stands for Mean, which has a gradient");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return new Mean().infer(in);
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    Value sum = g.node(new Sum(), in).output();
    return List.of(mul(g, sum, g.constant(1.0 / in.size(), sum)));
  }
}
