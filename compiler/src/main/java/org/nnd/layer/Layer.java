package org.nnd.layer;

import java.util.List;
import java.util.Map;
import org.nnd.call.Refusal;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A function from tensors to tensors with its arguments bound: a record of them.
 *
 * <p>Types hold the axis of the examples in front; {@link TensorType#perExample()} is what the text
 * shows. A text checks a call by {@link #infer}, so a layer refuses there what it can't take.
 */
public interface Layer {

  /**
   * The types of the results.
   *
   * @throws Refusal if it can't take such inputs
   */
  List<TensorType> infer(List<TensorType> inputs);

  /** The numbers that it learns, by their local names. */
  default Map<String, Weight> weights(List<TensorType> inputs) {
    return Map.of();
  }

  /** Writes it as ops; the results have the types that {@link #infer} told. */
  List<Value> emit(Emission e, List<Value> inputs);

  /**
   * How many pairs of numbers it multiplies and adds up for one example, as fvcore counts them:
   * products with weights and of matrices; biases, activations and poolings count nothing.
   *
   * @param inputs their types, every length but the examples' known
   */
  default long multiplyAdds(List<TensorType> inputs) {
    return 0;
  }

  /** What it computes with where a training mixes floats with narrower numbers. */
  default Autocast.Numbers numbers() {
    return Autocast.Numbers.GIVEN;
  }

  /** The type of labels that a loss or metric compares with a prediction. */
  default TensorType label(TensorType prediction) {
    return prediction;
  }
}
