package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Div.div;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Mul.mul;

import java.util.ArrayList;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** One of the inputs' elements, however many inputs there are; equals share the gradient. */
interface Choosing extends Op {
  @Override
  default List<TensorType> infer(List<TensorType> in) {
    return new Sum().infer(in);
  }

  /** For each input its share of the gradient. */
  default List<Value> shares(Vjp v) {
    Builder g = v.g();
    List<Value> chosen = new ArrayList<>();
    for (Value x : v.node().inputs()) {
      chosen.add(cast(g, equal(g, x, v.y(0)), x.element()));
    }
    Value count = chosen.stream().reduce((a, b) -> add(g, a, b)).orElseThrow();
    return chosen.stream().map(c -> mul(g, v.dy(), div(g, c, count))).toList();
  }
}
