package org.nnd.runtime;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a trained model remembers of its training, in the metadata of its file.
 *
 * @param prediction the output that was trained
 * @param scores whether that output holds a score for each class, for each label
 * @param classes the names of the classes; empty where they are numbers from 0
 * @param features the columns that feed the network, in order; empty for images
 * @param labels the columns that it predicts
 */
public record TrainedModel(
    String prediction,
    boolean scores,
    List<String> classes,
    List<String> features,
    List<String> labels) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final String PREDICTION = "nnd.prediction";
  private static final String SCORES = "nnd.scores";
  private static final String CLASSES = "nnd.classes";
  private static final String FEATURES = "nnd.features";
  private static final String LABELS = "nnd.labels";

  public TrainedModel {
    classes = List.copyOf(classes);
    features = List.copyOf(features);
    labels = List.copyOf(labels);
  }

  /** As the metadata of a file. */
  public Map<String, String> toMetadata() {
    Map<String, String> all = new TreeMap<>();
    all.put(PREDICTION, prediction);
    all.put(SCORES, Boolean.toString(scores));
    all.put(CLASSES, GSON.toJson(classes));
    all.put(FEATURES, GSON.toJson(features));
    all.put(LABELS, GSON.toJson(labels));
    return all;
  }

  /** What a file remembers; empty if it was not trained here. */
  static Optional<TrainedModel> of(Map<String, String> metadata) {
    if (!metadata.containsKey(PREDICTION)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TrainedModel(
              metadata.get(PREDICTION),
              Boolean.parseBoolean(metadata.get(SCORES)),
              list(metadata, CLASSES),
              list(metadata, FEATURES),
              list(metadata, LABELS)));
    } catch (JsonSyntaxException | NullPointerException e) { // nulls in JSON
      return Optional.empty();
    }
  }

  private static List<String> list(Map<String, String> metadata, String key) {
    String[] all = GSON.fromJson(metadata.getOrDefault(key, "[]"), String[].class);
    return Arrays.asList(all);
  }
}
