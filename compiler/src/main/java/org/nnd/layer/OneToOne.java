package org.nnd.layer;

import java.util.List;
import org.nnd.call.Refusal;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** A layer of one floating-point value and one result, its shape rule told per example. */
interface OneToOne extends Layer {

  /** The result's shape, where x is one example. */
  Shape shape(TensorType x);

  /** Writes the one result. */
  Value emit(Emission e, Value x);

  @Override
  default List<TensorType> infer(List<TensorType> in) {
    TensorType x = in.get(0);
    if (!x.element().isFloat()) {
      throw new Refusal(
          "this needs floating-point numbers, but the value is " + x.perExample(),
          "insert `-> cast(float)` before it; embedding and one_hot take indices");
    }
    TensorType y = x.perExample().shaped(shape(x.perExample()));
    return List.of(x.batched() ? y.batch() : y);
  }

  @Override
  default List<Value> emit(Emission e, List<Value> inputs) {
    return List.of(emit(e, inputs.get(0)));
  }
}
