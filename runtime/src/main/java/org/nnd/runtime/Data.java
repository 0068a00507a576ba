package org.nnd.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nnd.data.Augmented;
import org.nnd.data.Corpus;
import org.nnd.data.Csv;
import org.nnd.data.Dataset;
import org.nnd.data.Fitted;
import org.nnd.data.Holdout;
import org.nnd.data.Idx;
import org.nnd.data.ImageFolder;
import org.nnd.data.Lines;
import org.nnd.data.Missing;
import org.nnd.data.Normalizing;
import org.nnd.data.Npy;
import org.nnd.data.Parts;
import org.nnd.data.Schema;
import org.nnd.data.Wanted;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Indexed;
import org.nnd.layer.Network;
import org.nnd.layer.Step;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.text.Cleaning;
import org.nnd.text.Tokenizer;
import org.nnd.train.DataSource;
import org.nnd.train.Sampling;
import org.nnd.train.Training;

/**
 * What a training learns from.
 *
 * @param parts examples to learn from, and those that are held out
 * @param schema how other data is read in the same way
 */
public record Data(Parts parts, Schema schema) {
  private static final Schema NO_COLUMNS = new Schema(List.of(), List.of("label"), List.of());

  private Data(Fitted fitted) {
    this(fitted.parts(), fitted.schema());
  }

  /**
   * Reads what a train section names.
   *
   * @param folder in which relative paths start
   * @throws NndException if there is no data, or it does not fit the network (NND04xx)
   */
  public static Data read(Network model, Training training, DataSource source, Path folder) {
    Wanted wanted = wanted(model, training);
    Sampling sampling = training.sampling();
    Holdout holdout =
        new Holdout(
            sampling.validation(),
            sampling.test(),
            named(Holdout.How.class, sampling.split()),
            training.seed());
    Data read = read(folder, source, wanted, holdout, training.batch());
    if (read.training().size() == 0) {
      throw new NndException(
          Diagnostic.of("NND0503", "nothing is left to learn from in " + source.path())
              .help("hold out less with validation"));
    }
    return sampling.augment().isEmpty() ? read : read.augmented(sampling, training.seed());
  }

  /**
   * Reads labelled examples for a trained network, as those that it learned from.
   *
   * @param source what the train section names, at the place of the examples
   * @param schema what the network remembers
   * @throws NndException if they do not fit (NND04xx), have no labels (NND0586) or others
   *     (NND0588), or the network learned from another kind of data (NND0589)
   */
  public static Dataset labelled(
      Network model, Training training, DataSource source, Schema schema) {
    Location at = Location.file(source.path());
    boolean texts = source instanceof DataSource.Text || source instanceof DataSource.Lines;
    boolean columns = source instanceof DataSource.Csv || source instanceof DataSource.Lines;
    if (texts != schema.text().isPresent() || columns == schema.features().isEmpty()) {
      throw new NndException(
          Diagnostic.of(
                  "NND0589",
                  at,
                  "the train section names another kind of data than the model learned from")
              .help("give the file as it was in training"));
    }
    Dataset examples = labelled(Path.of(source.path()), source, wanted(model, training), schema);
    if (!examples.classes().isEmpty() && !examples.classes().equals(schema.classes())) {
      throw new NndException(
          Diagnostic.of(
                  "NND0588", at, "the labels are names, but the model learned numbers of classes")
              .note("the names are " + String.join(", ", examples.classes()))
              .help("label them with the numbers that it learned from"));
    }
    return examples;
  }

  private static Dataset labelled(Path path, DataSource source, Wanted wanted, Schema schema) {
    if (source instanceof DataSource.Csv) {
      return Csv.read(path, wanted, schema);
    }
    if (source instanceof DataSource.Numpy numpy) {
      return Npy.read(path, wanted, numpy.label().map(Path::of));
    }
    if (source instanceof DataSource.Text) {
      return Corpus.labelled(path, wanted, schema.text().orElseThrow());
    }
    if (source instanceof DataSource.Lines) {
      return Lines.read(path, wanted, schema);
    }
    boolean tested = Idx.isThere(path, false);
    return tested || Idx.isThere(path, true) || !Files.isDirectory(path)
        ? Idx.images(path, !tested, wanted)
        : ImageFolder.read(path, wanted, schema.classes());
  }

  private static Wanted wanted(Network model, Training training) {
    return new Wanted(
        inputs(model), training.labelType(), training.classes(), indices(model), ofLoss(model));
  }

  private Data augmented(Sampling sampling, long seed) {
    Dataset changed = Augmented.of(training(), sampling.augment(), seed);
    return new Data(new Parts(changed, validation(), test()), schema);
  }

  private static Data read(
      Path folder, DataSource source, Wanted wanted, Holdout holdout, int batch) {
    Path path = folder.resolve(source.path());
    if (source instanceof DataSource.Csv csv) {
      Csv.Reading reading =
          new Csv.Reading(
              csv.label(),
              named(Missing.class, csv.missing()),
              csv.oneHot(),
              named(Normalizing.class, csv.normalize()));
      return new Data(
          Csv.fit(
              path,
              csv.validation().map(folder::resolve),
              csv.test().map(folder::resolve),
              wanted,
              reading,
              holdout));
    }
    if (source instanceof DataSource.Numpy numpy) {
      boolean packed = path.toString().endsWith(".npz");
      Optional<Path> label =
          numpy.label().map(name -> packed ? Path.of(name) : folder.resolve(name));
      Dataset all = Npy.read(path, wanted, label);
      return new Data(holdout.of(Parts.of(all)), NO_COLUMNS);
    }
    if (source instanceof DataSource.Text text) {
      return new Data(Corpus.read(path, wanted, cutting(text, batch), holdout));
    }
    if (source instanceof DataSource.Lines lines) {
      Lines.Reading reading =
          new Lines.Reading(lines.text(), lines.label(), lines.length(), lines.least());
      Optional<Path> validation = lines.validation().map(folder::resolve);
      Optional<Path> test = lines.test().map(folder::resolve);
      return new Data(
          Lines.fit(path, validation, test, wanted, reading, kind(lines.tokens(), true), holdout));
    }
    if (!Idx.isThere(path, true) && ImageFolder.isOne(path)) {
      Parts parts = holdout.ofImages(ImageFolder.read(path, wanted));
      List<String> classes = parts.training().classes();
      return new Data(parts, new Schema(List.of(), List.of("label"), classes));
    }
    boolean tested = holdout.validation() == 0 || Idx.isThere(path, false);
    Parts own =
        new Parts(
            Idx.images(path, true, wanted),
            Optional.empty(),
            tested ? Optional.of(Idx.images(path, false, wanted)) : Optional.empty());
    return new Data(holdout.ofImages(own), NO_COLUMNS);
  }

  /** The constant that a text calls by its name in small letters. */
  private static <E extends Enum<E>> E named(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  private static Tokenizer.Kind kind(DataSource.Tokens t, boolean padded) {
    Cleaning cleaning = new Cleaning(t.lower(), t.letters());
    return new Tokenizer.Kind(t.kind(), cleaning, t.vocabulary(), padded);
  }

  private static Corpus.Cutting cutting(DataSource.Text text, int batch) {
    return new Corpus.Cutting(
        kind(text.tokens(), false),
        text.length(),
        text.stride(),
        text.take(),
        !text.windows().equals("random"),
        text.continued() ? Optional.of(batch) : Optional.empty());
  }

  /** Examples to learn from. */
  public Dataset training() {
    return parts.training();
  }

  /** Examples held out, if there are any. */
  public Optional<Dataset> validation() {
    return parts.validation();
  }

  /** Examples that are measured once, at the end, if there are any. */
  public Optional<Dataset> test() {
    return parts.test();
  }

  /** What the network is fed, one example of it. */
  private static Map<String, TensorType> inputs(Network model) {
    Map<String, TensorType> inputs = new LinkedHashMap<>();
    model.inputs().forEach(v -> inputs.put(v.name(), v.type().perExample()));
    return inputs;
  }

  /** The inputs that no output depends on. */
  private static Set<String> ofLoss(Network model) {
    Set<Value> read = new HashSet<>(model.outputs().values());
    model.outputs().values().stream()
        .flatMap(output -> model.before(output).stream())
        .forEach(step -> read.addAll(step.inputs()));
    return model.inputs().stream()
        .filter(input -> !read.contains(input))
        .map(Value::name)
        .collect(Collectors.toSet());
  }

  /** How many indices the layers know that look an input's numbers up. */
  private static Map<String, Long> indices(Network model) {
    Map<String, Long> indices = new HashMap<>();
    for (Step step : model.steps()) {
      if (step.layer() instanceof Indexed indexed) {
        for (Value input : model.inputs()) {
          if (step.inputs().contains(input)) {
            indices.merge(input.name(), indexed.indices(), Math::min);
          }
        }
      }
    }
    return indices;
  }
}
