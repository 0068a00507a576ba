package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Greater.either;
import static org.nnd.op.Mul.mul;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = γ x above 0, else γ α (eˣ - 1), with the γ and α that keep mean 0 and variance 1. */
public record Selu() implements Elementwise {
  private static final double ALPHA = 1.6732631921768188;
  private static final double GAMMA = 1.0507010221481323;

  static final OpEntry ENTRY =
      OpEntry.of(Selu.class, Sample.of(new Selu(), Sample.numbers(2, 3)).inFloat32())
          .from(Selu::read);

  public static Value selu(Builder g, Value x) {
    return g.apply(new Selu(), x);
  }

  /** Below 0 the slope is γ α eˣ = y + γ α. */
  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    boolean usual =
        (float) n.number("alpha", ALPHA) == (float) ALPHA
            && (float) n.number("gamma", GAMMA) == (float) GAMMA;
    return usual ? n.as(new Selu()) : Optional.empty();
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value y = v.y(0);
    Value below = add(g, y, g.constant(GAMMA * ALPHA, y));
    return List.of(mul(g, v.dy(), either(g, v.x(0), g.constant(GAMMA, y), below)));
  }
}
