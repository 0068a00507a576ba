package org.nnd.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nnd.markup.Element;

/** Findings where labels are numbers: how far from them the network is. */
final class Deviations implements Findings {
  private static final int SHOWN = 4;

  private final List<String> names;
  private final Worst worst = new Worst();
  private double[] absolute = {};
  private double[] signed = {};
  private long examples;

  /**
   * Nothing found yet.
   *
   * @param names of the numbers, if they have any
   */
  Deviations(List<String> names) {
    this.names = names;
  }

  @Override
  public void add(int example, double[] label, double[] output) {
    if (examples == 0) {
      absolute = new double[label.length];
      signed = new double[label.length];
    }
    examples++;
    double squares = 0;
    for (int i = 0; i < label.length; i++) {
      double difference = output[i] - label[i];
      absolute[i] += Math.abs(difference);
      signed[i] += difference;
      squares += difference * difference;
    }
    worst.add(new Worst.Example(example, squares, text(label) + ", predicted as " + text(output)));
  }

  private static String text(double[] numbers) {
    return Arrays.stream(numbers)
            .limit(SHOWN)
            .mapToObj(Figure::text)
            .collect(Collectors.joining(", "))
        + (numbers.length > SHOWN ? ", …" : "");
  }

  @Override
  public List<Element> tables() {
    Table table = new Table("", List.of("", "mean distance", "mean difference"));
    IntStream.range(0, absolute.length)
        .limit(20)
        .forEach(
            i ->
                table.row(
                    names.size() == absolute.length ? names.get(i) : "number " + i,
                    Figure.text(absolute[i] / examples),
                    Figure.text(signed[i] / examples)));
    return List.of(Element.of("h3", "How far off"), table.html());
  }

  @Override
  public Worst worst() {
    return worst;
  }
}
