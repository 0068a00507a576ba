package org.nnd.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nnd.train.Measure;

/**
 * A confusion matrix as a table.
 *
 * @param classes their names; numbers from 0 where it is empty
 */
record ConfusionTable(Measure.Matrix matrix, List<String> classes) {
  /** More are no help on a terminal. */
  private static final int MOST = 20;

  /** Its lines under a title, or where else the matrix is. */
  List<String> lines(String title) {
    int size = matrix.counts().size();
    if (size > MOST) {
      return List.of(title + ": " + size + " classes are too many to show; --log writes them all");
    }
    List<String> names =
        classes.isEmpty() ? IntStream.range(0, size).mapToObj(Integer::toString).toList() : classes;
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("", names));
    for (int i = 0; i < size; i++) {
      rows.add(row(names.get(i), matrix.counts().get(i).stream().map(n -> "" + n).toList()));
    }
    List<Integer> widths =
        IntStream.rangeClosed(0, size)
            .map(j -> rows.stream().mapToInt(row -> row.get(j).length()).max().orElseThrow())
            .boxed()
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(title + ": a row for each class, a column for what it was decided to be");
    for (List<String> row : rows) {
      lines.add(
          IntStream.rangeClosed(0, size)
              .mapToObj(j -> " ".repeat(widths.get(j) - row.get(j).length()) + row.get(j))
              .collect(Collectors.joining("  ")));
    }
    return lines;
  }

  private static List<String> row(String name, List<String> cells) {
    List<String> row = new ArrayList<>(List.of(name));
    row.addAll(cells);
    return row;
  }
}
