package org.nnd.op;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.ScatterElements.scatterElements;
import static org.nnd.op.Upsample.upsample;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * The largest element under a sliding window; the second output says where it was found.
 *
 * <p>x [N, C, ...]. The gradient goes to the element that was taken, the first of equals. Where
 * windows tile x it is found without the second output, which makes ONNX Runtime's kernel seven
 * times slower: it is the one of the largest elements with the highest rank in its window.
 */
public record MaxPool(Window window) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              MaxPool.class,
              Sample.of(new MaxPool(Window.square(2, 2, 2, 1, 0)), Sample.numbers(2, 3, 4, 6)),
              Sample.of(
                      new MaxPool(Window.square(2, 2, 2, 1, 0)), Sample.between(-3, 3, 1, 2, 2, 4))
                  .inFloat32()
                  .labelled("floats"),
              Sample.of(new MaxPool(Window.square(2, 2, 2, 1, 0)), Sample.numbers(2, 1, 5, 5))
                  .labelled("leaves a rest"),
              Sample.of(new MaxPool(Window.square(2, 3, 2, 1, 1)), Sample.numbers(2, 2, 5, 6))
                  .labelled("overlapping, padded"),
              Sample.of(new MaxPool(Window.square(2, 2, 1, 2, 0)), Sample.numbers(2, 2, 5, 6))
                  .labelled("dilated"))
          .from(MaxPool::read);

  public static Value maxPool(Builder g, Window window, Value x) {
    return g.node(new MaxPool(window), List.of(x)).outputs().get(0);
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    return Window.read(n, n.integers("kernel_shape").orElseThrow())
        .filter(w -> n.is("storage_order", 0))
        .flatMap(w -> n.as(new MaxPool(w)));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType y = window.slide(in.get(0), in.get(0).shape().dim(1));
    return List.of(y, y.of(ElementType.INT64));
  }

  @Override
  public Map<String, Object> attributes() {
    return window.attributes();
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    if (window.tiles(x.shape().from(2)) && x.element() == ElementType.FLOAT) {
      return List.of(mul(g, taken(g, x, v.y(0)), spread(g, v.dy())));
    }
    Shape flat = Shape.of(x.shape().elements());
    Shape taken = Shape.of(v.y(0).shape().elements());
    Value zeros = expandLike(g, g.constant(0, v.dy()), x);
    Value scattered =
        scatterElements(
            g,
            0,
            !window.disjoint(),
            reshape(g, zeros, flat),
            reshape(g, v.y(1), taken),
            reshape(g, v.dy(), taken));
    return List.of(reshapeLike(g, scattered, x));
  }

  /** 1 at the elements that were taken, else 0. */
  private Value taken(Builder g, Value x, Value y) {
    Value largest = equals(g, x, spread(g, y));
    Value ranked = mul(g, largest, g.constant(ranks(x)));
    Value first = equals(g, ranked, spread(g, maxPool(g, window, ranked)));
    return mul(g, first, largest); // in a window of NaN none is the largest
  }

  private static Value equals(Builder g, Value a, Value b) {
    return cast(g, equal(g, a, b), a.element());
  }

  /** What a window has, for each of its elements. */
  private Value spread(Builder g, Value y) {
    return upsample(g, window.kernel(), false, y);
  }

  /** K for the first element of each window, 1 for the last. */
  private Tensor ranks(Value x) {
    Shape spatial = x.shape().from(2);
    int n = Math.toIntExact(spatial.size().orElseThrow());
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      long rest = i;
      long place = 0;
      long factor = 1;
      for (int axis = window.axes() - 1; axis >= 0; axis--) {
        long length = spatial.dim(axis).known().orElseThrow();
        long kernel = window.kernel().get(axis);
        place += rest % length % kernel * factor;
        factor *= kernel;
        rest /= length;
      }
      ranks[i] = window.elements() - place;
    }
    return Tensor.of(x.element(), spatial, ranks);
  }
}
