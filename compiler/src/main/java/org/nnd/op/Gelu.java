package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Erf.erf;
import static org.nnd.op.Exp.exp;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;
import static org.nnd.op.Tanh.tanh;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = x Φ(x), Φ being the normal distribution: Hendrycks and Gimpel, 2016.
 *
 * @param approximate whether Φ(x) is (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2 instead of (1 +
 *     erf(x/√2)) / 2
 */
public record Gelu(boolean approximate) implements Elementwise {
  private static final double CUBIC = 0.044715;

  static final OpEntry ENTRY =
      OpEntry.of(
              Gelu.class,
              Sample.of(new Gelu(false), Sample.numbers(2, 3)).inFloat32(),
              Sample.of(new Gelu(true), Sample.numbers(2, 3)).inFloat32())
          .from(n -> n.as(new Gelu(n.text("approximate", "none").equals("tanh"))));

  public static Value gelu(Builder g, boolean approximate, Value x) {
    return g.apply(new Gelu(approximate), x);
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("approximate", approximate ? "tanh" : "none");
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value slope = approximate ? tanhSlope(g, v.x(0)) : erfSlope(g, v.x(0));
    return List.of(mul(g, v.dy(), slope));
  }

  /** Φ(x) + x e^(-x²/2) / √(2π). */
  private static Value erfSlope(Builder g, Value x) {
    Value sigmoid = half(g, erf(g, scaled(g, Math.sqrt(0.5), x)));
    Value bell = exp(g, scaled(g, -0.5, mul(g, x, x)));
    return add(g, sigmoid, scaled(g, 1 / Math.sqrt(2 * Math.PI), mul(g, x, bell)));
  }

  /** (1 + t) / 2 + x (1 - t²) u' / 2 with t = tanh(u). */
  private static Value tanhSlope(Builder g, Value x) {
    double root = Math.sqrt(2 / Math.PI);
    Value square = mul(g, x, x);
    Value one = g.constant(1, x);
    Value t = tanh(g, scaled(g, root, mul(g, x, add(g, one, scaled(g, CUBIC, square)))));
    Value inner = scaled(g, root / 2, add(g, one, scaled(g, 3 * CUBIC, square)));
    return add(g, half(g, t), mul(g, mul(g, x, inner), sub(g, one, mul(g, t, t))));
  }

  /** (1 + t) / 2. */
  private static Value half(Builder g, Value t) {
    return scaled(g, 0.5, add(g, g.constant(1, t), t));
  }

  private static Value scaled(Builder g, double by, Value x) {
    return mul(g, x, g.constant(by, x));
  }
}
