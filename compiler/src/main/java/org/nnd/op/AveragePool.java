package org.nnd.op;

import static org.nnd.op.Col2Im.col2Im;
import static org.nnd.op.Div.div;
import static org.nnd.op.Expand.expandTo;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Upsample.upsample;

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
 * The mean of the elements under a sliding window. x [N, C, ...].
 *
 * @param countPads whether padding counts as zeros, or not at all
 */
public record AveragePool(Window window, boolean countPads) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              AveragePool.class,
              Sample.of(
                      new AveragePool(Window.square(2, 2, 2, 1, 0), true),
                      Sample.numbers(2, 3, 4, 6))
                  .inFloat32(),
              Sample.of(
                      new AveragePool(Window.square(2, 2, 2, 1, 0), true),
                      Sample.numbers(2, 1, 5, 5))
                  .inFloat32()
                  .labelled("leaves a rest"),
              Sample.of(
                      new AveragePool(Window.square(2, 3, 2, 1, 1), true),
                      Sample.numbers(2, 2, 5, 6))
                  .inFloat32()
                  .labelled("overlapping, padded"),
              Sample.of(
                      new AveragePool(Window.square(2, 3, 2, 1, 1), false),
                      Sample.numbers(2, 2, 5, 6))
                  .inFloat32()
                  .labelled("overlapping, padding not counted"))
          .from(AveragePool::read);

  public static Value averagePool(Builder g, Window window, boolean countPads, Value x) {
    return g.apply(new AveragePool(window, countPads), x);
  }

  /** What a ceiling adds to the end is never counted. */
  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    boolean countPads = n.integer("count_include_pad", 0) == 1;
    return Window.read(n, n.integers("kernel_shape").orElseThrow())
        .filter(w -> !countPads || n.is("ceil_mode", 0))
        .flatMap(w -> n.as(new AveragePool(w, countPads)));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(window.slide(in.get(0), in.get(0).shape().dim(1)));
  }

  @Override
  public Map<String, Object> attributes() {
    Map<String, Object> all = new TreeMap<>(window.attributes());
    all.put("count_include_pad", countPads ? 1L : 0L);
    return all;
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value share = countPads ? mean(g, v.dy()) : div(g, v.dy(), counts(g, x));
    if (window.tiles(x.shape().from(2))) {
      return List.of(upsample(g, window.kernel(), false, share));
    }
    Shape s = v.dy().shape();
    Dim channels = s.dim(1);
    Dim positions = s.from(2).elements();
    Value row = reshape(g, share, Shape.of(s.dim(0), channels, Dim.of(1), positions));
    Shape spread = Shape.of(s.dim(0), channels, Dim.of(window.elements()), positions);
    Value ones = g.constant(Tensor.filled(TensorType.of(x.element(), window.elements(), 1), 1));
    Value columns = mul(g, row, ones);
    Dim rows = spread.dim(1).times(spread.dim(2));
    Value flat = reshape(g, columns, Shape.of(s.dim(0), rows, positions));
    return List.of(col2Im(g, window, flat, x));
  }

  private Value mean(Builder g, Value sum) {
    return mul(g, sum, g.constant(1.0 / window.elements(), sum));
  }

  /** How many elements each window holds: [1, 1, ...]. */
  private Value counts(Builder g, Value x) {
    Shape one = Shape.of(1, 1).then(x.shape().from(2));
    Value share = averagePool(g, window, true, expandTo(g, g.constant(1, x), one, x));
    return mul(g, share, g.constant((double) window.elements(), share));
  }
}
