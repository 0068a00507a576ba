package org.nnd.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.nnd.call.Argument;
import org.nnd.call.Catalogue;
import org.nnd.call.Entry;
import org.nnd.check.Computation;
import org.nnd.layer.Initializers;
import org.nnd.layer.Layers;
import org.nnd.train.DataSource;
import org.nnd.train.Losses;
import org.nnd.train.Metrics;
import org.nnd.train.Optimizers;
import org.nnd.train.Penalties;
import org.nnd.train.Schedules;
import org.nnd.train.Training;

/** A page of Markdown for each catalogue, and one that lists them. */
public final class Reference {
  private final Javadoc layers;
  private final Javadoc training;
  private final Map<String, String> pages = new LinkedHashMap<>();
  private final StringBuilder index = new StringBuilder("# Reference\n");

  private Reference(Javadoc layers, Javadoc training) {
    this.layers = layers;
    this.training = training;
  }

  /**
   * All pages by their file names.
   *
   * @param sources the folder with the compiler's sources, if the words of the definitions are
   *     wanted too
   */
  public static Map<String, String> pages(Optional<Path> sources) throws IOException {
    Javadoc layers = Javadoc.none();
    Javadoc training = Javadoc.none();
    if (sources.isPresent()) {
      layers = Javadoc.of(sources.get(), "org/nnd/layer/");
      training = Javadoc.of(sources.get(), "org/nnd/train/");
    }
    return new Reference(layers, training).all();
  }

  private Map<String, String> all() {
    page(
        "layers",
        "Layers",
        "A value is sent through a layer: `x -> dense(10)`. Every layer with weights, and every block,"
            + " takes"
            + " two more arguments by name: `lr_scale`, the factor of the learning rate for its weights,"
            + " and `frozen=true`, by which they stay as they are. A block passes both on: factors"
            + " multiply, and frozen is what one of them freezes.",
        Layers.ALL,
        layers);
    page(
        "initializers",
        "Initialisers",
        "How weights start: `dense(10, init=he_normal)`. Without one they start as in PyTorch.",
        Initializers.ALL,
        layers);
    functions();
    settings();
    page(
        "losses",
        "Losses",
        "A loss compares an output of the model with the labels: `loss mse(output, label)`. It may also be computed"
            + " with layers and arithmetic.",
        Losses.ALL,
        training);
    page(
        "metrics",
        "Metrics",
        "A metric is measured at the end of each epoch: `metric accuracy(output, label)`. Any"
            + " loss is a metric, too.",
        Metrics.ALL,
        training);
    page(
        "optimizers",
        "Optimizers",
        "How the weights follow their gradients: `optimizer adam(lr=0.001)`.",
        Optimizers.ALL,
        training);
    page(
        "schedules",
        "Schedules",
        "How the learning rate changes: `schedule cosine(warmup=1)`. A schedule gives a factor of the"
            + " optimizer's rate in each step; the warm-up multiplies it with min((s + 1) / w, 1) in"
            + " step s from 0, and the schedule itself begins behind its w steps. Times are in epochs,"
            + " or with `unit=steps` in steps, that is batches; an epoch has S / `epochs` steps, S being"
            + " the steps of the whole training. `nnd train` knows S, `nnd compile` is told it by"
            + " `--steps`, any driver feeds `schedule/steps`. Where nobody knows S, what depends on it is"
            + " left out: the rate stays the base rate.",
        Schedules.ALL,
        training);
    page(
        "penalties",
        "Penalties",
        "What is added to the loss for the size of the weights: `regularize l2(1e-4)`. It is part of"
            + " the loss that is shown. Frozen weights don't count.",
        Penalties.ALL,
        training);
    page(
        "data",
        "Data",
        "Where the examples are: `data csv(\"data.csv\")`. Paths are relative to the file.",
        DataSource.ALL,
        training);
    pages.put("README.md", index.toString());
    return pages;
  }

  private void page(
      String file, String title, String about, Catalogue<?> catalogue, Javadoc javadoc) {
    List<? extends Entry<?>> entries = catalogue.all();
    List<List<String>> rows =
        entries.stream()
            .map(e -> List.of(link("", e.name()), Markdown.escaped(e.summary())))
            .toList();
    StringBuilder content = new StringBuilder(Markdown.table(List.of("name", ""), rows));
    entries.forEach(e -> content.append(entry(e, javadoc)));
    List<String> names = entries.stream().map(e -> link(file + ".md", e.name())).toList();
    add(file, title, about, content.toString(), names);
  }

  private static String entry(Entry<?> e, Javadoc javadoc) {
    StringBuilder out = new StringBuilder("\n## " + e.name() + "\n\n    " + e.signature() + "\n");
    List<String> words = javadoc.of(e.name());
    for (String p : words.isEmpty() ? List.of(Markdown.escaped(e.summary())) : words) {
      out.append('\n').append(p).append('\n');
    }
    taken(e).ifPresent(t -> out.append('\n').append(t).append('\n'));
    if (!e.arguments().isEmpty()) {
      out.append('\n').append(arguments("argument", e.arguments()));
    }
    return out.toString();
  }

  /** How many values, and which by name, if it isn't just one. */
  private static Optional<String> taken(Entry<?> e) {
    StringJoiner sentences = new StringJoiner(" ");
    if (e.mostInputs() == Integer.MAX_VALUE) {
      sentences.add("Takes " + e.leastInputs() + " or more values.");
    } else if (e.mostInputs() > 1) {
      boolean fixed = e.leastInputs() == e.mostInputs();
      sentences.add(
          "Takes " + (fixed ? "" : e.leastInputs() + " to ") + e.mostInputs() + " values.");
    }
    if (!e.named().isEmpty()) {
      String names = String.join(" and ", e.named().stream().map(Markdown::code).toList());
      sentences.add("Values that may be sent along by name: " + names + ".");
    }
    return sentences.length() == 0 ? Optional.empty() : Optional.of(sentences.toString());
  }

  private static String arguments(String head, List<Argument<?>> arguments) {
    List<List<String>> rows =
        arguments.stream()
            .map(
                a ->
                    List.of(
                        Markdown.code(a.name()),
                        Markdown.escaped(a.type().expects()),
                        Markdown.escaped(a.byDefault()),
                        Markdown.escaped(a.about())))
            .toList();
    return Markdown.table(List.of(head, "may be", "default", ""), rows);
  }

  private void functions() {
    List<Computation> all = List.of(Computation.values());
    List<List<String>> rows =
        all.stream()
            .map(c -> c.about().split(": ", 2))
            .map(about -> List.of(Markdown.code(about[0]), Markdown.escaped(about[1])))
            .toList();
    add(
        "functions",
        "Functions",
        "What computes when compiling: `dense(max(8, width))`.",
        Markdown.table(List.of("function", ""), rows),
        all.stream().map(c -> Markdown.code(c.word())).toList());
  }

  private void settings() {
    add(
        "training",
        "Training",
        "What a train section sets. `nnd train` can say most of it otherwise: `--epochs 3`.",
        arguments("setting", Training.SETTINGS),
        Training.SETTINGS.stream().map(a -> Markdown.code(a.name())).toList());
  }

  private void add(String file, String title, String about, String content, List<String> names) {
    pages.put(file + ".md", "# " + title + "\n\n" + about + "\n\n" + content);
    index.append("\n[" + title + "](" + file + ".md): " + String.join(", ", names) + "\n");
  }

  private static String link(String file, String name) {
    return "[" + Markdown.code(name) + "](" + file + "#" + name + ")";
  }
}
