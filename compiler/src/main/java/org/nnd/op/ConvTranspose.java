package org.nnd.op;

import static org.nnd.op.Gather.gather;
import static org.nnd.op.Range.range;
import static org.nnd.op.Reshape.reshapeLike;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * y[n, o] = Σᵢ w[i, o] spread over where x[n, i]'s window lies (+ b[o]): the transpose of the
 * matrix that {@link Conv} is.
 *
 * <p>x [N, C, ...], w [C, O / group, kernel...], b [O]. So the gradient of the input is a
 * convolution of dy, and that of the weights is a convolution's with x and dy swapped.
 *
 * @param ends how much longer each axis becomes at its end, below the stride
 */
public record ConvTranspose(Window window, List<Long> ends, long group) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              ConvTranspose.class,
              sample(Window.square(2, 3, 1, 1, 1), List.of(0L, 0L), 1, 2, 3, 3, 4)
                  .labelled("padded"),
              sample(Window.square(2, 3, 2, 1, 1), List.of(1L, 0L), 1, 2, 3, 3, 2)
                  .labelled("strided"),
              sample(Window.square(2, 2, 1, 2, 0), List.of(0L, 0L), 1, 2, 2, 3, 3)
                  .labelled("dilated"),
              sample(Window.square(2, 2, 2, 1, 0), List.of(0L, 0L), 2, 4, 3, 2, 3)
                  .labelled("grouped"),
              sample(Window.square(1, 4, 3, 1, 1), List.of(2L), 1, 2, 3, 4).labelled("1-D"))
          .from(ConvTranspose::read);

  public ConvTranspose {
    ends = List.copyOf(ends);
  }

  private static Sample sample(
      Window w, List<Long> ends, long group, long in, long out, long... spatial) {
    Shape x = Shape.of(2, in).then(Shape.of(spatial));
    return Sample.of(
            new ConvTranspose(w, ends, group),
            Sample.numbers(x.sizes()),
            Sample.numbers(Shape.of(in, out).then(w.shape()).sizes()),
            Sample.numbers(out * group))
        .inFloat32();
  }

  /**
   * What a window found, spread back over an image of such lengths.
   *
   * <p>Where a length is free and the window takes more than one step at a time nobody knows how
   * many elements it left out at the end: as many as it can are added, and cut off again.
   *
   * @param lengths the same as numbers, one for each axis
   */
  static Value spread(
      Builder g, Window window, long group, Shape image, Value lengths, Value y, Value w) {
    List<Long> ends = new ArrayList<>();
    for (int i = 0; i < window.axes(); i++) {
      long stride = window.strides().get(i);
      ends.add(
          image.dim(i) instanceof Dim.Known k
              ? Math.floorMod(k.size() - window.reach(i), stride)
              : stride - 1);
    }
    Value x = g.apply(new ConvTranspose(window, ends, group), y, w);
    for (int i = 0; i < window.axes(); i++) {
      if (!x.shape().dim(i + 2).equals(image.dim(i))) {
        Value length = gather(g, lengths, g.constant(Tensor.scalar((long) i)));
        x = g.apply(new Gather(i + 2), x, range(g, image.dim(i), length));
      }
    }
    return x;
  }

  /** The lengths of the output: stride (x - 1) + dilation (kernel - 1) + 1 - pads + end. */
  public static Shape output(Window window, List<Long> ends, Shape spatial) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < window.axes(); i++) {
      long stride = window.strides().get(i);
      dims.add(spatial.dim(i).times(stride).plus(window.reach(i) + ends.get(i) - stride));
    }
    return new Shape(dims);
  }

  /** Where the file tells the output's lengths, or leaves padding to a rule, this is another op. */
  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    if (n.integers("output_shape").isPresent() || !n.text("auto_pad", "NOTSET").equals("NOTSET")) {
      return Optional.empty();
    }
    List<Long> kernel = Window.kernel(n);
    List<Long> none = Collections.nCopies(kernel.size(), 0L);
    List<Long> ends = n.integers("output_padding").orElse(none);
    return Window.read(n, kernel)
        .flatMap(w -> n.as(new ConvTranspose(w, ends, n.integer("group", 1))));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    Shape w = in.get(1).shape();
    if (x.rank() != window.axes() + 2
        || !x.dim(1).equals(w.dim(0))
        || !w.from(2).equals(window.shape())) {
      throw new IllegalArgumentException(this + " of " + in);
    }
    Shape channels = Shape.of(x.dim(0), w.dim(1).times(Dim.of(group)));
    return List.of(in.get(0).shaped(channels.then(output(window, ends, x.from(2)))));
  }

  @Override
  public Map<String, Object> attributes() {
    Map<String, Object> all = new TreeMap<>(window.attributes());
    all.put("group", group);
    all.put("output_padding", Window.longs(ends));
    return all;
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Conv back = new Conv(window, group);
    // Where lengths are free they come back under names of their own.
    Value dx = reshapeLike(v.g(), v.g().apply(back, v.dy(), v.x(1)), v.x(0));
    Value dw = back.dw(v.g(), v.dy(), v.x(1), v.x(0));
    return v.node().inputs().size() == 2
        ? List.of(dx, dw)
        : List.of(dx, dw, back.db(v.g(), v.dy()));
  }
}
