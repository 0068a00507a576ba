package org.nnd.layer;

import static org.nnd.op.Reshape.reshape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * What a layer brings together into one number.
 *
 * @param axis counted per example, from the end where negative; none means all
 * @param keep whether they stay, with length 1
 */
public record Over(List<Long> axis, boolean keep) {
  private static final Argument<List<Long>> AXIS =
      Argument.unset("axis", ArgumentType.wholes(), "all", "the axis that goes, or a list of axes");
  private static final Argument<Boolean> KEEP =
      Argument.optional("keep", ArgumentType.flag(), false, "whether it stays, with length 1");

  public Over {
    axis = List.copyOf(axis);
  }

  static <T> Entry<T> entry(String name, String summary, Function<Over, T> maker) {
    return Entry.of(
        name,
        summary,
        a -> maker.apply(new Over(a.find(AXIS).orElse(List.of()), a.get(KEEP))),
        AXIS,
        KEEP);
  }

  /** The axes that go, from the front. */
  private List<Integer> gone(TensorType x) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < (axis.isEmpty() ? x.shape().rank() : axis.size()); i++) {
      int at = axis.isEmpty() ? i : Axes.at(axis.get(i), x);
      if (all.contains(at)) {
        throw new Refusal("axis " + at + " of " + x + " is named twice");
      }
      all.add(at);
    }
    return all;
  }

  private Shape left(TensorType x) {
    List<Integer> gone = gone(x);
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.shape().rank(); i++) {
      if (keep || !gone.contains(i)) {
        dims.add(gone.contains(i) ? Dim.of(1) : x.shape().dim(i));
      }
    }
    return new Shape(dims);
  }

  /** A layer that does this. */
  interface Layer extends OneToOne {
    Over over();

    /** Writes it for axes of a graph. */
    Value reduce(Builder g, Value x, List<Integer> axes, boolean keep);

    @Override
    default Autocast.Numbers numbers() {
      return Autocast.Numbers.FLOAT;
    }

    @Override
    default Shape shape(TensorType x) {
      return over().left(x);
    }

    /** A single number gets an axis to go over. */
    @Override
    default Value emit(Emission e, Value x) {
      TensorType each = x.type().perExample();
      int first = Axes.first(x);
      if (each.shape().rank() == 0) {
        Value row = reshape(e.g(), x, x.shape().then(Shape.of(1)));
        return reduce(e.g(), row, List.of(first), false);
      }
      List<Integer> axes = over().gone(each).stream().map(i -> i + first).toList();
      return reduce(e.g(), x, axes, over().keep());
    }
  }
}
