package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Div.div;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** The product over some axes; no axes means all. */
public record ReduceProd(List<Integer> axes, boolean keep) implements Reduction {
  static final OpEntry ENTRY =
      OpEntry.of(
              ReduceProd.class,
              Sample.of(new ReduceProd(List.of(), false), Sample.positive(2, 3)).inFloat32(),
              Sample.of(new ReduceProd(List.of(1), false), Sample.positive(2, 3, 4)).inFloat32(),
              Sample.of(
                      new ReduceProd(List.of(1), true),
                      Tensor.of(ElementType.DOUBLE, Shape.of(3, 3), 2, 0, 3, 1, 4, 2, 0, 5, 0))
                  .inFloat32()
                  .labelled("with zeros"))
          .from(n -> Reduction.read(n, ReduceProd::new));

  public ReduceProd {
    axes = List.copyOf(axes);
  }

  /**
   * The product of all others. With the zeros made ones that is a division, and it counts where no
   * other element is 0.
   */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value zero = cast(g, equal(g, x, g.constant(0, x)), x.element());
    Value filled = add(g, x, zero);
    Value product = g.apply(new ReduceProd(axes, true), filled);
    Value otherZeros = sub(g, reduceSum(g, zero, axes, true), zero);
    Value counts = cast(g, equal(g, otherZeros, g.constant(0, x)), x.element());
    Value others = mul(g, div(g, product, filled), counts);
    return List.of(mul(g, spread(g, v.dy(), x), others));
  }
}
