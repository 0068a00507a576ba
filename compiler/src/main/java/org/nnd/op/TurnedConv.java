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
 * The way back through a convolution of stride 1: a convolution of dy with the weights [O, C /
 * group, k...] turned around, [C, O / group, k...], the kernel's elements in reverse order.
 *
 * <p>The order is reversed by a product with zeros and ones: twice as fast as a Slice with steps of
 * -1.
 */
public record TurnedConv(Conv back) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(TurnedConv.class, "stands in gradients only");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return back.infer(List.of(in.get(0), in.get(1).shaped(turned(in.get(1).shape()))));
  }

  private Shape turned(Shape w) {
    Dim out = Dim.of(w.dim(0).known().orElseThrow() / back.group());
    return Shape.of(w.dim(1).times(back.group()), out).then(w.from(2));
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    return List.of(g.apply(back, in.get(0), turned(g, in.get(1))));
  }

  private Value turned(Builder g, Value w) {
    Shape s = w.shape();
    Dim groups = Dim.of(back.group());
    Dim out = Dim.of(s.dim(0).known().orElseThrow() / back.group());
    Value flat = reshape(g, w, Shape.of(groups, out, s.dim(1), s.from(2).elements()));
    Value swapped = transpose(g, flat, 0, 2, 1, 3);
    int k = Math.toIntExact(back.window().elements());
    double[] reverse = new double[k * k];
    for (int i = 0; i < k; i++) {
      reverse[i * k + k - 1 - i] = 1;
    }
    Value reversed =
        matMul(g, swapped, g.constant(Tensor.of(w.element(), Shape.of(k, k), reverse)));
    return reshape(g, reversed, turned(s));
  }
}
