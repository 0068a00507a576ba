package org.nnd.op;

import static org.nnd.op.Reshape.reshapeTo;
import static org.nnd.op.SpaceToDepth.spaceToDepth;
import static org.nnd.op.Transpose.transpose;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * Channels become blocks of pixels, [N, b b C, H, W] to [N, C, b H, b W]: Shi and others, 2016.
 *
 * @param block b
 * @param columnsFirst whether the channels are ordered as C b b, as PyTorch's pixel_shuffle has
 *     them, and not as b b C
 */
public record DepthToSpace(long block, boolean columnsFirst) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              DepthToSpace.class,
              Sample.of(new DepthToSpace(2, false), Sample.numbers(2, 8, 2, 1)),
              Sample.of(new DepthToSpace(2, true), Sample.numbers(2, 8, 2, 1)))
          .from(
              n ->
                  n.as(
                      new DepthToSpace(
                          n.integer("blocksize", 0), n.text("mode", "DCR").equals("CRD"))));

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    return List.of(
        in.get(0)
            .shaped(
                Shape.of(
                    x.dim(0),
                    x.dim(1).floorDiv(block * block),
                    x.dim(2).times(block),
                    x.dim(3).times(block))));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("blocksize", block, "mode", columnsFirst ? "CRD" : "DCR");
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    if (!columnsFirst) {
      return List.of(spaceToDepth(g, block, v.dy()));
    }
    Value x = v.x(0);
    Shape s = x.shape();
    Dim b = Dim.of(block);
    Shape apart = Shape.of(s.dim(0), v.dy().shape().dim(1), s.dim(2), b, s.dim(3), b);
    Value blocks = transpose(g, reshapeTo(g, v.dy(), apart, x), 0, 1, 3, 5, 2, 4);
    return List.of(reshapeTo(g, blocks, s, x));
  }
}
