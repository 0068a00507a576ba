package org.nnd.op;

import static org.nnd.op.AveragePool.averagePool;
import static org.nnd.op.MatMul.alongAxis;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshapeLike;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
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
 * The axes behind [N, C] made longer by whole factors: ONNX's Resize.
 *
 * <p>Element i of a longer axis takes the nearest element of x, ⌊i / factor⌋, or what a line
 * between its two neighbours has at (i + 1/2) / factor - 1/2, the ends going on level. The gradient
 * of the first is a sum over windows, that of the second the transposed product along each axis.
 *
 * @param linear whether there are lines between the elements
 */
public record Upsample(List<Long> factors, boolean linear) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Upsample.class,
              Sample.of(new Upsample(List.of(2L, 3L), false), Sample.numbers(2, 2, 2, 3))
                  .inFloat32(),
              Sample.of(new Upsample(List.of(2L, 3L), true), Sample.numbers(2, 2, 2, 3))
                  .inFloat32(),
              Sample.of(new Upsample(List.of(2L, 1L, 2L), true), Sample.numbers(1, 2, 2, 3, 2))
                  .inFloat32()
                  .labelled("3-D"))
          .from("Resize", Upsample::read);

  public Upsample {
    factors = List.copyOf(factors);
  }

  public static Value upsample(Builder g, List<Long> factors, boolean linear, Value x) {
    return g.apply(new Upsample(factors, linear), x);
  }

  /** The nearest or a line, by whole factors, as ONNX's Resize says it. */
  static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Optional<Tensor> scales = n.has(2) ? n.constant(2) : Optional.empty();
    String mode = n.text("mode", "nearest");
    String places = n.text("coordinate_transformation_mode", "half_pixel");
    boolean nearest =
        mode.equals("nearest")
            && places.equals("asymmetric")
            && n.text("nearest_mode", "round_prefer_floor").equals("floor");
    boolean linear = mode.equals("linear") && places.equals("half_pixel");
    if (scales.isEmpty() || n.has(3) || !(nearest || linear)) {
      return Optional.empty();
    }
    ignored(n, linear);
    List<Long> factors = new ArrayList<>();
    FloatBuffer all = scales.get().bytes().asFloatBuffer();
    for (int i = 2; i < all.limit(); i++) {
      factors.add((long) all.get(i));
    }
    Upsample op = new Upsample(factors, linear);
    return op.constants().get(1).equals(scales.get()) ? n.as(op, 0) : Optional.empty();
  }

  /** What these modes do not look at. */
  private static void ignored(OnnxNode n, boolean linear) {
    n.ignore("cubic_coeff_a");
    n.ignore("extrapolation_value");
    if (n.has(1)) {
      n.constant(1);
    }
    if (linear) {
      n.ignore("nearest_mode");
    }
  }

  @Override
  public String name() {
    return "Resize";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape s = in.get(0).shape();
    for (int i = 0; i < factors.size(); i++) {
      long factor = factors.get(i);
      s = s.with(i + 2, s.dim(i + 2).times(factor));
    }
    return List.of(in.get(0).shaped(s));
  }

  @Override
  public Map<String, Object> attributes() {
    return linear
        ? Map.of("mode", "linear", "coordinate_transformation_mode", "half_pixel")
        : Map.of(
            "mode", "nearest",
            "coordinate_transformation_mode", "asymmetric",
            "nearest_mode", "floor");
  }

  /** The region of interest, which these modes do not look at, and the scales. */
  @Override
  public List<Tensor> constants() {
    double[] scales = new double[factors.size() + 2];
    scales[0] = 1;
    scales[1] = 1;
    for (int i = 0; i < factors.size(); i++) {
      scales[i + 2] = factors.get(i);
    }
    return List.of(
        Tensor.of(ElementType.FLOAT, Shape.of(0)),
        Tensor.of(ElementType.FLOAT, Shape.of(scales.length), scales));
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value dx = v.dy();
    if (!linear) {
      int axes = factors.size();
      List<Long> ones = Collections.nCopies(axes, 1L);
      Window window = new Window(factors, factors, ones, Collections.nCopies(2 * axes, 0L));
      Value mean = averagePool(g, window, true, dx);
      Value sum = mul(g, mean, g.constant((double) window.elements(), mean));
      return List.of(reshapeLike(g, sum, v.x(0))); // free lengths come back under other names
    }
    for (int i = 0; i < factors.size(); i++) {
      if (factors.get(i) > 1) {
        int size = Math.toIntExact(v.x(0).shape().dim(i + 2).known().orElseThrow());
        dx = alongAxis(g, shares(size, Math.toIntExact(factors.get(i))), i + 2, dx);
      }
    }
    return List.of(dx);
  }

  /** What each of the longer axis' elements has of each of x's: [x, longer]. */
  private static double[][] shares(int size, int factor) {
    double[][] all = new double[size][size * factor];
    for (int i = 0; i < size * factor; i++) {
      double at = Math.min(Math.max((i + 0.5) / factor - 0.5, 0), size - 1);
      int left = (int) at;
      all[left][i] += left + 1 - at;
      if (at > left) {
        all[left + 1][i] += at - left;
      }
    }
    return all;
  }
}
