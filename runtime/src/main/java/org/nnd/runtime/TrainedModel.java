package org.nnd.runtime;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import com.google.gson.reflect.TypeToken;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nnd.data.Scaling;
import org.nnd.data.Schema;
import org.nnd.data.TextSchema;
import org.nnd.onnx.SavedModel;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.text.Tokenizer;
import org.nnd.train.Training;

/**
 * What a trained model remembers of its training, in the metadata of its file.
 *
 * @param prediction the output that was trained
 * @param scores whether that output holds a score for each class, for each label
 * @param schema how the data was read
 */
public record TrainedModel(String prediction, boolean scores, Schema schema) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final String PREDICTION = "nnd.prediction";
  private static final String SCORES = "nnd.scores";
  private static final String CLASSES = "nnd.classes";
  private static final String FEATURES = "nnd.features";
  private static final String LABELS = "nnd.labels";
  private static final String VOCABULARY = "nnd.vocabulary";
  private static final String CATEGORIES = "nnd.categories";
  private static final String NORMALIZATION = "nnd.normalization";
  private static final String LENGTH = "nnd.length";
  private static final String LEAST = "nnd.least";

  /** As the metadata of a file. */
  public Map<String, String> toMetadata() {
    Map<String, String> all = new TreeMap<>();
    all.put(PREDICTION, prediction);
    all.put(SCORES, Boolean.toString(scores));
    all.put(CLASSES, GSON.toJson(schema.classes()));
    all.put(FEATURES, GSON.toJson(schema.features()));
    all.put(LABELS, GSON.toJson(schema.labels()));
    if (!schema.categories().isEmpty()) {
      all.put(CATEGORIES, GSON.toJson(schema.categories()));
    }
    if (!schema.scalings().isEmpty()) {
      all.put(NORMALIZATION, GSON.toJson(schema.scalings()));
    }
    schema
        .text()
        .ifPresent(
            t -> {
              all.put(VOCABULARY, t.tokenizer().toJson());
              all.put(LENGTH, Integer.toString(t.length()));
              all.put(LEAST, Integer.toString(t.least()));
            });
    return all;
  }

  /** What a model remembers that a training ended with; nothing if its loss looks at no output. */
  public static Map<String, String> metadata(Training training, Schema schema) {
    return training
        .prediction()
        .map(output -> new TrainedModel(output, training.classes() > 0, schema).toMetadata())
        .orElse(Map.of());
  }

  /** What the metadata of a file says of a training. */
  static Map<String, String> metadata(Map<String, String> file) {
    return of(file).map(TrainedModel::toMetadata).orElse(Map.of());
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
              new Schema(
                  list(metadata, FEATURES),
                  list(metadata, LABELS),
                  list(metadata, CLASSES),
                  GSON.fromJson(
                      metadata.getOrDefault(CATEGORIES, "{}"),
                      new TypeToken<Map<String, List<String>>>() {}),
                  GSON.fromJson(
                      metadata.getOrDefault(NORMALIZATION, "{}"),
                      new TypeToken<Map<String, Scaling>>() {}),
                  text(metadata))));
    } catch (JsonSyntaxException
        | NullPointerException
        | NumberFormatException e) { // nulls in JSON
      return Optional.empty();
    }
  }

  /**
   * What a file remembers.
   *
   * @throws NndException if it was not trained here (NND0587)
   */
  public static TrainedModel of(SavedModel saved, Path file) {
    return of(saved.metadata())
        .orElseThrow(
            () ->
                new NndException(
                    Diagnostic.of(
                            "NND0587",
                            Location.file(file.toString()),
                            "this model does not remember what it learned from")
                        .help("give the model that nnd train wrote")));
  }

  private static Optional<TextSchema> text(Map<String, String> metadata) {
    return Optional.ofNullable(metadata.get(VOCABULARY))
        .map(
            json ->
                new TextSchema(
                    Tokenizer.ofJson(json),
                    Integer.parseInt(metadata.get(LENGTH)),
                    Integer.parseInt(metadata.get(LEAST))));
  }

  private static List<String> list(Map<String, String> metadata, String key) {
    String[] all = GSON.fromJson(metadata.getOrDefault(key, "[]"), String[].class);
    return Arrays.asList(all);
  }
}
