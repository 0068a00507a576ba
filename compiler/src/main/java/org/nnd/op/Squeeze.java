package org.nnd.op;

import static org.nnd.op.Reshape.reshapeLike;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** X without axes of length 1. */
public record Squeeze(List<Integer> axes) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(Squeeze.class, Sample.of(new Squeeze(List.of(0, 2)), Sample.numbers(1, 3, 1)))
          .from(Squeeze::read);

  public Squeeze {
    axes = List.copyOf(axes);
  }

  private static Squeeze of(List<Long> axes, int rank) {
    return new Squeeze(axes.stream().map(a -> Math.toIntExact(a < 0 ? a + rank : a)).toList());
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Shape x = n.shape(0);
    return n.has(1) ? n.longs(1).flatMap(all -> n.as(of(all, x.rank()), 0)) : Optional.empty();
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < in.get(0).shape().rank(); i++) {
      if (!axes.contains(i)) {
        dims.add(in.get(0).shape().dim(i));
      } else if (!in.get(0).shape().dim(i).is(1)) {
        throw new IllegalArgumentException(this + " of " + in);
      }
    }
    return List.of(in.get(0).shaped(new Shape(dims)));
  }

  @Override
  public List<Tensor> constants() {
    return List.of(Tensor.longs(axes.stream().mapToLong(a -> a).toArray()));
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(reshapeLike(v.g(), v.dy(), v.x(0)));
  }
}
