package org.nnd.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/** The columns of a CSV file: their places, from 0, by their names. */
record CsvHeader(Location at, Map<String, Integer> places) {

  /** Names the columns; each needs a name of its own (NND0411, NND0412). */
  static CsvHeader of(Location at, List<String> names) {
    if (names.size() == 1) {
      checkSeparator(at, names.get(0));
    }
    Problems problems = new Problems();
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Integer other = places.putIfAbsent(name, i);
      if (name.isEmpty()) {
        problems.add(
            Diagnostic.of("NND0411", at, "column " + (i + 1) + " has no name")
                .help("give it a name, or remove the column"));
      } else if (other != null) {
        problems.add(
            Diagnostic.of("NND0412", at, "two columns are called " + Wording.quoted(name))
                .note("they are columns " + (other + 1) + " and " + (i + 1))
                .help(
                    Double.isNaN(Decimal.parse(name))
                        ? "rename one of them"
                        : "the first line must name the columns; does it hold an example?"));
      }
    }
    problems.check();
    return new CsvHeader(at, places);
  }

  private static void checkSeparator(Location at, String line) {
    for (String separator : List.of(";", "\t", "|")) {
      if (line.contains(separator)) {
        String shown = separator.equals("\t") ? "a tab" : "'" + separator + "'";
        throw new NndException(
            Diagnostic.of("NND0413", at, "the columns are separated by " + shown + ", not by ','")
                .help("save the table again with commas between the columns"));
      }
    }
  }

  /** The names in the order of the file. */
  List<String> names() {
    return new ArrayList<>(places.keySet());
  }

  /** The names but some. */
  List<String> without(List<String> some) {
    List<String> others = names();
    others.removeAll(some);
    return others;
  }

  /** The places of some columns. */
  int[] places(List<String> columns) {
    return columns.stream().mapToInt(places::get).toArray();
  }

  /**
   * Tells which of some columns are not there (NND0420).
   *
   * @param use what they are for, as a message says it
   */
  void require(List<String> columns, String use, Problems problems) {
    for (String column : columns) {
      if (!places.containsKey(column)) {
        problems.add(
            Diagnostic.of(
                    "NND0420", at, "there is no column " + Wording.quoted(column) + " for " + use)
                .note("the columns are " + Wording.list(names()))
                .help(DidYouMean.of(column, names()).map(near -> "did you mean " + near + "?")));
      }
    }
  }

  /** The name of the last column. */
  String last() {
    return names().get(places.size() - 1);
  }
}
