package org.nnd.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nnd.call.Catalogue;
import org.nnd.layer.Layer;
import org.nnd.layer.Layers;
import org.nnd.layer.Operator;
import org.nnd.train.Augmentation;
import org.nnd.train.DataSource;
import org.nnd.train.Losses;
import org.nnd.train.Metrics;
import org.nnd.train.Optimizers;
import org.nnd.train.Penalties;
import org.nnd.train.Schedules;
import org.nnd.train.Training;

/**
 * What a text can call without having defined it.
 *
 * @param kind what a call is thought to be of, for messages
 * @param catalogues the layers, the likeliest first
 * @param words the bare words that arguments know
 * @param labels whether the data's labels are known
 */
record Vocabulary(
    String kind, List<Catalogue<Layer>> catalogues, Set<String> words, boolean labels) {

  /** That of models and blocks. */
  static final Vocabulary MODEL =
      new Vocabulary("layer", List.of(Layers.ALL), Layers.ALL.words(), false);

  private static final Set<String> TRAIN_WORDS = new LinkedHashSet<>();

  static {
    Stream.of(Layers.ALL, Losses.ALL, Metrics.ALL, Optimizers.ALL, Schedules.ALL, Penalties.ALL)
        .forEach(c -> TRAIN_WORDS.addAll(c.words()));
    TRAIN_WORDS.addAll(DataSource.ALL.words());
    TRAIN_WORDS.addAll(Augmentation.ALL.words());
    Training.SETTINGS.forEach(a -> TRAIN_WORDS.addAll(a.type().words()));
  }

  /**
   * That of a setting in a train section.
   *
   * @param setting the word for what is in the catalogue
   */
  static Vocabulary train(String setting, Catalogue<Layer> known) {
    return new Vocabulary(setting, List.of(known, Layers.ALL), TRAIN_WORDS, true);
  }

  /** What there is of its kind, where that is few enough to be told. */
  Optional<Set<String>> choice() {
    return labels ? Optional.of(catalogues.get(0).names()) : Optional.empty();
  }

  /** What values can be sent through by the name. */
  Optional<Target> callable(String name) {
    if (name.equals(Target.Repeat.ENTRY.name())) {
      return Optional.of(new Target.Repeat());
    }
    if (name.equals(Operator.KIND)) {
      return Optional.of(new Target.OnnxOperator());
    }
    return catalogues.stream()
        .flatMap(c -> c.find(name).stream())
        .findFirst()
        .map(Target.BuiltIn::new);
  }

  /** The names of all that values can be sent through. */
  Set<String> callables() {
    Set<String> all = new LinkedHashSet<>();
    all.add(Target.Repeat.ENTRY.name());
    all.add(Operator.KIND);
    catalogues.forEach(c -> all.addAll(c.names()));
    return all;
  }
}
