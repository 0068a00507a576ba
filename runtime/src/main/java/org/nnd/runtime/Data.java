package org.nnd.runtime;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.data.Csv;
import org.nnd.data.Dataset;
import org.nnd.data.Idx;
import org.nnd.data.Wanted;
import org.nnd.ir.Dim;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.train.DataSource;
import org.nnd.train.Training;

/**
 * What a training learns from.
 *
 * @param training examples to learn from
 * @param validation examples held out, if there are any
 * @param features the columns that feed the network; empty for images
 * @param labels the columns that it predicts; empty for images
 */
public record Data(
    Dataset training, Optional<Dataset> validation, List<String> features, List<String> labels) {
  public Data {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
  }

  /**
   * Reads what a train section names.
   *
   * @param folder in which relative paths start
   * @throws NndException if there is no data, or it does not fit the network (NND04xx)
   */
  public static Data read(Network model, Training training, DataSource source, Path folder) {
    Wanted wanted = new Wanted(inputs(model), training.labelType(), training.classes());
    Path path = folder.resolve(source.path());
    if (source instanceof DataSource.Csv csv) {
      Csv.Table table = Csv.read(path, wanted, csv.label(), List.of());
      Dataset.Split split = table.dataset().split(training.validation(), training.seed());
      return new Data(
          some(split.training(), source),
          Optional.of(split.validation()).filter(d -> d.size() > 0),
          table.features(),
          table.labels());
    }
    Dataset all = Idx.images(path, true, wanted);
    if (training.validation() == 0) {
      return new Data(
          all, Optional.of(Idx.images(path, false, wanted)), List.of(), List.of("label"));
    }
    Dataset.Split split = all.split(training.validation(), training.seed());
    return new Data(
        some(split.training(), source),
        Optional.of(split.validation()),
        List.of(),
        List.of("label"));
  }

  private static Dataset some(Dataset training, DataSource source) {
    if (training.size() == 0) {
      throw new NndException(
          Diagnostic.of("NND0503", "nothing is left to learn from in " + source.path())
              .help("hold out less with validation"));
    }
    return training;
  }

  /** What the network is fed, one example of it. */
  static Map<String, TensorType> inputs(Network model) {
    Map<String, TensorType> inputs = new LinkedHashMap<>();
    for (Value v : model.inputs()) {
      TensorType type = v.type().perExample();
      for (Dim d : type.shape().dims()) {
        if (d instanceof Dim.Named) {
          throw new NndException(
              Diagnostic.of(
                      "NND0504",
                      "the input "
                          + v.name()
                          + " is "
                          + type
                          + ", but tables and images have no free lengths")
                  .help("give " + d + " the length that the data has"));
        }
      }
      inputs.put(v.name(), type);
    }
    return inputs;
  }
}
