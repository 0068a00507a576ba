package org.nnd.op;

import static org.nnd.op.ShapeOf.shapeOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Formula;
import org.nnd.ir.Lengths;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** Columns [N, C K, positions] summed back into [N, C, ...] where a sliding window found them. */
public record Col2Im(Window window, Shape result) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Col2Im.class, "stands in gradients only").from(Col2Im::read);

  /** The undoing of the columns that a window made of x. */
  static Value col2Im(Builder g, Window window, Value columns, Value x) {
    Value image = shapeOf(g, x, 2, x.shape().rank());
    Value block = g.constant(Tensor.longs(Window.longs(window.kernel())));
    return g.apply(new Col2Im(window, x.shape()), columns, image, block);
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Optional<List<Formula>> image = n.formulas(1);
    Optional<List<Long>> block = n.longs(2);
    if (image.isEmpty() || block.isEmpty()) {
      return Optional.empty();
    }
    Window window = Window.read(n, block.get()).orElseThrow();
    long rows = n.shape(0).dim(1).known().orElseThrow();
    Shape channels = Shape.of(n.shape(0).dim(0), Dim.of(rows / window.elements()));
    Shape lengths = new Shape(image.get().stream().map(Formula::dim).toList());
    return n.as(new Col2Im(window, channels.then(lengths)));
  }

  @Override
  public Col2Im with(Lengths lengths) {
    return new Col2Im(window, lengths.of(result));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape columns = in.get(0).shape();
    Dim positions = window.output(result.from(2)).elements();
    Dim rows = result.dim(1).times(Dim.of(window.elements()));
    if (!columns.from(1).equals(Shape.of(rows, positions))) {
      throw new IllegalArgumentException(this + " of " + in);
    }
    return List.of(in.get(0).shaped(result));
  }

  @Override
  public Map<String, Object> attributes() {
    Map<String, Object> all = new TreeMap<>(window.attributes());
    all.remove("kernel_shape");
    return all;
  }
}
