package org.nnd.op;

import static org.nnd.op.Mul.mul;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = scale (x - mean) / √(variance + ε) (+ bias), the statistics those of the last axes; scale and
 * bias have their shape.
 *
 * <p>ONNX's other outputs, mean and 1 / √(variance + ε), are floats where x holds doubles; the
 * gradient makes its own.
 *
 * @param axis from which on the axes are normalised, counted from the front
 */
public record LayerNormalization(int axis, double epsilon) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              LayerNormalization.class,
              Sample.of(
                  new LayerNormalization(1, 1e-2),
                  Sample.numbers(3, 4),
                  Sample.numbers(4),
                  Sample.numbers(4)),
              Sample.of(
                  new LayerNormalization(1, 1e-5), Sample.numbers(2, 3, 2), Sample.numbers(3, 2)))
          .from(
              n ->
                  n.is("stash_type", 1) && !n.gives(1) && !n.gives(2)
                      ? n.as(new LayerNormalization(n.axis("axis", -1), n.number("epsilon", 1e-5)))
                      : Optional.empty());

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType x = in.get(0);
    if (!in.get(1).equals(x.shaped(x.shape().from(axis)))) {
      throw new IllegalArgumentException(this + " of " + in);
    }
    return List.of(x);
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis, "epsilon", epsilon);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    List<Integer> axes = new ArrayList<>();
    for (int i = axis; i < v.x(0).shape().rank(); i++) {
      axes.add(i);
    }
    Centred x = Centred.of(g, v.x(0), axes);
    Value inverse = x.inverse(g, epsilon);
    Value dy = mul(g, v.dy(), v.x(1));
    Value dx = x.gradient(g, dy, x.means(g, dy), inverse, inverse);
    Value dScale = mul(g, v.dy(), mul(g, x.difference(), inverse));
    return v.node().inputs().size() == 2 ? List.of(dx, dScale) : List.of(dx, dScale, v.dy());
  }
}
