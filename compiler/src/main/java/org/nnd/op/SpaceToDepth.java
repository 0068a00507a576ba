package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** Blocks of pixels become channels, [N, C, b H, b W] to [N, b b C, H, W]. */
public record SpaceToDepth(long block) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(SpaceToDepth.class, Sample.of(new SpaceToDepth(2), Sample.numbers(2, 2, 4, 2)))
          .from(n -> n.as(new SpaceToDepth(n.integer("blocksize", 0))));

  static Value spaceToDepth(Builder g, long block, Value x) {
    return g.apply(new SpaceToDepth(block), x);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    return List.of(
        in.get(0)
            .shaped(
                Shape.of(
                    x.dim(0),
                    x.dim(1).times(block * block),
                    x.dim(2).floorDiv(block),
                    x.dim(3).floorDiv(block))));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("blocksize", block);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(v.g().apply(new DepthToSpace(block, false), v.dy()));
  }
}
