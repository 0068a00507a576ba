package org.nnd.op;

import static org.nnd.op.Reshape.reshape;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * Columns summed back into an image by a transposed convolution whose kernels hold a single 1 each:
 * every row of the columns [N, C K, positions] is a channel that one place of the window spreads.
 */
record SpreadColumns(Col2Im op) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(SpreadColumns.class, "stands for Col2Im, in gradients only");

  /** Whether the positions can be told apart: at most one of the image's lengths is free. */
  static boolean applies(Col2Im op) {
    Shape image = op.result().from(2);
    return image.dims().stream().filter(d -> !(d instanceof Dim.Known)).count() <= 1;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return op.infer(in);
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    Window window = op.window();
    Shape image = op.result().from(2);
    Value columns = in.get(0);
    int k = Math.toIntExact(window.elements());
    long channels = op.result().dim(1).known().orElseThrow();
    Shape places = columns.shape().slice(0, 2).then(window.output(image));
    double[] single = new double[Math.toIntExact(channels * k * k)];
    for (int i = 0; i < channels * k; i++) {
      single[i * k + i % k] = 1;
    }
    Shape kernels = Shape.of(channels * k, 1).then(window.shape());
    Value spread =
        ConvTranspose.spread(
            g,
            window,
            channels,
            image,
            in.get(1),
            reshape(g, columns, places),
            g.constant(Tensor.of(columns.element(), kernels, single)));
    return List.of(spread);
  }
}
