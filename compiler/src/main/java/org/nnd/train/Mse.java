package org.nnd.train;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceMean.reduceMean;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;
import org.nnd.layer.Layer;

/** loss = mean of (prediction - label)², over everything. */
public record Mse() implements Layer {
  static final Entry<Mse> ENTRY =
      Entry.of("mse", "mean of (prediction - label)²", a -> new Mse()).taking(2, 2);

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return Labels.ofNumbers("mse", in);
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value difference = sub(g, in.get(0), in.get(1));
    return List.of(reduceMean(g, mul(g, difference, difference), List.of(), false));
  }
}
