package org.nnd.layer;

import static org.nnd.op.Pad.pad;
import static org.nnd.op.Pad.wider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Pad.Mode;

/**
 * x with numbers put around it.
 *
 * <p>One amount goes on both sides of every axis behind the channels (of a vector: on both sides).
 * A list is for the last axes, in their order: for each an amount for both sides, or [before,
 * after].
 *
 * @param amounts before and after, for each of the last axes
 * @param everywhere whether the only amount is for every axis behind the channels
 * @param value what a constant padding is made of
 */
public record Pad(List<Amount> amounts, boolean everywhere, double value, Mode mode)
    implements OneToOne {

  /** How much goes on the two sides of an axis. */
  record Amount(long before, long after) {
    static Optional<Amount> of(Datum d) {
      if (d instanceof Datum.Int i) {
        return Optional.of(new Amount(i.value(), i.value())).filter(Amount::possible);
      }
      return d instanceof Datum.ListOf two
              && two.elements().size() == 2
              && two.elements().get(0) instanceof Datum.Int a
              && two.elements().get(1) instanceof Datum.Int b
          ? Optional.of(new Amount(a.value(), b.value())).filter(Amount::possible)
          : Optional.empty();
    }

    private boolean possible() {
      return before >= 0 && after >= 0;
    }

    @Override
    public String toString() {
      return "[" + before + ", " + after + "]";
    }
  }

  private record Amounts(List<Amount> all, boolean everywhere) {
    static Optional<Amounts> of(Datum d) {
      if (!(d instanceof Datum.ListOf list)) {
        return Amount.of(d).map(a -> new Amounts(List.of(a), true));
      }
      List<Amount> all =
          list.elements().stream().map(Amount::of).flatMap(Optional::stream).toList();
      return all.isEmpty() || all.size() < list.elements().size()
          ? Optional.empty()
          : Optional.of(new Amounts(all, false));
    }
  }

  private static final Argument<Amounts> AMOUNTS =
      Argument.required(
          "amounts",
          new ArgumentType<>(
              "a whole number of at least 0, or a list with one or [before, after] for each of the"
                  + " last axes",
              List.of(),
              List.of(long.class, long[][].class),
              Amounts::of),
          "how much on both sides of each axis behind the channels, or a list for the last axes");
  private static final Argument<Double> VALUE =
      Argument.optional("value", ArgumentType.number(), 0.0, "what a constant padding is made of");
  private static final Argument<Mode> MODE =
      new Argument<>(
          "mode",
          ArgumentType.word("constant", "reflect", "edge")
              .as(w -> Mode.valueOf(w.toUpperCase(Locale.ROOT))),
          Optional.of(Mode.CONSTANT),
          "constant",
          "the value, the numbers mirrored at the edge, or the edge itself");

  static final Entry<Pad> ENTRY =
      Entry.of(
          "pad",
          "x with numbers put around it",
          a -> new Pad(a.get(AMOUNTS).all, a.get(AMOUNTS).everywhere, a.get(VALUE), a.get(MODE)),
          AMOUNTS,
          VALUE,
          MODE);

  public Pad {
    amounts = List.copyOf(amounts);
  }

  /** Before and after each axis of a shape. */
  private List<Amount> each(TensorType x) {
    int axes = everywhere ? Math.max(x.shape().rank() - 1, 1) : amounts.size();
    if (axes > x.shape().rank()) {
      throw new Refusal(
          "pad has amounts for "
              + axes
              + (axes == 1 ? " axis" : " axes")
              + ", but this value is "
              + x,
          "a list has an amount for each of the last axes");
    }
    List<Amount> all =
        new ArrayList<>(Collections.nCopies(x.shape().rank() - axes, new Amount(0, 0)));
    all.addAll(everywhere ? Collections.nCopies(axes, amounts.get(0)) : amounts);
    return all;
  }

  @Override
  public Shape shape(TensorType x) {
    List<Amount> all = each(x);
    for (int i = 0; mode != Mode.CONSTANT && i < x.shape().rank(); i++) {
      Amount a = all.get(i);
      long most = Math.max(a.before, a.after);
      if (most > 0 && x.shape().dim(i) instanceof Dim.Named) {
        throw new Refusal(
            "pad can't take numbers from axis " + i + " of " + x + ": its length is free",
            "mode=constant pads an axis of any length");
      }
      if (mode == Mode.REFLECT && most > 0 && most >= x.shape().dim(i).known().orElseThrow()) {
        throw new Refusal(
            "pad can't mirror " + most + " numbers of axis " + i + " of " + x,
            "mode=reflect leaves out the edge itself: an amount is less than the length");
      }
    }
    return wider(x.shape(), before(all), after(all));
  }

  private static List<Long> before(List<Amount> all) {
    return all.stream().map(Amount::before).toList();
  }

  private static List<Long> after(List<Amount> all) {
    return all.stream().map(Amount::after).toList();
  }

  @Override
  public Value emit(Emission e, Value x) {
    List<Amount> all = new ArrayList<>(Collections.nCopies(Axes.first(x), new Amount(0, 0)));
    all.addAll(each(x.type().perExample()));
    return pad(e.g(), mode, before(all), after(all), value, x);
  }
}
