package org.nnd.runtime;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.train.Measure;

/**
 * What an epoch gave.
 *
 * @param number from 1
 * @param training the loss and the metrics over the examples as they were learned
 * @param validation the same over the examples held out, with the weights at the end of the epoch;
 *     empty if there are none
 * @param seconds the time that it took
 */
public record Epoch(
    int number, Map<String, Measure> training, Map<String, Measure> validation, double seconds) {
  private static final Gson GSON = new Gson();
  private static final Type COUNTS = new TypeToken<List<List<Long>>>() {}.getType();
  private static final String HELD_OUT = "val_";

  public Epoch {
    training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
  }

  /** A line of a log. */
  public JsonObject toJson() {
    JsonObject line = new JsonObject();
    line.addProperty("epoch", number);
    add(line, "", training);
    add(line, HELD_OUT, validation);
    line.addProperty("seconds", Math.round(seconds * 1000) / 1000.0);
    return line;
  }

  /** Measures as a line of a log. */
  public static JsonObject toJson(String prefix, Map<String, Measure> measures) {
    JsonObject line = new JsonObject();
    add(line, prefix, measures);
    return line;
  }

  private static void add(JsonObject line, String prefix, Map<String, Measure> measures) {
    measures.forEach((name, x) -> add(line, prefix + name, x));
  }

  private static void add(JsonObject line, String name, Measure measure) {
    if (measure instanceof Measure.Single x) {
      // JSON has no other numbers than finite ones.
      line.add(name, Double.isFinite(x.value()) ? new JsonPrimitive(x.value()) : JsonNull.INSTANCE);
    } else if (measure instanceof Measure.Matrix m) {
      line.add(name, GSON.toJsonTree(m.counts()));
    }
  }

  /** Reads a line. */
  static Epoch of(JsonObject line) {
    Map<String, Measure> training = new LinkedHashMap<>();
    Map<String, Measure> validation = new LinkedHashMap<>();
    JsonObject measures = line.deepCopy();
    int number = measures.remove("epoch").getAsInt();
    double seconds = measures.remove("seconds").getAsDouble();
    for (Map.Entry<String, JsonElement> e : measures.entrySet()) {
      if (e.getKey().startsWith(HELD_OUT)) {
        validation.put(e.getKey().substring(HELD_OUT.length()), measure(e.getValue()));
      } else {
        training.put(e.getKey(), measure(e.getValue()));
      }
    }
    return new Epoch(number, training, validation, seconds);
  }

  private static Measure measure(JsonElement json) {
    if (json.isJsonArray()) {
      return new Measure.Matrix(GSON.fromJson(json, COUNTS));
    }
    return new Measure.Single(json.isJsonNull() ? Double.NaN : json.getAsDouble());
  }
}
