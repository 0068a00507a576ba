package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;

/**
 * A gated recurrent unit over a sequence: ONNX's GRU, forward, reset gate behind the product.
 *
 * <p>x [T, N, I], w [1, 3H, I], r [1, 3H, H], b [1, 6H]; gates in the order z, r, n. Outputs: all
 * states [T, 1, N, H] and the last [1, N, H].
 */
public record Gru(long hidden) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(
          Gru.class, "it keeps its gates to itself; training graphs use Scan instead");

  @Override
  public String name() {
    return "GRU";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    Shape last = Shape.of(Dim.of(1), x.dim(1), Dim.of(hidden));
    return List.of(in.get(0).shaped(Shape.of(x.dim(0)).then(last)), in.get(0).shaped(last));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("hidden_size", hidden, "linear_before_reset", 1L);
  }
}
