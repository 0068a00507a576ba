package org.nnd.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nnd.ir.ElementType;

/**
 * What an argument may be.
 *
 * @param expects in words: "a whole number of at least 1"
 * @param words bare words that it knows
 * @param kinds the Java types that say the same in a program: {@code long}, {@code long[]}; the
 *     words are apart
 * @param reader the value, empty if it is none of this type
 */
public record ArgumentType<T>(
    String expects, List<String> words, List<Class<?>> kinds, Function<Datum, Optional<T>> reader) {

  /** A whole number of at least some size. */
  public static ArgumentType<Long> whole(long least) {
    return whole(least, Long.MAX_VALUE);
  }

  /** A whole number between two, both allowed. */
  public static ArgumentType<Long> whole(long least, long most) {
    return plain(
        long.class,
        "a whole number "
            + (most == Long.MAX_VALUE ? "of at least " : "from ")
            + least
            + (most == Long.MAX_VALUE ? "" : " to " + most),
        d ->
            d instanceof Datum.Int i && i.value() >= least && i.value() <= most
                ? Optional.of(i.value())
                : Optional.empty());
  }

  /** Any whole number. */
  public static ArgumentType<Long> whole() {
    return plain(
        long.class,
        "a whole number",
        d -> d instanceof Datum.Int i ? Optional.of(i.value()) : Optional.empty());
  }

  /** A number between two, both allowed. */
  public static ArgumentType<Double> number(double least, double most) {
    String expects =
        most == Double.MAX_VALUE
            ? "a number of at least " + brief(least)
            : "a number from " + brief(least) + " to " + brief(most);
    return plain(double.class, expects, d -> real(d).filter(x -> x >= least && x <= most));
  }

  /** Any number. */
  public static ArgumentType<Double> number() {
    return plain(double.class, "a number", ArgumentType::real);
  }

  /** A number above zero. */
  public static ArgumentType<Double> positive() {
    return plain(double.class, "a number above 0", d -> real(d).filter(x -> x > 0));
  }

  /** A number between two, the lower allowed, the upper not. */
  public static ArgumentType<Double> numberBelow(double least, double limit) {
    return plain(
        double.class,
        "a number of at least " + brief(least) + " and below " + brief(limit),
        d -> real(d).filter(x -> x >= least && x < limit));
  }

  /** A number of at least some size, or a list of them. */
  public static ArgumentType<List<Double>> numbers(double least) {
    ArgumentType<Double> one = number(least, Double.MAX_VALUE);
    return plain(double[].class, one.expects() + " or a list of them", d -> each(d, one));
  }

  /** True or false. */
  public static ArgumentType<Boolean> flag() {
    return plain(
        boolean.class,
        "true or false",
        d -> d instanceof Datum.Bool b ? Optional.of(b.value()) : Optional.empty());
  }

  /** A text. */
  public static ArgumentType<String> text() {
    return plain(
        String.class,
        "a text in quotes",
        d -> d instanceof Datum.Text t ? Optional.of(t.value()) : Optional.empty());
  }

  /** A text or a list of texts. */
  public static ArgumentType<List<String>> texts() {
    return plain(String[].class, "a text in quotes or a list of them", d -> each(d, text()));
  }

  /** One of a few words. */
  public static ArgumentType<String> word(String... options) {
    List<String> words = List.of(options);
    return new ArgumentType<>(
        String.join(" or ", words), words, List.of(), d -> bare(d).filter(words::contains));
  }

  /** What kind of numbers. */
  public static ArgumentType<ElementType> element() {
    return word(ElementType.words().toArray(String[]::new))
        .as(word -> ElementType.of(word).orElseThrow());
  }

  /** A word may be the name of a layer too: {@code activation=tanh}. */
  private static Optional<String> bare(Datum d) {
    if (d instanceof Datum.Function f) {
      return f.callable().word();
    }
    return d instanceof Datum.Word w ? Optional.of(w.name()) : Optional.empty();
  }

  /** What a call of another catalogue makes. */
  public static <T> ArgumentType<T> made(String expects, Class<T> kind) {
    return plain(
        kind,
        expects,
        d ->
            d instanceof Datum.Made m && kind.isInstance(m.value())
                ? Optional.of(kind.cast(m.value()))
                : Optional.empty());
  }

  /** One length for all axes, or a list with one for each. */
  public static ArgumentType<Lengths> lengths(long least) {
    ArgumentType<Long> one = whole(least);
    return plain(
        long[].class,
        one.expects() + " or a list with one for each axis",
        d -> each(d, one).filter(all -> !all.isEmpty()).map(Lengths::new));
  }

  /** Whole numbers. */
  public static ArgumentType<List<Long>> wholes() {
    return plain(
        long[].class,
        "a whole number or a list of them",
        d -> each(d, whole()).filter(all -> !all.isEmpty()));
  }

  /** A layer, a block, or several of them in a row. */
  public static ArgumentType<Callable> callable() {
    return plain(
        Callable.class,
        "a layer",
        d -> d instanceof Datum.Function f ? Optional.of(f.callable()) : Optional.empty());
  }

  /** A list of [before, after] for each axis, or with one for all of them. */
  public static ArgumentType<List<List<Long>>> sides(long least) {
    ArgumentType<Long> one = whole(least);
    ArgumentType<List<Long>> both =
        plain(
            long[].class,
            "[before, after]",
            d ->
                d instanceof Datum.ListOf
                    ? each(d, one).filter(x -> x.size() == 2)
                    : Optional.empty());
    return plain(
        long[][].class,
        "a list of [before, after] for each axis",
        d ->
            d instanceof Datum.ListOf ? each(d, both).filter(x -> !x.isEmpty()) : Optional.empty());
  }

  /** What this type or another takes. */
  public ArgumentType<T> or(ArgumentType<T> other) {
    List<String> all = new ArrayList<>(words);
    all.addAll(other.words);
    List<Class<?>> both = new ArrayList<>(kinds);
    both.addAll(other.kinds);
    return new ArgumentType<>(
        expects + ", or " + other.expects,
        List.copyOf(all),
        List.copyOf(both),
        d -> reader.apply(d).or(() -> other.reader.apply(d)));
  }

  /** The same with what is read made into something else. */
  public <R> ArgumentType<R> as(Function<T, R> made) {
    return new ArgumentType<>(expects, words, kinds, d -> reader.apply(d).map(made));
  }

  private static <T> ArgumentType<T> plain(
      Class<?> kind, String expects, Function<Datum, Optional<T>> reader) {
    return new ArgumentType<>(expects, List.of(), List.of(kind), reader);
  }

  private static Optional<Double> real(Datum d) {
    if (d instanceof Datum.Int i) {
      return Optional.of((double) i.value());
    }
    return d instanceof Datum.Real r
        ? Optional.of(r.value()).filter(Double::isFinite)
        : Optional.empty();
  }

  private static <T> Optional<List<T>> each(Datum d, ArgumentType<T> one) {
    List<Datum> elements = d instanceof Datum.ListOf list ? list.elements() : List.of(d);
    List<T> all = new ArrayList<>();
    for (Datum element : elements) {
      Optional<T> read = one.reader.apply(element);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      all.add(read.get());
    }
    return Optional.of(List.copyOf(all));
  }

  private static String brief(double x) {
    return x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
  }
}
