package org.nnd.op;

import static org.nnd.op.Concat.concat;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.ShapeOf.shapeOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Formula;
import org.nnd.ir.Lengths;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * Parts of x of the sizes given along an axis; the undoing of {@link Concat}. Sizes that are not
 * known when compiling are the second input.
 */
public record Split(int axis, List<Dim> sizes) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Split.class,
              Sample.of(new Split(1, List.of(Dim.of(2), Dim.of(3))), Sample.numbers(2, 5)))
          .from(Split::read);

  public Split {
    sizes = List.copyOf(sizes);
  }

  public static List<Value> split(Builder g, int axis, List<Long> sizes, Value x) {
    return g.node(new Split(axis, sizes.stream().map(Dim::of).toList()), List.of(x)).outputs();
  }

  /** Splits x into parts as long as others are. */
  static List<Value> splitLike(Builder g, int axis, List<Value> parts, Value x) {
    Split op = new Split(axis, parts.stream().map(p -> p.shape().dim(axis)).toList());
    if (op.known()) {
      return g.node(op, List.of(x)).outputs();
    }
    Value sizes = concat(g, 0, parts.stream().map(p -> shapeOf(g, p, axis, axis + 1)).toList());
    return g.node(op, List.of(x, sizes)).outputs();
  }

  private boolean known() {
    return new Shape(sizes).size().isPresent();
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    int axis = n.axis("axis", 0);
    Dim whole = n.shape(0).dim(axis);
    long parts = n.integer("num_outputs", 0);
    if (n.has(1)) {
      Optional<List<Dim>> sizes = n.formulas(1).map(f -> f.stream().map(Formula::dim).toList());
      return sizes.flatMap(
          s -> new Split(axis, s).known() ? n.as(new Split(axis, s), 0) : n.as(new Split(axis, s)));
    }
    if (parts < 1 || !(whole instanceof Dim.Known k)) {
      return Optional.empty();
    }
    long each = -Math.floorDiv(-k.size(), parts);
    List<Dim> sizes = new ArrayList<>(Collections.nCopies(Math.toIntExact(parts), Dim.of(each)));
    sizes.set(sizes.size() - 1, Dim.of(k.size() - each * (parts - 1)));
    return n.as(new Split(axis, sizes), 0);
  }

  @Override
  public Split with(Lengths lengths) {
    return new Split(axis, sizes.stream().map(lengths::of).toList());
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    if (!x.dim(axis).equals(sizes.stream().reduce(Dim::plus).orElseThrow())) {
      throw new IllegalArgumentException(x + " can't be split into " + sizes);
    }
    return sizes.stream().map(s -> in.get(0).shaped(x.with(axis, s))).toList();
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }

  @Override
  public List<Tensor> constants() {
    return known() ? List.of(Tensor.longs(new Shape(sizes).sizes())) : List.of();
  }

  @Override
  public int requiredOutputs() {
    return sizes.size();
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      parts.add(v.dy(i) != null ? v.dy(i) : expandLike(g, g.constant(0, v.x(0)), v.y(i)));
    }
    Value dx = concat(g, axis, parts);
    return known() ? List.of(dx) : Gradients.of(dx, null);
  }
}
