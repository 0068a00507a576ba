package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.AveragePool.averagePool;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Pow.pow;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = x / (bias + α/size Σ x²)^β, the sum over the size channels around each; x [N, C, H, W].
 *
 * @param size odd
 */
public record Lrn(long size, double alpha, double beta, double bias) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              Lrn.class,
              Sample.of(new Lrn(3, 0.5, 0.75, 1), Sample.numbers(2, 4, 2, 1)).inFloat32(),
              Sample.of(new Lrn(5, 0.3, 0.5, 2), Sample.numbers(1, 3, 1, 2)).inFloat32())
          .from("LRN", Lrn::read);

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    long size = n.integer("size", 0);
    Lrn op = new Lrn(size, n.number("alpha", 1e-4), n.number("beta", 0.75), n.number("bias", 1));
    return size % 2 == 1 ? n.as(op) : Optional.empty();
  }

  @Override
  public String name() {
    return "LRN";
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("size", size, "alpha", alpha, "beta", beta, "bias", bias);
  }

  /**
   * dx = dy d^-β - 2αβ x mean(dy y / d) with d what is raised to β, the mean that over channels.
   */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value alpha = g.constant(this.alpha, x);
    Value d = add(g, mul(g, mean(g, mul(g, x, x)), alpha), g.constant(bias, x));
    Value direct = mul(g, v.dy(), pow(g, d, g.constant(-beta, x)));
    Value across = mean(g, div(g, mul(g, v.dy(), v.y(0)), d));
    return List.of(sub(g, direct, mul(g, mul(g, x, across), g.constant(2 * this.alpha * beta, x))));
  }

  /** The mean over the channels around each, zeros beyond the first and the last. */
  private Value mean(Builder g, Value x) {
    Shape s = x.shape();
    Shape columns = Shape.of(s.dim(0), Dim.of(1), s.dim(1), s.from(2).elements());
    long pad = size / 2;
    Window window =
        new Window(List.of(size, 1L), List.of(1L, 1L), List.of(1L, 1L), List.of(pad, 0L, pad, 0L));
    return reshapeLike(g, averagePool(g, window, true, reshape(g, x, columns)), x);
  }
}
