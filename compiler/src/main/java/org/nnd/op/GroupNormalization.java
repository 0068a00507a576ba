package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = scale (x - mean) / √(variance + ε) + bias, the statistics those of each group of channels of
 * each example; x [N, C, ...], scale and bias [C].
 */
public record GroupNormalization(long groups, double epsilon) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              GroupNormalization.class,
              Sample.of(
                      new GroupNormalization(2, 1e-2),
                      Sample.between(-4, 4, 2, 4, 3),
                      Sample.numbers(4),
                      Sample.numbers(4))
                  .inFloat32())
          .from(
              n ->
                  n.is("stash_type", 1)
                      ? n.as(
                          new GroupNormalization(
                              n.integer("num_groups", 1), n.number("epsilon", 1e-5)))
                      : Optional.empty());

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("num_groups", groups, "epsilon", epsilon);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return Channels.standardized(v, Dim.of(groups), epsilon);
  }
}
