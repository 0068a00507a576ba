package org.nnd.op;

import static org.nnd.op.Reshape.reshapeLike;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** x as a matrix: the axes before one become its rows, the others its columns. */
public record Flatten(int axis) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Flatten.class,
              Sample.of(new Flatten(1), Sample.numbers(2, 3, 2)),
              Sample.of(new Flatten(0), Sample.numbers(2, 3)))
          .from(n -> n.as(new Flatten(place(n.integer("axis", 1), n.shape(0).rank()))));

  /** It may stand behind the last axis. */
  private static int place(long axis, int rank) {
    return Math.toIntExact(axis < 0 ? axis + rank : axis);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    return List.of(
        in.get(0).shaped(Shape.of(x.slice(0, axis).elements(), x.from(axis).elements())));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(reshapeLike(v.g(), v.dy(), v.x(0)));
  }
}
