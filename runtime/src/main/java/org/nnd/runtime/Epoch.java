package org.nnd.runtime;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an epoch gave.
 *
 * @param number from 1
 * @param training the loss and the metrics, means over the examples as they were learned
 * @param validation the same over the examples held out, with the weights at the end of the epoch;
 *     empty if there are none
 * @param seconds the time that it took
 */
public record Epoch(
    int number, Map<String, Double> training, Map<String, Double> validation, double seconds) {
  private static final String HELD_OUT = "val_";

  public Epoch {
    training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
  }

  /** A line of a log. */
  public JsonObject toJson() {
    JsonObject line = new JsonObject();
    line.addProperty("epoch", number);
    training.forEach((name, x) -> add(line, name, x));
    validation.forEach((name, x) -> add(line, HELD_OUT + name, x));
    line.addProperty("seconds", Math.round(seconds * 1000) / 1000.0);
    return line;
  }

  /** JSON has no other numbers than finite ones. */
  private static void add(JsonObject line, String name, double x) {
    line.add(name, Double.isFinite(x) ? new JsonPrimitive(x) : JsonNull.INSTANCE);
  }

  /** Reads a line. */
  static Epoch of(JsonObject line) {
    Map<String, Double> training = new LinkedHashMap<>();
    Map<String, Double> validation = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> e : line.entrySet()) {
      double x = e.getValue().isJsonNull() ? Double.NaN : e.getValue().getAsDouble();
      if (e.getKey().startsWith(HELD_OUT)) {
        validation.put(e.getKey().substring(HELD_OUT.length()), x);
      } else {
        training.put(e.getKey(), x);
      }
    }
    int number = training.remove("epoch").intValue();
    double seconds = training.remove("seconds");
    return new Epoch(number, training, validation, seconds);
  }
}
