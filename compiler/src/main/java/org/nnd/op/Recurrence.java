package org.nnd.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
public interface Recurrence extends Op {
  /** Why none of them has a rule. */
  String REASON = "it keeps its gates to itself; training graphs use Scan instead";

  /** One of them. */
  @FunctionalInterface
  interface Kind {
    Recurrence of(long hidden, boolean bidirectional, boolean lengths);
  }

  /** What a node is read as that does nothing else than {@link Recurrence} says. */
  static Optional<OnnxNode.Reading> read(OnnxNode n, List<String> activations, Kind kind) {
    String direction = n.text("direction", "forward");
    boolean both = direction.equals("bidirectional");
    List<String> all = new ArrayList<>(activations);
    all.addAll(both ? activations : List.of());
    boolean usual =
        (both || direction.equals("forward"))
            && n.is("layout", 0)
            && n.texts("activations").orElse(all).equals(all)
            && (n.has(3) || n.inputs() == 3);
    long hidden = n.shape(2).last().known().orElseThrow();
    return usual && n.is("hidden_size", hidden)
        ? n.as(kind.of(hidden, both, n.has(4)))
        : Optional.empty();
  }

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
