package org.nnd.op;

import java.util.Arrays;
import java.util.List;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/**
 * An op with inputs on which its gradient is compared with central differences.
 *
 * @param op the op
 * @param inputs doubles where it takes floats, whole numbers where it takes those
 * @param float32 whether the runtime has no kernel for doubles, so that floats must do
 * @param outputs how many of its outputs a loss may look at
 * @param label tells it from the op's other samples
 */
public record Sample(Op op, List<Tensor> inputs, boolean float32, int outputs, String label) {
  public Sample {
    inputs = List.copyOf(inputs);
  }

  static Sample of(Op op, Tensor... inputs) {
    List<TensorType> types = op.infer(Arrays.stream(inputs).map(Tensor::type).toList());
    long outputs = types.stream().filter(t -> t.element().isFloat()).count();
    return new Sample(op, List.of(inputs), false, (int) outputs, "");
  }

  Sample inFloat32() {
    return new Sample(op, inputs, true, outputs, label);
  }

  /** The same where the loss looks at the first outputs only: the others serve the gradient. */
  Sample seeing(int first) {
    return new Sample(op, inputs, float32, first, label);
  }

  Sample labelled(String text) {
    return new Sample(op, inputs, float32, outputs, text);
  }

  /** Numbers between -1 and 1, far from each other and from 0, in no order. */
  static Tensor numbers(long... shape) {
    return between(-1, 1, shape);
  }

  /** Numbers between 0.5 and 2. */
  static Tensor positive(long... shape) {
    return between(0.5, 2, shape);
  }

  /** Numbers from one to another, far from each other, in no order. */
  static Tensor between(double from, double to, long... shape) {
    int n = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = from + (to - from) * ((i * 7919L) % n + 0.37) / n;
    }
    return Tensor.of(ElementType.DOUBLE, Shape.of(shape), values);
  }

  @Override
  public String toString() {
    return op + (label.isEmpty() ? "" : " (" + label + ")");
  }
}
