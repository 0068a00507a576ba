package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/** Labels that are classes: each different text is kept once, and each example knows its text. */
final class CsvClasses implements CsvColumn {
  private final String column;
  private final int place;
  private final long classes;
  private final List<String> known;
  private final Map<String, Text> texts = new LinkedHashMap<>();
  private int[] textOf = new int[1024];
  private int size;
  private long[] classOf = {};

  /** A label: its number in the order of appearance, and where it appeared first. */
  private record Text(int number, Location first) {}

  /**
   * An empty column.
   *
   * @param column the name of the file's column
   * @param place its place in the file
   * @param classes how many the network tells apart
   * @param known their names, if they have numbers already
   */
  CsvClasses(String column, int place, long classes, List<String> known) {
    this.column = column;
    this.place = place;
    this.classes = classes;
    this.known = List.copyOf(known);
  }

  @Override
  public void add(CsvRow row) {
    Text text = texts.computeIfAbsent(row.text(place), t -> new Text(texts.size(), row.at()));
    if (size == textOf.length) {
      textOf = Arrays.copyOf(textOf, 2 * size);
    }
    textOf[size++] = text.number;
  }

  /**
   * Numbers the classes when all rows are there. Labels that are numbers are class numbers; if one
   * is not, all are names, and the classes are numbered in the names' order.
   *
   * @return the names of the classes, none if the labels are numbers
   */
  List<String> settle() {
    if (!known.isEmpty()) {
      checkKnown();
      classOf = texts.keySet().stream().mapToLong(known::indexOf).toArray();
      return known;
    }
    List<String> names = texts.keySet().stream().filter(t -> !isNumber(t)).sorted().toList();
    if (names.isEmpty()) {
      checkNumbers();
      classOf = texts.keySet().stream().mapToLong(t -> (long) Decimal.parse(t)).toArray();
      return names;
    }
    List<String> all = texts.keySet().stream().sorted().toList();
    checkNames(all, names.get(0));
    classOf = texts.keySet().stream().mapToLong(t -> Collections.binarySearch(all, t)).toArray();
    return all;
  }

  private void checkKnown() {
    Problems problems = new Problems();
    texts.forEach(
        (text, where) -> {
          if (!known.contains(text)) {
            problems.add(
                CsvRow.problem("NND0482", where.first, text, column, "is none of the known classes")
                    .note("the classes are " + Wording.list(known))
                    .help(DidYouMean.of(text, known).map(near -> "did you mean " + near + "?")));
          }
        });
    problems.check();
  }

  private void checkNumbers() {
    Problems problems = new Problems();
    texts.forEach(
        (text, where) -> {
          double number = Decimal.parse(text);
          if (number != Math.rint(number)) {
            problems.add(
                CsvRow.problem("NND0432", where.first, text, column, "is not a whole number")
                    .help("a label is the number of a class, or its name"));
          } else if (number < 0 || number >= classes) {
            problems.add(CsvRow.noClass(where.first, text, column, classes));
          }
        });
    problems.check();
  }

  private void checkNames(List<String> all, String name) {
    if (all.size() > classes) {
      Location where = texts.get(name).first;
      String counts =
          Wording.count(all.size(), "different label")
              + ", but the network has "
              + Wording.count(classes, "class");
      Diagnostic tooMany =
          Diagnostic.of("NND0441", Location.file(where.file()), "there are " + counts)
              .note("the labels are " + Wording.list(all));
      boolean mixed = all.stream().anyMatch(CsvClasses::isNumber);
      throw new NndException(
          mixed
              ? tooMany.note(
                  "they are names, for "
                      + Wording.quoted(name)
                      + " on line "
                      + where.line()
                      + " is not a number")
              : tooMany);
    }
  }

  private static boolean isNumber(String text) {
    return !Double.isNaN(Decimal.parse(text));
  }

  @Override
  public TensorType type() {
    return TensorType.scalar(ElementType.INT64);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void write(int example, ByteBuffer to) {
    to.putLong(classOf[textOf[example]]);
  }
}
