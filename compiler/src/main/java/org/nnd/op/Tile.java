package org.nnd.op;

import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshapeTo;

import java.util.ArrayList;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** x so many times in a row along each axis. */
public record Tile(List<Long> repeats) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Tile.class,
              Sample.of(new Tile(List.of(2L, 1L, 3L)), Sample.numbers(2, 3, 2)),
              Sample.of(new Tile(List.of(1L, 2L)), Sample.numbers(2, 1)))
          .from(n -> n.longs(1).flatMap(all -> n.as(new Tile(all), 0)));

  public Tile {
    repeats = List.copyOf(repeats);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < repeats.size(); i++) {
      dims.add(in.get(0).shape().dim(i).times(repeats.get(i)));
    }
    return List.of(in.get(0).shaped(new Shape(dims)));
  }

  @Override
  public List<Tensor> constants() {
    return List.of(Tensor.longs(Window.longs(repeats)));
  }

  /** The sum over the copies: [copies, length] for each axis that is repeated. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    List<Dim> apart = new ArrayList<>();
    List<Integer> copies = new ArrayList<>();
    for (int i = 0; i < repeats.size(); i++) {
      if (repeats.get(i) != 1) {
        copies.add(apart.size());
        apart.add(Dim.of(repeats.get(i)));
      }
      apart.add(v.x(0).shape().dim(i));
    }
    return List.of(
        copies.isEmpty()
            ? v.dy()
            : reduceSum(g, reshapeTo(g, v.dy(), new Shape(apart), v.x(0)), copies, false));
  }
}
