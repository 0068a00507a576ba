package org.nnd.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.nnd.onnx.OnnxFile;

/** An inspection for people. */
public final class InspectionText {
  /** Longer ones are cut: a vocabulary may be a book. */
  private static final int WIDTH = 60;

  /** More inputs with defaults, or outputs that are their next values, are only counted. */
  private static final int SEVERAL = 12;

  private final Inspection inspection;
  private final OnnxFile file;
  private final List<List<String>> rows = new ArrayList<>();

  private InspectionText(Inspection inspection) {
    this.inspection = inspection;
    this.file = inspection.file();
  }

  /** Lines in two columns. */
  public static String of(Inspection inspection) {
    return new InspectionText(inspection).text();
  }

  private String text() {
    row("file", file.path() + ", " + bytes(file.bytes()));
    row("kind", inspection.kind() + (file.training() ? ", a training step beside it" : ""));
    row("name", file.graph());
    row("says", one(file.doc()));
    row("producer", file.producer().isEmpty() ? "unknown" : file.producer());
    row("format", "IR version " + file.irVersion());
    row("operators", opsets());
    section("inputs", inputs());
    section("outputs", outputs());
    section("layers", counted(inspection.layers()));
    section("operators", counted(inspection.operators()));
    section("functions", file.functions());
    section("numbers", numbers());
    section("beside", beside());
    section("metadata", metadata());
    int width = rows.stream().mapToInt(r -> r.get(0).length()).max().orElse(0);
    StringBuilder out = new StringBuilder();
    for (List<String> r : rows) {
      String name = r.get(0) + " ".repeat(width - r.get(0).length() + 2);
      out.append((name + r.get(1)).stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private void row(String name, String value) {
    if (!value.isEmpty()) {
      rows.add(List.of(name, value));
    }
  }

  private void section(String name, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      rows.add(List.of(i == 0 ? name : "", lines.get(i)));
    }
  }

  private String opsets() {
    return file.opsets().entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", ", "of ", ""));
  }

  private List<String> inputs() {
    List<String> lines = new ArrayList<>();
    List<String> others = new ArrayList<>();
    file.inputs()
        .forEach(
            (name, type) -> {
              boolean has = inspection.defaults().contains(name);
              (has ? others : lines).add(typed(name, type) + (has ? ", has a default" : ""));
            });
    return some(lines, others, "more with defaults");
  }

  private List<String> outputs() {
    List<String> lines = new ArrayList<>();
    List<String> others = new ArrayList<>();
    file.outputs()
        .forEach((name, type) -> (name.endsWith("/next") ? others : lines).add(typed(name, type)));
    return some(lines, others, "more that are the next state");
  }

  private static List<String> some(List<String> lines, List<String> others, String what) {
    lines.addAll(others.size() <= SEVERAL ? others : List.of("and " + others.size() + " " + what));
    return lines;
  }

  private static String typed(String name, String type) {
    return type.isEmpty() ? name : name + ": " + type;
  }

  /** The most frequent first. */
  private static List<String> counted(Map<String, Integer> counts) {
    int width = counts.values().stream().mapToInt(n -> n.toString().length()).max().orElse(0);
    return counts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Integer>>comparingInt(e -> -e.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(e -> String.format(Locale.ROOT, "%" + width + "d %s", e.getValue(), e.getKey()))
        .toList();
  }

  private List<String> numbers() {
    List<String> lines = new ArrayList<>();
    inspection
        .numbers()
        .forEach(
            (element, n) ->
                lines.add(
                    count(n.count())
                        + " "
                        + element
                        + " in "
                        + count(n.tensors())
                        + (n.tensors() == 1 ? " tensor" : " tensors")
                        + (n.bytes() == 0 ? "" : ", " + bytes(n.bytes()))));
    return lines;
  }

  private List<String> beside() {
    List<String> lines = new ArrayList<>();
    inspection
        .beside()
        .forEach(
            (name, size) ->
                lines.add(
                    name + (size.isPresent() ? ", " + bytes(size.getAsLong()) : ", MISSING")));
    return lines;
  }

  private List<String> metadata() {
    List<String> lines = new ArrayList<>();
    inspection
        .explained()
        .forEach(
            (key, meaning) ->
                lines.add(
                    key
                        + " = "
                        + one(file.metadata().get(key))
                        + (meaning.isEmpty() ? "" : "  (" + meaning + ")")));
    return lines;
  }

  /** A text in one line, its end cut off. */
  private static String one(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "...";
  }

  private static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String bytes(long n) {
    return count(n) + (n == 1 ? " byte" : " bytes");
  }
}
