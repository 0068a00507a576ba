package org.nnd.data;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nnd.ir.ElementType;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * One row of a CSV file.
 *
 * @param columns the names of the columns
 * @param at the row's line
 * @param cells one for each column, without spaces around it
 */
record CsvRow(List<String> columns, Location at, List<String> cells) {

  /** How tables write that there is no value; only the first is read so where one must be. */
  private static final Set<String> NOTHING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "?");

  /** Whether a cell has no value. */
  boolean isMissing(int column) {
    return NOTHING.contains(cells.get(column));
  }

  /** The number of a category (NND0485). */
  int category(int column, List<String> categories) {
    int number = Collections.binarySearch(categories, text(column));
    if (number < 0) {
      throw new NndException(
          problem("NND0485", column, "is none of the categories that are known")
              .note("they are " + Wording.list(categories)));
    }
    return number;
  }

  /** A cell that is not empty (NND0430). */
  String text(int column) {
    String text = cells.get(column);
    if (text.isEmpty()) {
      String name = Wording.quoted(columns.get(column));
      throw new NndException(
          Diagnostic.of("NND0430", at, "column " + name + " has no value")
              .help("fill it in, remove the row, or say what it means: missing=mean"));
    }
    return text;
  }

  /** A number (NND0431) that the elements can hold (NND0433). */
  double number(int column, ElementType element) {
    double number = Decimal.parse(text(column));
    if (Double.isNaN(number)) {
      throw new NndException(
          problem("NND0431", column, "is not a number")
              .help("a number is written like 3, -0.5 or 1e-3; names need categories=one_hot"));
    }
    if (Math.abs(number) > (element == ElementType.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE)) {
      throw new NndException(problem("NND0433", column, "does not fit in " + element));
    }
    return number;
  }

  /** A whole number (NND0432) that the elements can hold (NND0433). */
  long whole(int column, ElementType element) {
    double near = number(column, element);
    if (near != Math.rint(near)) {
      throw new NndException(problem("NND0432", column, "is not a whole number"));
    }
    try {
      BigDecimal exact = new BigDecimal(text(column));
      return element == ElementType.INT32 ? exact.intValueExact() : exact.longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new NndException(problem("NND0433", column, "does not fit in " + element));
    }
  }

  /** The number of a class (NND0440). */
  long classNumber(int column, long classes) {
    long number = whole(column, ElementType.INT64);
    if (number < 0 || number >= classes) {
      throw new NndException(noClass(at, cells.get(column), columns.get(column), classes));
    }
    return number;
  }

  /** A cell is not the number of a class. */
  static Diagnostic noClass(Location at, String cell, String column, long classes) {
    return problem("NND0440", at, cell, column, "is not the number of a class")
        .note("the classes are 0 to " + (classes - 1));
  }

  /** {@code true} or 1, {@code false} or 0 (NND0434). */
  boolean bool(int column) {
    return switch (text(column).toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new NndException(problem("NND0434", column, "is not true, false, 1 or 0"));
    };
  }

  private Diagnostic problem(String code, int column, String what) {
    return problem(code, at, cells.get(column), columns.get(column), what);
  }

  /** What is wrong with a cell. */
  static Diagnostic problem(String code, Location at, String cell, String column, String what) {
    String where = Wording.quoted(cell) + " in column " + Wording.quoted(column);
    return Diagnostic.of(code, at, where + " " + what);
  }
}
