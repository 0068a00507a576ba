package org.nnd.op;

import static org.nnd.op.Col2Im.col2Im;
import static org.nnd.op.Flip.flip;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.Transpose.swapLast;
import static org.nnd.op.Transpose.transpose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y[n, o] = Σᵢ w[o, i] ⋆ x[n, i] (+ b[o]), a sliding product over the axes behind [N, C].
 *
 * <p>x [N, C, ...], w [O, C / group, kernel...], b [O]. Gradient of the weights: a depthwise
 * convolution with one-hot kernels lays the windows out as columns, one product does the rest.
 * Gradient of the input: the convolution with flipped, transposed weights where it is fast (stride
 * 1, 16 channels or more), else the product with the weights, its columns summed back into place.
 */
public record Conv(Window window, long group) implements Op {
  private static final int MANY_CHANNELS = 16;

  static final OpEntry ENTRY =
      OpEntry.of(
          Conv.class,
          sample(Window.square(2, 3, 1, 1, 1), 1, 2, 3, 5, 6).labelled("padded, with bias"),
          sample(Window.square(2, 3, 2, 1, 1), 1, 2, 3, 6, 5).labelled("strided"),
          sample(Window.square(2, 2, 1, 2, 0), 1, 2, 2, 5, 5).labelled("dilated"),
          sample(Window.square(2, 3, 2, 1, 0), 2, 4, 6, 5, 7).labelled("grouped"),
          sample(Window.square(2, 1, 1, 1, 0), 1, 3, 2, 3, 3).labelled("1x1"),
          sample(Window.square(2, 3, 1, 1, 1), 1, 16, 2, 4, 4).labelled("many channels"),
          sample(Window.square(2, 3, 1, 1, 1), 2, 16, 4, 4, 4).labelled("many channels, grouped"),
          sample(
                  new Window(
                      List.of(2L, 3L), List.of(1L, 2L), List.of(1L, 1L), List.of(0L, 1L, 1L, 2L)),
                  1,
                  2,
                  2,
                  4,
                  5)
              .labelled("uneven"),
          sample(Window.square(1, 3, 2, 1, 1), 1, 2, 3, 7).labelled("1-D"));

  private static Sample sample(Window w, long group, long in, long out, long... spatial) {
    Shape x = Shape.of(2, in).then(Shape.of(spatial));
    Shape weights = Shape.of(out, in / group).then(w.shape());
    return Sample.of(
            new Conv(w, group),
            Sample.numbers(x.sizes()),
            Sample.numbers(weights.sizes()),
            Sample.numbers(out))
        .inFloat32();
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    Shape w = in.get(1).shape();
    long channels = w.dim(1).known().orElseThrow() * group;
    if (x.rank() != window.axes() + 2
        || !x.dim(1).is(channels)
        || !w.from(2).equals(window.shape())) {
      throw new IllegalArgumentException(this + " of " + in);
    }
    return List.of(window.slide(in.get(0), w.dim(0)));
  }

  @Override
  public Map<String, Object> attributes() {
    Map<String, Object> all = new TreeMap<>(window.attributes());
    all.put("group", group);
    return all;
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Value dx = dx(v.g(), v.x(0), v.x(1), v.dy());
    Value dw = dw(v.g(), v.x(0), v.x(1), v.dy());
    if (v.node().inputs().size() == 2) {
      return List.of(dx, dw);
    }
    return List.of(dx, dw, db(v.g(), v.dy()));
  }

  /** The gradient of the bias. */
  Value db(Builder g, Value dy) {
    List<Integer> axes = new ArrayList<>(List.of(0));
    for (int i = 0; i < window.axes(); i++) {
      axes.add(i + 2);
    }
    return reduceSum(g, dy, axes, false);
  }

  /** [N, O, out...] to [N, group, O / group, out]: one matrix for each example and group. */
  private Value matrices(Builder g, Value x, Dim positions) {
    Shape s = x.shape();
    long channels = s.dim(1).known().orElseThrow() / group;
    return reshape(g, x, Shape.of(s.dim(0), Dim.of(group), Dim.of(channels), positions));
  }

  /** The gradient of the weights. */
  Value dw(Builder g, Value x, Value w, Value dy) {
    Dim positions = dy.shape().from(2).elements();
    Value columns = matrices(g, columns(g, x), positions);
    Value products = matMul(g, matrices(g, dy, positions), swapLast(g, columns));
    return reshape(g, reduceSum(g, products, List.of(0), false), w.shape());
  }

  /** [N, C, x...] to [N, C K, out...]: for each position of the window the K elements under it. */
  private Value columns(Builder g, Value x) {
    int k = Math.toIntExact(window.elements());
    if (k == 1 && window.equals(Window.square(window.axes(), 1, 1, 1, 0))) {
      return x;
    }
    long channels = x.shape().dim(1).known().orElseThrow();
    double[] oneHot = new double[Math.toIntExact(channels * k * k)];
    for (int i = 0; i < channels * k; i++) {
      oneHot[i * k + i % k] = 1;
    }
    Shape shape = Shape.of(channels * k, 1).then(window.shape());
    Value kernels = g.constant(Tensor.of(x.element(), shape, oneHot));
    return g.apply(new Conv(window, channels), x, kernels);
  }

  private Value dx(Builder g, Value x, Value w, Value dy) {
    boolean unitStride = window.strides().stream().allMatch(s -> s == 1);
    boolean padsFit = true;
    List<Long> pads = new ArrayList<>();
    for (int i = 0; i < 2 * window.axes(); i++) {
      int axis = i % window.axes();
      long pad =
          window.dilations().get(axis) * (window.kernel().get(axis) - 1) - window.pads().get(i);
      pads.add(pad);
      padsFit &= pad >= 0;
    }
    long channels = x.shape().dim(1).known().orElseThrow();
    if (unitStride && padsFit && channels >= MANY_CHANNELS && channels / group > 1) {
      Window back = new Window(window.kernel(), window.strides(), window.dilations(), pads);
      // Where lengths are free they come back under names of their own.
      return reshapeLike(g, g.apply(new Conv(back, group), dy, turned(g, w)), x);
    }
    Shape s = w.shape();
    long out = s.dim(0).known().orElseThrow();
    long elements = s.from(1).size().orElseThrow();
    Value matrix = reshape(g, w, Shape.of(group, out / group, elements));
    Dim positions = dy.shape().from(2).elements();
    Value products = matMul(g, swapLast(g, matrix), matrices(g, dy, positions));
    Shape columns = Shape.of(x.shape().dim(0), Dim.of(group * elements), positions);
    return col2Im(g, window, reshape(g, products, columns), x);
  }

  /** [O, C / group, k...] to [C, O / group, k...], the kernel's elements in reverse order. */
  private Value turned(Builder g, Value w) {
    Shape s = w.shape();
    Dim out = Dim.of(s.dim(0).known().orElseThrow() / group);
    Value grouped = reshape(g, w, Shape.of(Dim.of(group), out, s.dim(1)).then(s.from(2)));
    List<Integer> perm = new ArrayList<>(List.of(0, 2, 1));
    List<Integer> spatial = new ArrayList<>();
    for (int i = 0; i < window.axes(); i++) {
      perm.add(i + 3);
      spatial.add(i + 2);
    }
    Value swapped = transpose(g, grouped, perm.toArray(Integer[]::new));
    Dim channels = Dim.of(group).times(s.dim(1));
    return flip(g, spatial, reshape(g, swapped, Shape.of(channels, out).then(s.from(2))));
  }
}
