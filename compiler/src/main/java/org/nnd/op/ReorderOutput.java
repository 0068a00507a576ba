package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/** The way back from what {@link ReorderInput} does. */
public record ReorderOutput(long channels) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ReorderOutput.class, "stands for parts of a Conv only");

  @Override
  public String domain() {
    return ReorderInput.DOMAIN;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("channels", channels);
  }
}
