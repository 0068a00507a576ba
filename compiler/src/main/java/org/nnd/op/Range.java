package org.nnd.op;

import static org.nnd.op.Div.div;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.ShapeOf.shapeOf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Formula;
import org.nnd.ir.Lengths;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** start, start + delta, ... up to but without limit. */
public record Range(Dim length) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Range.class, "gives whole numbers").from(Range::read);

  /** 0, 1, ... for each place along the first so many axes of x, which the others may follow. */
  public static Value places(Builder g, Value x, int axes) {
    long each = x.shape().from(axes).size().orElseThrow();
    Value all = g.apply(new Size(), x);
    return range(
        g, x.shape().slice(0, axes).elements(), div(g, all, g.constant(Tensor.scalar(each))));
  }

  /** 0, 1, ... up to but without a number. */
  public static Value upTo(Builder g, long limit) {
    return range(g, Dim.of(limit), g.constant(Tensor.scalar(limit)));
  }

  /** 0, 1, ... for each place along an axis of x. */
  public static Value upTo(Builder g, Value x, int axis) {
    Value length = reshape(g, shapeOf(g, x, axis, axis + 1), Shape.SCALAR);
    return range(g, x.shape().dim(axis), length);
  }

  /** 0, 1, ... up to but without a count. */
  static Value range(Builder g, Dim length, Value count) {
    Value zero = g.constant(Tensor.scalar(0));
    return g.apply(new Range(length), zero, count, g.constant(Tensor.scalar(1)));
  }

  /** From 0 in steps of 1, or between numbers that are known. */
  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    List<Optional<List<Formula>>> told = List.of(n.formulas(0), n.formulas(1), n.formulas(2));
    if (!told.stream().allMatch(Optional::isPresent)) {
      return n.declared(0).map(TensorType::shape).flatMap(s -> n.as(new Range(s.dim(0))));
    }
    Formula start = told.get(0).get().get(0);
    Formula way = told.get(1).get().get(0).minus(start);
    OptionalLong step = told.get(2).get().get(0).known();
    if (step.isEmpty() || step.getAsLong() == 0) {
      return Optional.empty();
    }
    if (way.known().isPresent()) {
      long count = Math.max(0, -Math.floorDiv(-way.known().getAsLong(), step.getAsLong()));
      return n.as(new Range(Dim.of(count)));
    }
    return step.getAsLong() > 0
        ? n.as(new Range(way.dim().ceilDiv(step.getAsLong())))
        : Optional.empty();
  }

  @Override
  public Range with(Lengths lengths) {
    return new Range(lengths.of(length));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).shaped(Shape.of(length)));
  }
}
