package org.nnd.train;

import static org.nnd.op.ReduceMean.reduceMean;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Autocast;
import org.nnd.layer.Emission;
import org.nnd.layer.Layer;

/** The mean over everything of what each prediction - label costs; both have one type. */
interface Distance extends Layer {

  /** As a text writes it. */
  String name();

  /** What each difference costs. */
  Value cost(Builder g, Value difference);

  @Override
  default Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  default List<TensorType> infer(List<TensorType> in) {
    Labels.numbers(name(), in);
    return List.of(TensorType.scalar(in.get(0).element()));
  }

  @Override
  default List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value cost = cost(g, sub(g, in.get(0), in.get(1)));
    return List.of(reduceMean(g, cost, List.of(), false));
  }
}
