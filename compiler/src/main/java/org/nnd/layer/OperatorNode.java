package org.nnd.layer;

import java.nio.LongBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.nnd.ir.ElementType;
import org.nnd.ir.Formula;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.op.AskedNode;
import org.nnd.op.Foreign;

/** An operator of a text as the node that it becomes. */
final class OperatorNode extends AskedNode {
  private final Foreign op;
  private final List<TensorType> types;
  private final List<Optional<Tensor>> constants;

  /**
   * @param types of the inputs that are there
   * @param constants the numbers of those that stand in the text
   */
  OperatorNode(Foreign op, List<TensorType> types, List<Optional<Tensor>> constants) {
    super(op.attributes());
    this.op = op;
    this.types = List.copyOf(types);
    this.constants = List.copyOf(constants);
  }

  @Override
  protected RuntimeException complaint(String message) {
    return new IllegalArgumentException(op + ": " + message);
  }

  @Override
  public int inputs() {
    return op.inputs().isEmpty() ? 0 : Collections.max(op.inputs()) + 1;
  }

  @Override
  public boolean has(int input) {
    return op.inputs().contains(input);
  }

  private int at(int input) {
    if (!has(input)) {
      throw complaint("input " + input + " is missing");
    }
    return op.inputs().indexOf(input);
  }

  @Override
  public TensorType type(int input) {
    return types.get(at(input));
  }

  @Override
  public Optional<Tensor> constant(int input) {
    asked(input);
    return constants.get(at(input));
  }

  @Override
  public Optional<List<Formula>> formulas(int input) {
    return constant(input)
        .filter(t -> t.type().element() == ElementType.INT64 && t.type().shape().rank() <= 1)
        .map(
            t -> {
              LongBuffer numbers = t.bytes().asLongBuffer();
              return LongStream.generate(numbers::get)
                  .limit(numbers.remaining())
                  .mapToObj(Formula::number)
                  .toList();
            });
  }

  @Override
  public boolean gives(int output) {
    return op.outputs().contains(output);
  }

  @Override
  public List<Integer> read() {
    return op.outputs();
  }

  @Override
  public Optional<TensorType> declared(int output) {
    return gives(output)
        ? Optional.of(op.types().get(op.outputs().indexOf(output)))
        : Optional.empty();
  }
}
