package org.nnd.train;

import static org.nnd.op.Abs.abs;
import static org.nnd.op.ReduceMean.reduceMean;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;
import org.nnd.layer.Layer;

/** mean of |prediction - label|, over everything. */
public record Mae() implements Layer {
  static final Entry<Mae> ENTRY =
      Entry.of("mae", "mean of |prediction - label|", a -> new Mae()).taking(2, 2);

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return Labels.ofNumbers("mae", in);
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    return List.of(reduceMean(g, abs(g, sub(g, in.get(0), in.get(1))), List.of(), false));
  }
}
