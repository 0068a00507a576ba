package org.nnd.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nnd.markup.Element;
import org.nnd.runtime.Predictions;

/** Findings where each example is of one class: a confusion matrix, and figures for each class. */
final class Classification implements Findings {
  /** A matrix of more is no help. */
  private static final int MOST = 40;

  private final List<String> names;
  private final long[][] counts;
  private final Worst worst = new Worst();

  /**
   * Nothing found yet.
   *
   * @param names of the classes; where there are fewer than classes, the others are numbers
   */
  Classification(int classes, List<String> names) {
    this.names =
        IntStream.range(0, classes)
            .mapToObj(i -> i < names.size() ? names.get(i) : Integer.toString(i))
            .toList();
    this.counts = new long[classes][classes];
  }

  @Override
  public void add(int example, double[] label, double[] output) {
    double[] probabilities = Predictions.probabilities(output);
    int decided = Predictions.best(probabilities);
    int actual = (int) label[0];
    if (actual < 0 || actual >= names.size()) {
      return; // a label that the loss ignores
    }
    counts[actual][decided]++;
    if (decided != actual) {
      String caption =
          String.format(
              Locale.ROOT,
              "%s, taken for %s (%.0f %%)",
              names.get(actual),
              names.get(decided),
              100 * probabilities[decided]);
      worst.add(new Worst.Example(example, -probabilities[actual], caption));
    }
  }

  @Override
  public List<Element> tables() {
    List<Element> all = new ArrayList<>();
    all.add(Element.of("h3", "Confusion matrix"));
    if (names.size() > MOST) {
      all.add(Element.of("p", names.size() + " classes are too many to show."));
    } else {
      all.add(Element.of("p", "A row for each class, a column for what it was decided to be."));
      all.add(matrix());
    }
    all.add(Element.of("h3", "Classes"));
    all.add(figures());
    return all;
  }

  private Element matrix() {
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(names);
    Table table = new Table("matrix", header);
    for (int i = 0; i < names.size(); i++) {
      long[] row = counts[i];
      double all = Math.max(1, Arrays.stream(row).sum());
      List<Element> cells = new ArrayList<>(List.of(Element.of("th", names.get(i))));
      for (int j = 0; j < row.length; j++) {
        String colour = i == j ? "37,99,235" : "220,38,38";
        cells.add(
            Element.of("td", row[j] == 0 ? "·" : Figure.count(row[j]))
                .with(
                    "style",
                    String.format(
                        Locale.ROOT, "background:rgba(%s,%.2f)", colour, 0.6 * row[j] / all)));
      }
      table.add(cells);
    }
    return table.html();
  }

  private Element figures() {
    Table table = new Table("", List.of("class", "examples", "precision", "recall", "F1"));
    for (int i = 0; i < names.size(); i++) {
      int c = i;
      long right = counts[c][c];
      long actual = Arrays.stream(counts[c]).sum();
      long decided = Arrays.stream(counts).mapToLong(row -> row[c]).sum();
      table.row(
          names.get(c),
          Figure.count(actual),
          share(right, decided),
          share(right, actual),
          share(2 * right, actual + decided));
    }
    return table.html();
  }

  /** A share of nothing is undefined. */
  private static String share(long some, long all) {
    return all == 0 ? "–" : Figure.text((double) some / all);
  }

  @Override
  public Worst worst() {
    return worst;
  }
}
