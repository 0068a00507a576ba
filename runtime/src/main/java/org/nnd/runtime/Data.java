package org.nnd.runtime;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.data.Corpus;
import org.nnd.data.Csv;
import org.nnd.data.Dataset;
import org.nnd.data.Holdout;
import org.nnd.data.Idx;
import org.nnd.data.ImageFolder;
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

  /**
   * Reads what a train section names.
   *
   * @param folder in which relative paths start
   * @throws NndException if there is no data, or it does not fit the network (NND04xx)
   */
  public static Data read(Network model, Training training, DataSource source, Path folder) {
    Wanted wanted =
        new Wanted(inputs(model), training.labelType(), training.classes(), indices(model));
    Sampling sampling = training.sampling();
    Holdout holdout =
        new Holdout(
            sampling.validation(),
            sampling.test(),
            switch (sampling.split()) {
              case "stratified" -> Holdout.How.STRATIFIED;
              case "ordered" -> Holdout.How.ORDERED;
              default -> Holdout.How.RANDOM;
            },
            training.seed());
    Data read = read(folder, source, wanted, holdout);
    if (read.training().size() == 0) {
      throw new NndException(
          Diagnostic.of("NND0503", "nothing is left to learn from in " + source.path())
              .help("hold out less with validation"));
    }
    return read;
  }

  private static Data read(Path folder, DataSource source, Wanted wanted, Holdout holdout) {
    Path path = folder.resolve(source.path());
    if (source instanceof DataSource.Csv csv) {
      Csv.Table table = Csv.read(path, wanted, csv.label(), List.of());
      Schema schema = new Schema(table.features(), table.labels(), table.dataset().classes());
      return new Data(holdout.of(Parts.of(table.dataset())), schema);
    }
    if (source instanceof DataSource.Numpy numpy) {
      boolean packed = path.toString().endsWith(".npz");
      Optional<Path> label =
          numpy.label().map(name -> packed ? Path.of(name) : folder.resolve(name));
      Dataset all = Npy.read(path, wanted, label);
      return new Data(holdout.of(Parts.of(all)), NO_COLUMNS);
    }
    if (source instanceof DataSource.Text text) {
      Corpus.Windowed read = Corpus.read(path, wanted, cutting(text), holdout);
      return new Data(read.parts(), read.schema());
    }
    if (!Idx.isThere(path, true) && ImageFolder.isOne(path)) {
      Parts parts = holdout.of(ImageFolder.read(path, wanted));
      List<String> classes = parts.training().classes();
      return new Data(parts, new Schema(List.of(), List.of("label"), classes));
    }
    boolean tested = holdout.validation() == 0 || Idx.isThere(path, false);
    Parts own =
        new Parts(
            Idx.images(path, true, wanted),
            Optional.empty(),
            tested ? Optional.of(Idx.images(path, false, wanted)) : Optional.empty());
    return new Data(holdout.of(own), NO_COLUMNS);
  }

  private static Corpus.Cutting cutting(DataSource.Text text) {
    Tokenizer.Kind kind =
        new Tokenizer.Kind(
            text.tokens(), new Cleaning(text.lower(), text.letters()), text.vocabulary(), false);
    return new Corpus.Cutting(kind, text.length(), text.stride(), text.take(), text.ordered());
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
