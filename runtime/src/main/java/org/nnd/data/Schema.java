package org.nnd.data;

import java.util.List;
import java.util.Optional;
import org.nnd.text.Tokenizer;

/**
 * What a network remembers of the data that it learned from, so that other data is read in the same
 * way.
 *
 * @param features the columns that feed it, in order; empty where it isn't fed from columns
 * @param labels the columns that it predicts
 * @param classes the names of the classes; empty where they are numbers from 0
 * @param tokenizer how texts become numbers
 * @param length the tokens of a text that it is shown at once
 */
public record Schema(
    List<String> features,
    List<String> labels,
    List<String> classes,
    Optional<Tokenizer> tokenizer,
    Optional<Integer> length) {
  public Schema {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    classes = List.copyOf(classes);
  }

  /** Of data without texts. */
  public Schema(List<String> features, List<String> labels, List<String> classes) {
    this(features, labels, classes, Optional.empty(), Optional.empty());
  }
}
