package org.nnd.layer;

import static org.nnd.op.Transpose.transpose;

import java.util.ArrayList;
import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * The axes in another order: axis i of y is axis axes[i] of x.
 *
 * @param axes all of them, counted per example, from the end where negative
 */
public record Permute(List<Long> axes) implements OneToOne {
  private static final Argument<List<Long>> AXES =
      Argument.required(
          "axes", ArgumentType.wholes(), "x's axes in their new order: [1, 0] swaps two");

  static final Entry<Permute> ENTRY =
      Entry.of("permute", "the axes in another order", a -> new Permute(a.get(AXES)), AXES);

  public Permute {
    axes = List.copyOf(axes);
  }

  private List<Integer> order(TensorType x) {
    List<Integer> order = axes.stream().map(a -> Axes.at(a, x)).toList();
    if (order.size() != x.shape().rank() || order.stream().distinct().count() != x.shape().rank()) {
      throw new Refusal(
          "permute can't put the axes of " + x + " into the order " + axes,
          "name each axis from 0 to " + (x.shape().rank() - 1) + " once");
    }
    return order;
  }

  @Override
  public Shape shape(TensorType x) {
    return new Shape(order(x).stream().map(x.shape()::dim).toList());
  }

  @Override
  public Value emit(Emission e, Value x) {
    List<Integer> order = new ArrayList<>();
    int first = Axes.first(x);
    if (first == 1) {
      order.add(0);
    }
    order(x.type().perExample()).forEach(i -> order.add(i + first));
    return transpose(e.g(), x, order.toArray(Integer[]::new));
  }
}
