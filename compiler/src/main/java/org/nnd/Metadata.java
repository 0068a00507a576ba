package org.nnd;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/** What the files say of themselves: docs/training-format.md tells it to those who drive them. */
final class Metadata {
  /** The version of all that is said here. */
  private static final String FORMAT = "2";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private Metadata() {}

  /** Of a model that predicts, with what else is said of it. */
  static Map<String, String> predicting(Map<String, String> more) {
    Map<String, String> all = common("predict");
    all.putAll(more);
    return all;
  }

  /** Of what a training begins with. */
  static Map<String, String> beginning() {
    return common("initialize");
  }

  /** Of a training step. */
  static Map<String, String> training(Training training, TrainingGraph step) {
    Map<String, String> all = compared("train", training);
    all.put("nnd.state", GSON.toJson(step.state()));
    if (!step.carried().isEmpty()) {
      all.put("nnd.carried", GSON.toJson(step.carried()));
    }
    all.put("nnd.hyperparameters", GSON.toJson(step.hyperparameters()));
    all.put("nnd.weights", GSON.toJson(step.weights()));
    step.steps().ifPresent(axis -> all.put("nnd.steps", axis.toString()));
    return all;
  }

  /** Of a model that measures. */
  static Map<String, String> evaluating(Training training) {
    return compared("evaluate", training);
  }

  private static Map<String, String> common(String kind) {
    Map<String, String> all = new TreeMap<>();
    all.put("nnd.format", FORMAT);
    all.put("nnd.kind", kind);
    return all;
  }

  private static Map<String, String> compared(String kind, Training training) {
    Map<String, String> all = common(kind);
    training.label().ifPresent(v -> all.put("nnd.label", v.name()));
    Map<String, String> metrics = new LinkedHashMap<>();
    training.results().forEach((name, a) -> metrics.put(name, a.describe()));
    all.put("nnd.metrics", GSON.toJson(metrics));
    return all;
  }
}
