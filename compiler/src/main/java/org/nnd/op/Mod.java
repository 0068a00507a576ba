package org.nnd.op;

import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * What is left of a where b is taken away as often as it goes. Shapes broadcast as in NumPy.
 *
 * @param fmod whether it has the sign of a, as C's fmod and all that is made for floats; else of b
 */
public record Mod(boolean fmod) implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.of(
              Mod.class, Sample.of(new Mod(true), Sample.between(-3, 3, 2, 3), Sample.positive(3)))
          .from(n -> n.as(new Mod(n.integer("fmod", 0) == 1)));

  @Override
  public Map<String, Object> attributes() {
    return Map.of("fmod", fmod ? 1L : 0L);
  }

  /** a - b n, where n = (a - y) / b is a whole number and the same nearby. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value n = div(g, sub(g, v.x(0), v.y(0)), v.x(1));
    return List.of(v.dy(), neg(g, mul(g, v.dy(), n)));
  }
}
