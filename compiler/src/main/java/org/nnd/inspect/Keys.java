package org.nnd.inspect;

import java.util.Map;

/** What NND's metadata say, in a line each; docs/training-format.md tells more. */
final class Keys {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("nnd.format", "the version of these texts"),
          Map.entry("nnd.kind", "predict, initialize, train or evaluate"),
          Map.entry("nnd.label", "the input that takes the labels"),
          Map.entry("nnd.metrics", "how the numbers of batches become one"),
          Map.entry("nnd.state", "for each state input the output that is its next value"),
          Map.entry("nnd.carried", "state that begins again where a text does"),
          Map.entry("nnd.hyperparameters", "inputs that may be fed otherwise"),
          Map.entry("nnd.weights", "for each weight the state that is predicted with"),
          Map.entry("nnd.prediction", "the output that was trained"),
          Map.entry("nnd.scores", "whether that output is a score for each class"),
          Map.entry("nnd.classes", "the classes in the order of the scores"),
          Map.entry("nnd.features", "the table's columns that are the input"),
          Map.entry("nnd.labels", "the columns that are predicted"),
          Map.entry("nnd.categories", "for each column of names their order"),
          Map.entry("nnd.normalization", "how columns are scaled, and what fills a gap"),
          Map.entry("nnd.vocabulary", "how texts are cut into tokens"),
          Map.entry("nnd.length", "how many tokens are fed at most"),
          Map.entry("nnd.least", "how many tokens are fed at least"));

  private Keys() {}

  /** What a key says; empty where it is somebody else's. */
  static String meaning(String key) {
    return MEANINGS.getOrDefault(key, "");
  }
}
