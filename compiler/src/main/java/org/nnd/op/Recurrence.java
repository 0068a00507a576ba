package org.nnd.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;

/**
 * What ONNX's RNN, GRU and LSTM have in common.
 *
 * <p>x [T, N, I], w [D, gates H, I], r [D, gates H, H], b [D, 2 gates H], the examples' lengths [N]
 * as int32 if they are given, and the first states [D, N, H] if they are; D is 2 in both
 * directions, else 1. Outputs: all states [T, D, N, H], then the last ones [D, N, H]. A step behind
 * an example's length gives zeros.
 */
interface Recurrence extends Op {
  /** Why none of them has a rule. */
  String REASON = "it keeps its gates to itself; training graphs use Scan instead";

  long hidden();

  boolean bidirectional();

  /** Whether the examples' lengths are given. */
  boolean lengths();

  /** How many states there are. */
  default int states() {
    return 1;
  }

  @Override
  default List<TensorType> infer(List<TensorType> in) {
    TensorType x = in.get(0);
    Shape last = Shape.of(Dim.of(bidirectional() ? 2 : 1), x.shape().dim(1), Dim.of(hidden()));
    List<TensorType> types = new ArrayList<>();
    types.add(x.shaped(last.insert(0, x.shape().dim(0))));
    for (int i = 0; i < states(); i++) {
      types.add(x.shaped(last));
    }
    return types;
  }

  /** The lengths stand before the first states. */
  @Override
  default int leftOutBefore(int input) {
    return input == 4 && !lengths() ? 1 : 0;
  }

  @Override
  default int requiredOutputs() {
    return 0;
  }

  @Override
  default Map<String, Object> attributes() {
    Map<String, Object> all = new TreeMap<>();
    all.put("hidden_size", hidden());
    all.put("direction", bidirectional() ? "bidirectional" : "forward");
    return all;
  }
}
