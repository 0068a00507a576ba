package org.nnd.op;

import static org.nnd.op.Div.div;
import static org.nnd.op.Size.size;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** The mean over some axes; no axes means all. Axes that are kept have length 1. */
public record ReduceMean(List<Integer> axes, boolean keep) implements Reduction {
  static final OpEntry ENTRY =
      OpEntry.of(
              ReduceMean.class,
              Sample.of(new ReduceMean(List.of(), false), Sample.numbers(2, 3)),
              Sample.of(new ReduceMean(List.of(0, 2), false), Sample.numbers(2, 3, 4)),
              Sample.of(new ReduceMean(List.of(1), true), Sample.numbers(2, 3)))
          .from(n -> Reduction.read(n, ReduceMean::new));

  public ReduceMean {
    axes = List.copyOf(axes);
  }

  public static Value reduceMean(Builder g, Value x, List<Integer> axes, boolean keep) {
    return g.apply(new ReduceMean(axes, keep), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value count = div(g, size(g, v.x(0), v.dy().element()), size(g, v.y(0), v.dy().element()));
    return List.of(spread(g, div(g, v.dy(), count), v.x(0)));
  }
}
