package org.nnd.report;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.layer.Network;
import org.nnd.markup.Element;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.Predictions;
import org.nnd.source.NndException;
import org.nnd.summary.Part;
import org.nnd.summary.Summary;
import org.nnd.train.Classified;
import org.nnd.train.Measure;
import org.nnd.train.Training;

/**
 * A training on one page of HTML: how it was done, how it went, what the network is wrong about.
 *
 * <p>The page needs no other file and no network, and is well-formed XML.
 */
public final class Report {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z");

  private final Run run;
  private final Summary summary;

  private Report(Run run) {
    this.run = run;
    this.summary =
        Summary.of(
            run.experiment(),
            run.training().batch(),
            told().lengths(run.experiment().network().inputs()));
  }

  /**
   * Writes the page; the network is asked about the examples held out for it.
   *
   * @throws NndException if ONNX Runtime fails (NND0512)
   */
  public static String html(Run run) {
    return "<!DOCTYPE html>\n" + new Report(run).page() + "\n";
  }

  private Element page() {
    Element head =
        Element.of("head")
            .add(Element.of("meta").with("charset", "utf-8"))
            .add(
                Element.of("meta")
                    .with("name", "viewport")
                    .with("content", "width=device-width, initial-scale=1"))
            .add(Element.of("title", summary.model()))
            .add(Element.of("style", Svg.style("report.css") + Svg.style("chart.css")));
    Element main = Element.of("main").add(Element.of("h1", summary.model()));
    String doc = run.experiment().network().doc();
    if (!doc.isEmpty()) {
      main.add(Element.of("p", doc));
    }
    main.add(facts());
    section(main, "Settings", List.of(settings()));
    section(main, "Results", results());
    section(
        main,
        "Curves",
        new Curves(run.epochs(), run.best()).charts().stream().map(Chart::svg).toList());
    findings().ifPresent(found -> section(main, "Examples " + which(), found));
    section(main, "Network", network());
    return Element.of("html").with("lang", "en").add(head).add(Element.of("body").add(main));
  }

  private static void section(Element main, String title, List<Element> content) {
    main.add(Element.of("section").add(Element.of("h2", title)).addAll(content));
  }

  private Element facts() {
    Table table = new Table("facts", List.of());
    table.row("finished", TIME.format(run.finished()));
    table.row("took", String.format(Locale.ROOT, "%.1f s", run.seconds()));
    table.row("epochs", Figure.count(run.epochs().size()));
    table.row("learned from", Figure.count(run.data().training().size()) + " examples");
    table.row(
        "held out",
        run.data().validation().map(v -> Figure.count(v.size()) + " examples").orElse("none"));
    table.row("parameters", Figure.count(summary.parameters()));
    table.row("seed", Long.toString(run.training().seed()));
    run.versions().forEach((what, version) -> table.row(what, version));
    return table.html();
  }

  private Element settings() {
    Table table = new Table("settings", List.of());
    run.settings().forEach(s -> table.row(s.name(), s.value(), s.from()));
    return table.html();
  }

  private List<Element> results() {
    int number = run.best().orElse(run.epochs().size());
    Epoch last = run.epochs().get(number - 1);
    Map<String, Map<String, Measure>> parts = new LinkedHashMap<>();
    parts.put("training", last.training());
    parts.put("validation", last.validation());
    parts.put("test", run.test());
    parts.values().removeIf(Map::isEmpty);
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(parts.keySet());
    Table table = new Table("", header);
    last.training()
        .forEach(
            (name, measure) -> {
              if (measure instanceof Measure.Single) {
                table.row(name, parts.values().stream().map(p -> figure(p.get(name))).toList());
              }
            });
    return List.of(
        Element.of(
            "p",
            "After epoch "
                + number
                + (run.best().isPresent() ? ", whose weights were taken" : "")
                + "; those of training are means over it, while it was learning."),
        table.html());
  }

  private static String figure(Measure measure) {
    return Figure.text(((Measure.Single) measure).value());
  }

  /** The examples that tell: those held out, if there are any. */
  private Dataset told() {
    return run.data().validation().or(run.data()::test).orElse(run.data().training());
  }

  private String which() {
    return run.data().validation().or(run.data()::test).isPresent() ? "held out" : "learned from";
  }

  /** What comes out for examples whose labels and predictions can be compared here. */
  private Optional<List<Element>> findings() {
    Training training = run.training();
    Column label = told().columns().get(Dataset.LABEL);
    if (label == null || training.prediction().isEmpty()) {
      return Optional.empty();
    }
    Network network = run.experiment().network();
    String output = training.prediction().get();
    TensorType said = network.outputs().get(output).type().perExample();
    return findings(label.type().shape(), said.shape().size().orElse(0))
        .map(
            found -> {
              Graph graph = network.inference(run.weights());
              Predictions.forEach(
                  graph,
                  output,
                  told(),
                  training.batch(),
                  run.provider(),
                  (example, numbers) -> found.add(example, label.numbers(example), numbers));
              return told(found);
            });
  }

  private Optional<Findings> findings(Shape label, long numbers) {
    long classes = run.training().classes();
    boolean single = label.rank() == 0;
    if (classes > 0 && single && (numbers == classes || (numbers == 1 && classes == 2))) {
      return Optional.of(new Classification((int) classes, run.data().schema().classes()));
    }
    boolean plain =
        run.training().network().steps().stream().noneMatch(s -> s.layer() instanceof Classified);
    return plain && label.size().orElse(0) == numbers
        ? Optional.of(new Deviations(run.data().schema().labels()))
        : Optional.empty();
  }

  private List<Element> told(Findings found) {
    List<Element> all = new ArrayList<>(found.tables());
    List<Worst.Example> worst = found.worst().examples();
    all.add(Element.of("h3", "Most wrong"));
    if (worst.isEmpty()) {
      all.add(Element.of("p", "None is wrong."));
    } else {
      all.add(new Examples(told(), run.data().schema()).html(worst));
    }
    return all;
  }

  private List<Element> network() {
    Table table = new Table("layers", List.of("layer", "output", "parameters", "multiply-adds"));
    summary.inputs().forEach((name, type) -> table.row("input " + name, type.toString(), "", ""));
    rows(table, 0, summary.parts());
    table.row(
        "in all", "", Figure.count(summary.parameters()), Figure.count(summary.multiplyAdds()));
    return List.of(
        Element.of("div")
            .with("class", "network")
            .add(Element.of("div").add(table.html()))
            .add(Element.of("div").add(new Chain(summary).svg())));
  }

  private static void rows(Table table, int depth, List<Part> parts) {
    for (Part p : parts) {
      List<Element> cells = new ArrayList<>();
      cells.add(
          Element.of("th", p.title()).with("style", "padding-left:" + (1.2 * depth + 0.5) + "em"));
      cells.add(Element.of("td", p.shapes()));
      cells.add(Element.of("td", p.isBlock() ? "" : p.shared() ? "shared" : count(p.parameters())));
      cells.add(Element.of("td", p.isBlock() ? "" : count(p.multiplyAdds())));
      table.add(cells);
      rows(table, depth + 1, p.parts());
    }
  }

  private static String count(long n) {
    return n == 0 ? "" : Figure.count(n);
  }
}
