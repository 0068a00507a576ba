package org.nnd.op;

import static org.nnd.op.MatMul.alongAxis;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Formula;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * x with other lengths, each element taken from the nearest one of x or from a line between two of
 * them, or from a cubic curve through four (Keys, 1981).
 *
 * <p>It goes axis by axis, and along one it is a product with a matrix, whose transpose gives the
 * gradient.
 *
 * @param scales how much longer each axis becomes; empty where the second input holds the lengths
 * @param lengths those of the result, by axis; 0 where it is x's own, which may be free
 * @param mode nearest, linear or cubic
 * @param places how a place in the result is one in x, as ONNX names it
 * @param rounding which of two places is the nearest, as ONNX names it
 * @param cubic a, the cubic curve's slope
 */
public record Resize(
    List<Double> scales,
    List<Long> lengths,
    String mode,
    String places,
    String rounding,
    double cubic)
    implements Op {
  private static final List<String> PLACES =
      List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric");

  static final OpEntry ENTRY =
      OpEntry.of(
              Resize.class,
              sample("nearest", "half_pixel", "round_prefer_floor", 3, 5),
              sample("nearest", "asymmetric", "ceil", 7, 2),
              sample("linear", "half_pixel", "round_prefer_floor", 5, 3),
              sample("linear", "align_corners", "round_prefer_floor", 7, 6),
              sample("linear", "pytorch_half_pixel", "round_prefer_floor", 1, 8),
              sample("cubic", "half_pixel", "round_prefer_floor", 6, 7),
              Sample.of(
                      new Resize(
                          List.of(1.0, 1.0, 1.5, 0.6),
                          List.of(0L, 0L, 6L, 3L),
                          "linear",
                          "half_pixel",
                          "round_prefer_floor",
                          -0.75),
                      Sample.numbers(2, 2, 4, 5))
                  .inFloat32()
                  .labelled("scales"))
          .from(Resize::read);

  private static Sample sample(
      String mode, String places, String rounding, long height, long width) {
    List<Long> lengths = List.of(0L, 0L, height, width);
    return Sample.of(
            new Resize(List.of(), lengths, mode, places, rounding, -0.75),
            Sample.numbers(2, 2, 4, 5),
            Tensor.longs(2, 2, height, width))
        .inFloat32();
  }

  public Resize {
    scales = List.copyOf(scales);
    lengths = List.copyOf(lengths);
  }

  /** Where lengths that change are known when compiling; whole factors are an {@link Upsample}. */
  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Optional<OnnxNode.Reading> whole = Upsample.read(n);
    if (whole.isPresent()) {
      return whole;
    }
    boolean usual =
        n.is("antialias", 0) && n.is("exclude_outside", 0) && n.integers("axes").isEmpty();
    n.ignore("extrapolation_value");
    n.ignore("keep_aspect_ratio_policy");
    if (n.has(1)) {
      n.constant(1);
    }
    List<Double> scales = n.has(3) ? List.of() : scales(n);
    Resize op =
        new Resize(
            scales,
            n.has(3) ? lengths(n) : lengths(n.shape(0), scales),
            n.text("mode", "nearest"),
            n.text("coordinate_transformation_mode", "half_pixel"),
            n.text("nearest_mode", "round_prefer_floor"),
            n.number("cubic_coeff_a", -0.75));
    return !usual || !PLACES.contains(op.places)
        ? Optional.empty()
        : n.has(3) ? n.as(op, 0, 3) : n.as(op, 0);
  }

  private static List<Double> scales(OnnxNode n) {
    List<Double> scales = new ArrayList<>();
    FloatBuffer all = n.constant(2).orElseThrow().bytes().asFloatBuffer();
    while (all.hasRemaining()) {
      scales.add((double) all.get());
    }
    return scales;
  }

  private static List<Long> lengths(Shape x, List<Double> scales) {
    List<Long> lengths = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      double scale = scales.get(i);
      lengths.add(scale == 1 ? 0 : (long) Math.floor(x.dim(i).known().orElseThrow() * scale));
    }
    return lengths;
  }

  private static List<Long> lengths(OnnxNode n) {
    List<Long> lengths = new ArrayList<>();
    List<Formula> told = n.formulas(3).orElseThrow();
    for (int i = 0; i < told.size(); i++) {
      boolean same = told.get(i).dim().equals(n.shape(0).dim(i));
      lengths.add(same ? 0 : told.get(i).known().orElseThrow());
    }
    return lengths;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape s = in.get(0).shape();
    if (lengths.size() != s.rank()) {
      throw new IllegalArgumentException(this + " of " + in);
    }
    for (int i = 0; i < lengths.size(); i++) {
      if (lengths.get(i) > 0) {
        s.dim(i).known().orElseThrow(() -> new IllegalArgumentException(this + " of " + in));
        s = s.with(i, Dim.of(lengths.get(i)));
      }
    }
    return List.of(in.get(0).shaped(s));
  }

  @Override
  public Map<String, Object> attributes() {
    Map<String, Object> all = new TreeMap<>();
    all.put("mode", mode);
    all.put("coordinate_transformation_mode", places);
    all.put("nearest_mode", rounding);
    all.put("cubic_coeff_a", cubic);
    return all;
  }

  private List<Integer> changed() {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < lengths.size(); i++) {
      if (lengths.get(i) > 0) {
        axes.add(i);
      }
    }
    return axes;
  }

  /** The region of interest, which these modes do not look at, and scales. */
  @Override
  public List<Tensor> constants() {
    double[] all = scales.stream().mapToDouble(s -> s).toArray();
    return scales.isEmpty()
        ? List.of()
        : List.of(
            Tensor.of(ElementType.FLOAT, Shape.of(0)),
            Tensor.of(ElementType.FLOAT, Shape.of(all.length), all));
  }

  /** Before lengths region and scales. */
  @Override
  public int leftOutBefore(int input) {
    return input == 1 ? 2 : 0;
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value dx = v.dy();
    for (int axis : changed()) {
      int from = Math.toIntExact(v.x(0).shape().dim(axis).known().orElseThrow());
      dx = alongAxis(g, shares(axis, from), axis, dx);
    }
    return scales.isEmpty() ? Gradients.of(dx, null) : List.of(dx);
  }

  /** What each of the result's elements has of each of x's: [x, result]. */
  private double[][] shares(int axis, int from) {
    int to = Math.toIntExact(lengths.get(axis));
    double[][] all = new double[from][to];
    for (int i = 0; i < to; i++) {
      double at = place(i, axis, from, to);
      if (mode.equals("nearest")) {
        all[inside(nearest(at), from)][i] = 1;
      } else if (mode.equals("linear")) {
        double held = Math.min(Math.max(at, 0), from - 1.0);
        int left = (int) held;
        all[left][i] += left + 1 - held;
        all[inside(left + 1, from)][i] += held - left;
      } else {
        int left = (int) Math.floor(at);
        for (int k = -1; k <= 2; k++) {
          all[inside(left + k, from)][i] += curve(at - left - k);
        }
      }
    }
    return all;
  }

  private static int inside(int at, int length) {
    return Math.min(Math.max(at, 0), length - 1);
  }

  private double place(int i, int axis, int from, int to) {
    double scale = scales.isEmpty() ? (double) to / from : scales.get(axis);
    return switch (places) {
      case "align_corners" -> to == 1 ? 0 : i * (from - 1.0) / (to - 1.0);
      case "asymmetric" -> i / scale;
      case "pytorch_half_pixel" -> to == 1 ? 0 : (i + 0.5) / scale - 0.5;
      default -> (i + 0.5) / scale - 0.5;
    };
  }

  private int nearest(double at) {
    return (int)
        switch (rounding) {
          case "floor" -> Math.floor(at);
          case "ceil" -> Math.ceil(at);
          case "round_prefer_ceil" -> Math.floor(at + 0.5);
          default -> Math.ceil(at - 0.5);
        };
  }

  /** The share of an element so far away. */
  private double curve(double distance) {
    double d = Math.abs(distance);
    return d <= 1
        ? ((cubic + 2) * d - (cubic + 3)) * d * d + 1
        : d < 2 ? ((cubic * d - 5 * cubic) * d + 8 * cubic) * d - 4 * cubic : 0;
  }
}
