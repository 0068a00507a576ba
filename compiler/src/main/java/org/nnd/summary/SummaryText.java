package org.nnd.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.nnd.ir.TensorType;

/** A summary as a table for people. */
public final class SummaryText {
  private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB");

  private final Summary summary;
  private final List<List<String>> rows = new ArrayList<>();

  private SummaryText(Summary summary) {
    this.summary = summary;
  }

  /** The table, the totals under it. */
  public static String of(Summary summary) {
    return new SummaryText(summary).text();
  }

  private String text() {
    StringBuilder out = new StringBuilder(summary.model()).append('\n');
    summary.inputs().forEach((name, type) -> out.append(port("input", name, type)));
    summary.outputs().forEach((name, type) -> out.append(port("output", name, type)));
    rows.add(List.of("layer", "output", "parameters", "multiply-adds"));
    rows.add(List.of());
    rows("", summary.parts());
    return out.append('\n').append(table(2)).append('\n').append(totals()).toString();
  }

  private static String port(String kind, String name, TensorType type) {
    return "  " + kind + " " + name + ": " + type + "\n";
  }

  private void rows(String indent, List<Part> parts) {
    for (Part p : parts) {
      rows.add(
          List.of(
              indent + p.title(),
              p.shapes(),
              p.isBlock() ? "" : p.shared() ? "shared" : count(p.parameters()),
              p.isBlock() ? "" : count(p.multiplyAdds())));
      rows(indent + "  ", p.parts());
    }
  }

  /** The rows in columns, the first ones to the left, the others to the right. */
  private String table(int left) {
    List<Integer> widths = new ArrayList<>();
    for (int c = 0; c < rows.get(0).size(); c++) {
      int column = c;
      widths.add(
          rows.stream()
              .filter(r -> !r.isEmpty())
              .mapToInt(r -> r.get(column).length())
              .max()
              .orElse(0));
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringJoiner line = new StringJoiner("  ");
      for (int c = 0; c < widths.size(); c++) {
        String cell = row.isEmpty() ? "-".repeat(widths.get(c)) : row.get(c);
        String space = " ".repeat(widths.get(c) - cell.length());
        line.add(c < left ? cell + space : space + cell);
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private String totals() {
    rows.clear();
    String batch = "a batch of " + number(summary.batch());
    total("parameters", number(summary.parameters()), "");
    total("  trainable", number(summary.trainable()), "");
    total("  not trainable", number(summary.fixed()), "");
    total("multiply-adds", number(summary.multiplyAdds()), "for one example" + lengths());
    total("weights", size(summary.memory().weights()), "");
    total("predicting", size(summary.memory().predicting()), "for the values of " + batch);
    total("training", size(summary.memory().training()), "for " + batch + ", an estimate");
    int label = rows.stream().mapToInt(r -> r.get(0).length()).max().orElse(0);
    int value = rows.stream().mapToInt(r -> r.get(1).length()).max().orElse(0);
    return rows.stream()
        .map(r -> String.format("%-" + label + "s  %" + value + "s  %s", r.toArray()))
        .map(line -> line.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  private void total(String label, String value, String about) {
    rows.add(List.of(label, value, about));
  }

  private String lengths() {
    Map<String, Long> lengths = summary.lengths();
    return lengths.isEmpty()
        ? ""
        : lengths.entrySet().stream()
            .map(e -> e.getKey() + " = " + number(e.getValue()))
            .collect(Collectors.joining(", ", " with ", ""));
  }

  private static String count(long n) {
    return n == 0 ? "-" : number(n);
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String size(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.size() - 1) {
      size /= 1024;
      unit++;
    }
    return (unit == 0 ? number(bytes) : String.format(Locale.ROOT, "%,.1f", size))
        + " "
        + UNITS.get(unit);
  }
}
