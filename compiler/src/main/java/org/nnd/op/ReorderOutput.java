package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * The way back from what {@link ReorderInput} does.
 *
 * @param last whether the channels come last: [N, H, W, C]
 */
public record ReorderOutput(long channels, boolean last) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ReorderOutput.class, "stands for parts of a Conv only");

  @Override
  public String domain() {
    return ReorderInput.DOMAIN;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return last ? new Transpose(List.of(0, 2, 3, 1)).infer(in) : List.of(in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("channels", channels, "channels_last", last ? 1L : 0L);
  }
}
