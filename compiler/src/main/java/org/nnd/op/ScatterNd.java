package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** x with updates [n, ...] added to the rows that indices [n, 1] name. */
public record ScatterNd() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ScatterNd.class, "stands in gradients only")
          .from(
              "ScatterND",
              n ->
                  n.text("reduction", "none").equals("add")
                      ? n.as(new ScatterNd())
                      : Optional.empty());

  static Value scatterAdd(Builder g, Value x, Value indices, Value updates) {
    return g.apply(new ScatterNd(), x, indices, updates);
  }

  @Override
  public String name() {
    return "ScatterND";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    if (!in.get(2).shape().equals(in.get(1).shape().slice(0, 1).then(in.get(0).shape().from(1)))) {
      throw new IllegalArgumentException("scatter of " + in);
    }
    return List.of(in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("reduction", "add");
  }
}
