package org.nnd.op;

import static org.nnd.op.Reshape.reshapeLike;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** X with axes of length 1 put in, at their places in the result. */
public record Unsqueeze(List<Integer> axes) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(Unsqueeze.class, Sample.of(new Unsqueeze(List.of(2, 0)), Sample.numbers(2, 3)))
          .from(Unsqueeze::read);

  public Unsqueeze {
    axes = List.copyOf(axes);
  }

  private static Unsqueeze of(List<Long> axes, int rank) {
    return new Unsqueeze(axes.stream().map(a -> Math.toIntExact(a < 0 ? a + rank : a)).toList());
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Shape x = n.shape(0);
    return n.longs(1).flatMap(all -> n.as(of(all, x.rank() + all.size()), 0));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape y = in.get(0).shape();
    for (int axis : axes.stream().sorted().toList()) {
      y = y.insert(axis, Dim.of(1));
    }
    return List.of(in.get(0).shaped(y));
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
