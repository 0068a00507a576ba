package org.nnd.build;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.nnd.call.Datum;

/** Java's values as what a text would say. */
final class Literal {
  private Literal() {}

  static Datum of(long value) {
    return new Datum.Int(value);
  }

  static Datum of(double value) {
    return new Datum.Real(value);
  }

  static Datum of(boolean value) {
    return new Datum.Bool(value);
  }

  static Datum of(String value) {
    return new Datum.Text(value);
  }

  static Datum of(Enum<?> word) {
    return new Datum.Word(word.name().toLowerCase(Locale.ROOT));
  }

  static Datum of(long... values) {
    return list(Arrays.stream(values).mapToObj(Literal::of));
  }

  static Datum of(double... values) {
    return list(Arrays.stream(values).mapToObj(Literal::of));
  }

  static Datum of(String... values) {
    return list(Arrays.stream(values).map(Literal::of));
  }

  static Datum of(long[]... values) {
    return list(Arrays.stream(values).map(Literal::of));
  }

  static Datum of(Call<?> value) {
    return new Datum.Made(value.made(), value.toString());
  }

  private static Datum list(Stream<Datum> all) {
    return new Datum.ListOf(all.toList());
  }
}
