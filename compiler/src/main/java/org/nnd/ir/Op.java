package org.nnd.ir;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation on tensors: its attributes are the components of a record, the rest it says here.
 *
 * <p>Unless said otherwise an op is the standard ONNX operator of the same name, opset 21.
 */
public interface Op {

  /** The operator's name in ONNX. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Where the operator is defined: ONNX itself, or an addition that only one runtime has. */
  default String domain() {
    return "";
  }

  /** The first version of its domain that has the operator as it is here; 0 for any. */
  default long since() {
    return 0;
  }

  /**
   * The types of the outputs.
   *
   * @throws IllegalArgumentException if the op can't take such inputs: a bug in who emits it, since
   *     layers check what users write
   */
  List<TensorType> infer(List<TensorType> inputs);

  /** Whether the outputs' types follow from those of the inputs and the attributes alone. */
  default boolean infers() {
    return true;
  }

  /**
   * Attributes as ONNX names them: Long, Double, String, long[], double[], a list of String, {@link
   * Tensor} or {@link Graph}.
   */
  default Map<String, Object> attributes() {
    return Map.of();
  }

  /** Inputs that ONNX wants behind the others and that are constants here: axes, bounds, sizes. */
  default List<Tensor> constants() {
    return List.of();
  }

  /** How many of ONNX's optional inputs are left out right before an input. */
  default int leftOutBefore(int input) {
    return 0;
  }

  /** How many of ONNX's optional outputs are left out right before an output. */
  default int skippedBefore(int output) {
    return 0;
  }

  /** How many of the outputs ONNX needs written even if nobody reads them. */
  default int requiredOutputs() {
    return 1;
  }

  /** From which input on a body reads the inputs by name instead of being handed them. */
  default int sharedFrom() {
    return Integer.MAX_VALUE;
  }

  /** Whether the output is always the first input, whatever numbers that holds. */
  default boolean isIdentity(List<TensorType> inputs) {
    return false;
  }

  /** The same op where some of the lengths that it knows are others. */
  default Op with(Lengths lengths) {
    return this;
  }

  /**
   * The op that does another one and then this one in a single step, if there is one: it reads the
   * other's first input instead of the other's output, and else what this one reads.
   *
   * @param inputs the types of the other's inputs
   */
  default Optional<Op> after(Op other, List<TensorType> inputs) {
    return Optional.empty();
  }

  /**
   * The vector-Jacobian product: for each input the gradient of the loss, given those of the
   * outputs.
   *
   * <p>An entry is null where there is none to give (integers, masks). It may have the broadcast
   * shape of the output: the reverse walk sums it down.
   *
   * @throws UnsupportedOperationException if the op is not differentiable
   */
  default List<Value> vjp(Vjp v) {
    throw new UnsupportedOperationException(name() + " is not differentiable");
  }
}
