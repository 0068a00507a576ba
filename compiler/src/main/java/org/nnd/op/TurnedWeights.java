package org.nnd.op;

import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Transpose.transpose;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A convolution's weights [O, C / group, k...] for the way back, [C, O / group, k...], the kernel's
 * elements in reverse order.
 *
 * <p>The order is turned by a product with zeros and ones: twice as fast as a Slice with steps of
 * -1.
 */
public record TurnedWeights(long group) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(TurnedWeights.class, "stands in gradients only");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape s = in.get(0).shape();
    Dim out = Dim.of(s.dim(0).known().orElseThrow() / group);
    return List.of(in.get(0).shaped(Shape.of(s.dim(1).times(group), out).then(s.from(2))));
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    Value w = in.get(0);
    Shape s = w.shape();
    Dim out = Dim.of(s.dim(0).known().orElseThrow() / group);
    Dim elements = s.from(2).elements();
    Value flat = reshape(g, w, Shape.of(Dim.of(group), out, s.dim(1), elements));
    Value swapped = transpose(g, flat, 0, 2, 1, 3);
    int k = Math.toIntExact(elements.known().orElseThrow());
    double[] reverse = new double[k * k];
    for (int i = 0; i < k; i++) {
      reverse[i * k + k - 1 - i] = 1;
    }
    Value turned =
        k == 1
            ? swapped
            : matMul(g, swapped, g.constant(Tensor.of(w.element(), Shape.of(k, k), reverse)));
    return List.of(reshape(g, turned, infer(List.of(w.type())).get(0).shape()));
  }
}
