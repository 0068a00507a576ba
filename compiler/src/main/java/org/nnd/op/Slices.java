package org.nnd.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Lengths;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** Parts of several axes at once: one {@link Slice} after the other as ONNX's Slice has them. */
public record Slices(List<Slice> each) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Slices.class,
              Sample.of(
                  new Slices(
                      List.of(
                          new Slice(0, 1, Slice.END, 1, Dim.of(2)),
                          new Slice(2, -3, -1, 1, Dim.of(2)))),
                  Sample.numbers(3, 2, 4)),
              Sample.of(
                  new Slices(
                      List.of(
                          new Slice(1, 0, Slice.END, 2, Dim.of(2)),
                          new Slice(0, 0, 1, 1, Dim.of(1)))),
                  Sample.numbers(2, 4)))
          .from("Slice", Slices::read);

  public Slices {
    each = List.copyOf(each);
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    List<List<Long>> told = new ArrayList<>();
    for (int i = 1; i < 5; i++) {
      Optional<List<Long>> all = n.has(i) ? n.longs(i) : Optional.of(List.of());
      if (all.isEmpty() || (i < 3 && all.get().size() < 2)) {
        return Optional.empty();
      }
      told.add(all.get());
    }
    List<Slice> each = new ArrayList<>();
    for (int i = 0; i < told.get(0).size(); i++) {
      int axis = n.shape(0).axis(n.has(3) ? told.get(2).get(i).intValue() : i);
      long step = n.has(4) ? told.get(3).get(i) : 1;
      Optional<Slice> one =
          Slice.of(n.shape(0).dim(axis), axis, told.get(0).get(i), told.get(1).get(i), step);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      each.add(one.get());
    }
    return n.as(new Slices(each), 0);
  }

  @Override
  public String name() {
    return "Slice";
  }

  @Override
  public Slices with(Lengths lengths) {
    return new Slices(each.stream().map(s -> s.with(lengths)).toList());
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    List<TensorType> y = in;
    for (Slice s : each) {
      y = s.infer(y);
    }
    return y;
  }

  @Override
  public List<Tensor> constants() {
    return Arrays.asList(
        all(Slice::from), all(Slice::to), all(s -> (long) s.axis()), all(Slice::step));
  }

  private Tensor all(ToLongFunction<Slice> of) {
    return Tensor.longs(each.stream().mapToLong(of).toArray());
  }

  /** Back from the last one to the first; what is between them is cut again where it is asked. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    List<Value> before = new ArrayList<>(List.of(v.x(0)));
    for (Slice s : each) {
      before.add(g.apply(s, before.get(before.size() - 1)));
    }
    List<Value> dy = List.of(v.dy());
    for (int i = each.size() - 1; i >= 0; i--) {
      List<Value> in = List.of(before.get(i));
      Node node = new Node(v.node().name(), each.get(i), in, List.of(before.get(i + 1)));
      dy = each.get(i).vjp(new Vjp(g, node, dy));
    }
    return dy;
  }
}
