package org.nnd.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.nnd.call.Datum;

/** A function of what is known when compiling. */
public enum Computation {
  MIN("min(a, b, ...): the smallest number", d -> extreme(d, -1)),
  MAX("max(a, b, ...): the largest number", d -> extreme(d, 1)),
  CEIL_DIV("ceil_div(a, b): a / b rounded up", d -> divided(d, true)),
  FLOOR_DIV("floor_div(a, b): a / b rounded down", d -> divided(d, false)),
  LEN("len(list): how many elements it has", Computation::length),
  RANGE("range(n) or range(from, to): the whole numbers up to but without it", Computation::range);

  /** A list longer than this is a mistake. */
  private static final int LONG = 100_000;

  private final String about;
  private final Function<List<Datum>, Optional<Datum>> body;

  Computation(String about, Function<List<Datum>, Optional<Datum>> body) {
    this.about = about;
    this.body = body;
  }

  /** As a text writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How it is called and what it gives. */
  public String about() {
    return about;
  }

  static Optional<Computation> of(String name) {
    return Arrays.stream(values()).filter(c -> c.word().equals(name)).findFirst();
  }

  /** The result, empty if it can't take such arguments. */
  Optional<Datum> of(List<Datum> arguments) {
    return body.apply(arguments);
  }

  private static Optional<Datum> extreme(List<Datum> given, int sign) {
    List<Datum> all =
        given.size() == 1 && given.get(0) instanceof Datum.ListOf list ? list.elements() : given;
    if (all.isEmpty() || !all.stream().allMatch(Operators::isNumber)) {
      return Optional.empty();
    }
    return all.stream().max((a, b) -> sign * Operators.compare(a, b));
  }

  private static Optional<Datum> divided(List<Datum> given, boolean up) {
    if (given.size() == 2
        && given.get(0) instanceof Datum.Int a
        && given.get(1) instanceof Datum.Int b) {
      if (b.value() == 0) {
        throw new ArithmeticException(Operators.BY_ZERO);
      }
      long down = Math.floorDiv(a.value(), b.value());
      boolean even = Math.floorMod(a.value(), b.value()) == 0;
      return Optional.of(new Datum.Int(up && !even ? down + 1 : down));
    }
    return Optional.empty();
  }

  private static Optional<Datum> length(List<Datum> given) {
    return given.size() == 1 && given.get(0) instanceof Datum.ListOf list
        ? Optional.of(new Datum.Int(list.elements().size()))
        : Optional.empty();
  }

  private static Optional<Datum> range(List<Datum> given) {
    if (given.isEmpty()
        || given.size() > 2
        || !given.stream().allMatch(d -> d instanceof Datum.Int)) {
      return Optional.empty();
    }
    long from = given.size() == 2 ? ((Datum.Int) given.get(0)).value() : 0;
    long to = ((Datum.Int) given.get(given.size() - 1)).value();
    if (from < to && Math.subtractExact(to, from) > LONG) {
      throw new ArithmeticException("that is more than " + LONG + " numbers");
    }
    return Optional.of(
        new Datum.ListOf(
            LongStream.range(from, to).mapToObj(i -> (Datum) new Datum.Int(i)).toList()));
  }
}
