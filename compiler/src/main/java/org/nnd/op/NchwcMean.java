package org.nnd.op;

import java.util.List;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * The mean over the places of a channel of an example, [N, C, H, W] in the blocked layout to [N, C,
 * 1, 1], where the layouts are the same.
 */
public record NchwcMean() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(NchwcMean.class, "stands for parts of a ReduceMean only");

  @Override
  public String name() {
    return "GlobalAveragePool";
  }

  @Override
  public String domain() {
    return ReorderInput.DOMAIN;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType x = in.get(0);
    return List.of(x.shaped(x.shape().with(2, Dim.of(1)).with(3, Dim.of(1))));
  }
}
