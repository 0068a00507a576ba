package org.nnd.train;

import static org.nnd.op.ReduceMean.reduceMean;

import java.util.List;
import org.nnd.call.Refusal;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Autocast;
import org.nnd.layer.Emission;
import org.nnd.layer.Layer;

/** The mean over everything: what makes one number of a loss that is an expression. */
public record Mean() implements Layer {
  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType x = in.get(0);
    if (!x.element().isFloat()) {
      throw new Refusal("this needs floating-point numbers, but the value is " + x.perExample());
    }
    return List.of(TensorType.scalar(x.element()));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    return List.of(reduceMean(e.g(), in.get(0), List.of(), false));
  }
}
