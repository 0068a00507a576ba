package org.nnd.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.text.Tokenizer;

/**
 * What a network remembers of the data that it learned from, so that other data is read in the same
 * way.
 *
 * @param features the columns that feed it, in order; empty where it isn't fed from columns
 * @param labels the columns that it predicts
 * @param classes the names of the classes; empty where they are numbers from 0
 * @param categories of features that are names: all of them, in the order of their numbers
 * @param scalings of features that are numbers, if any are scaled or may be missing
 * @param tokenizer how texts become numbers
 * @param length the tokens of a text that it is shown at once
 */
public record Schema(
    List<String> features,
    List<String> labels,
    List<String> classes,
    Map<String, List<String>> categories,
    Map<String, Scaling> scalings,
    Optional<Tokenizer> tokenizer,
    Optional<Integer> length) {

  /** Of data that nothing is known of. */
  public static final Schema NONE = new Schema(List.of(), List.of(), List.of());

  public Schema {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    classes = List.copyOf(classes);
    categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
    scalings = Collections.unmodifiableMap(new LinkedHashMap<>(scalings));
  }

  /** Of columns as they are. */
  public Schema(List<String> features, List<String> labels, List<String> classes) {
    this(features, labels, classes, Map.of(), Map.of(), Optional.empty(), Optional.empty());
  }

  /** Of a text. */
  Schema(
      List<String> features, List<String> labels, List<String> classes, Tokenizer t, int length) {
    this(features, labels, classes, Map.of(), Map.of(), Optional.of(t), Optional.of(length));
  }

  /** Whether a feature's cell may be empty. */
  boolean mayMiss(String feature) {
    return scalings.containsKey(feature) && scalings.get(feature).fill() != null;
  }

  Schema with(Map<String, Scaling> fitted) {
    return new Schema(features, labels, classes, categories, fitted, tokenizer, length);
  }
}
