package org.nnd.op;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y[n, o] = Σᵢ w[o, i] ⋆ x[n, i] (+ b[o]), a sliding product over the axes behind [N, C].
 *
 * <p>x [N, C, ...], w [O, C / group, kernel...], b [O]. {@link ConvLowering} says how the gradients
 * are written.
 */
public record Conv(Window window, long group) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Conv.class,
              sample(Window.square(2, 3, 1, 1, 1), 1, 2, 3, 5, 6).labelled("padded, with bias"),
              sample(Window.square(2, 3, 2, 1, 1), 1, 2, 3, 6, 5).labelled("strided"),
              sample(Window.square(2, 2, 1, 2, 0), 1, 2, 2, 5, 5).labelled("dilated"),
              sample(Window.square(2, 3, 2, 1, 0), 2, 4, 6, 5, 7).labelled("grouped"),
              sample(Window.square(2, 1, 1, 1, 0), 1, 3, 2, 3, 3).labelled("1x1"),
              sample(Window.square(2, 3, 1, 1, 1), 1, 16, 2, 4, 4).labelled("many channels"),
              sample(Window.square(2, 3, 1, 1, 1), 2, 16, 4, 4, 4)
                  .labelled("many channels, grouped"),
              sample(
                      new Window(
                          List.of(2L, 3L),
                          List.of(1L, 2L),
                          List.of(1L, 1L),
                          List.of(0L, 1L, 1L, 2L)),
                      1,
                      2,
                      2,
                      4,
                      5)
                  .labelled("uneven"),
              sample(Window.square(2, 3, 1, 1, 1), 1, 8, 16, 2, 2).labelled("small images"),
              sample(Window.square(2, 3, 2, 1, 1), 1, 4, 40, 2, 2)
                  .labelled("small images, strided"),
              sample(Window.square(2, 3, 1, 2, 2), 1, 2, 2, 9, 8).labelled("large images, dilated"),
              sample(Window.square(1, 3, 2, 1, 1), 1, 2, 3, 7).labelled("1-D"),
              sample(Window.square(1, 3, 1, 2, 2), 1, 1, 2, 70).labelled("1-D, dilated"),
              sample(Window.square(3, 2, 2, 2, 1), 1, 1, 2, 5, 4, 5).labelled("3-D, dilated"))
          .from(Conv::read);

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

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    return Window.read(n, Window.kernel(n)).flatMap(w -> n.as(new Conv(w, n.integer("group", 1))));
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
    return Channels.Scaled.of(v.g(), v.dy())
        .filter(dy -> v.dy().element() != ElementType.FLOAT16) // sums could leave its range
        .filter(dy -> ConvLowering.weightsTakeFactors(v.x(1).shape(), dy.x().shape()))
        .map(dy -> gradients(v, dy.x(), dy.each()))
        .orElseGet(() -> gradients(v, v.dy()));
  }

  private List<Value> gradients(Vjp v, Value dy) {
    Builder g = v.g();
    Value dx = g.apply(new ConvInput(this), v.x(0), v.x(1), dy);
    Value dw = dw(g, v.x(0), v.x(1), dy);
    return v.node().inputs().size() == 2 ? List.of(dx, dw) : List.of(dx, dw, db(g, dy));
  }

  /** The gradients by dy times one number for each channel: a factor of the weights. */
  private List<Value> gradients(Vjp v, Value dy, Value each) {
    Builder g = v.g();
    Value flat = reshape(g, each, Shape.of(dy.shape().dim(1)));
    Value ofWeights = Channels.first(g, flat, v.x(1));
    Value dx = g.apply(new ConvInput(this), v.x(0), mul(g, v.x(1), ofWeights), dy);
    Value dw = mul(g, dw(g, v.x(0), v.x(1), dy), ofWeights);
    return v.node().inputs().size() == 2
        ? List.of(dx, dw)
        : List.of(dx, dw, mul(g, db(g, dy), flat));
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
  Value matrices(Builder g, Value x, Dim positions) {
    Shape s = x.shape();
    long channels = s.dim(1).known().orElseThrow() / group;
    return reshape(g, x, Shape.of(s.dim(0), Dim.of(group), Dim.of(channels), positions));
  }

  /** The gradient of the weights. */
  Value dw(Builder g, Value x, Value w, Value dy) {
    return g.apply(new ConvWeights(this), x, w, dy);
  }
}
