package org.nnd.op;

import static org.nnd.op.Concat.concat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** The lengths of x's axes from {@code start} to {@code end}, as whole numbers: ONNX's Shape. */
public record ShapeOf(int start, int end) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ShapeOf.class, "gives whole numbers").from("Shape", ShapeOf::read);

  /** All lengths: a constant if they are known. */
  public static Value shapeOf(Builder g, Value x) {
    return shapeOf(g, x, 0, x.shape().rank());
  }

  /** The lengths of some axes: a constant if they are known. */
  static Value shapeOf(Builder g, Value x, int start, int end) {
    Shape part = x.shape().slice(start, end);
    return part.size().isPresent()
        ? g.constant(Tensor.longs(part.sizes()))
        : g.apply(new ShapeOf(start, end), x);
  }

  /** The lengths of a shape, the free ones read off a value that has them. */
  static Value lengths(Builder g, Shape shape, Value like) {
    if (shape.size().isPresent()) {
      return g.constant(Tensor.longs(shape.sizes()));
    }
    List<Value> all = new ArrayList<>();
    for (Dim d : shape.dims()) {
      int axis = like.shape().dims().indexOf(d);
      if (d instanceof Dim.Named && axis < 0) {
        throw new IllegalArgumentException("no length " + d + " in " + like);
      }
      all.add(
          d instanceof Dim.Known k
              ? g.constant(Tensor.longs(k.size()))
              : g.apply(new ShapeOf(axis, axis + 1), like));
    }
    return concat(g, 0, all);
  }

  /** Places beyond the axes are the nearest there are. */
  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    int rank = n.shape(0).rank();
    long[] ends = {n.integer("start", 0), n.integer("end", rank)};
    for (int i = 0; i < 2; i++) {
      ends[i] = Math.max(0, Math.min(rank, ends[i] < 0 ? ends[i] + rank : ends[i]));
    }
    return n.as(new ShapeOf((int) ends[0], (int) Math.max(ends[0], ends[1])));
  }

  @Override
  public String name() {
    return "Shape";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(TensorType.of(ElementType.INT64, end - start));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("start", (long) start, "end", (long) end);
  }
}
