package org.nnd.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a network remembers of the data that it learned from, so that other data is read in the same
 * way.
 *
 * @param features the columns that feed it, in order; empty where it isn't fed from columns
 * @param labels the columns that it predicts
 * @param classes the names of the classes; empty where they are numbers from 0
 * @param categories of features that are names: all of them, in the order of their numbers
 * @param scalings of features that are numbers, if any are scaled or may be missing
 * @param text how texts are read, if it learned from some
 */
public record Schema(
    List<String> features,
    List<String> labels,
    List<String> classes,
    Map<String, List<String>> categories,
    Map<String, Scaling> scalings,
    Optional<TextSchema> text) {

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
    this(features, labels, classes, Map.of(), Map.of(), Optional.empty());
  }

  /** Of texts. */
  Schema(List<String> features, List<String> labels, List<String> classes, TextSchema text) {
    this(features, labels, classes, Map.of(), Map.of(), Optional.of(text));
  }

  /** Whether a feature's cell may be empty. */
  boolean mayMiss(String feature) {
    return scalings.containsKey(feature) && scalings.get(feature).fill() != null;
  }

  /** The same with scalings. */
  Schema with(Map<String, Scaling> fitted) {
    return new Schema(features, labels, classes, categories, fitted, text);
  }
}
