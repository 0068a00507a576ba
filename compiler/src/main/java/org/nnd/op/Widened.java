package org.nnd.op;

import static org.nnd.op.Cast.cast;

import java.util.ArrayList;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** An op of bfloat16 numbers that is computed in floats, its results rounded. */
record Widened(Op op) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Widened.class, "stands for an op that may have a gradient");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return op.infer(in);
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    List<TensorType> types = infer(in.stream().map(Value::type).toList());
    List<Value> wide = in.stream().map(v -> wide(g, v)).toList();
    List<Value> results = new ArrayList<>();
    for (Value y : g.node(op, wide).outputs()) {
      results.add(cast(g, y, types.get(results.size()).element()));
    }
    return results;
  }

  private static Value wide(Builder g, Value v) {
    return v.element() == ElementType.BFLOAT16 ? cast(g, v, ElementType.FLOAT) : v;
  }

  /** The types of the same values in floats. */
  static List<ElementType> widened(List<ElementType> types) {
    return types.stream().map(t -> t == ElementType.BFLOAT16 ? ElementType.FLOAT : t).toList();
  }
}
