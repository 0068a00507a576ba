package org.nnd.summary;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.nnd.ir.TensorType;

/** A summary as JSON for tools. */
public final class SummaryJson {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private SummaryJson() {}

  /** An object with the totals and a flat list of the layers. */
  public static String of(Summary s) {
    JsonObject o = new JsonObject();
    o.addProperty("model", s.model());
    o.addProperty("parameters", s.parameters());
    o.addProperty("trainable", s.trainable());
    o.addProperty("multiply_adds", s.multiplyAdds());
    JsonObject lengths = new JsonObject();
    s.lengths().forEach(lengths::addProperty);
    o.add("lengths", lengths);
    o.addProperty("batch", s.batch());
    o.addProperty("weight_bytes", s.memory().weights());
    o.addProperty("predicting_bytes", s.memory().predicting());
    o.addProperty("training_bytes", s.memory().training());
    o.add("inputs", ports(s.inputs()));
    o.add("outputs", ports(s.outputs()));
    JsonArray layers = new JsonArray();
    layers(s.parts(), layers);
    o.add("layers", layers);
    return GSON.toJson(o);
  }

  private static JsonArray ports(Map<String, TensorType> types) {
    JsonArray all = new JsonArray();
    types.forEach(
        (name, type) -> {
          JsonObject o = new JsonObject();
          o.addProperty("name", name);
          o.addProperty("type", type.toString());
          all.add(o);
        });
    return all;
  }

  private static void layers(List<Part> parts, JsonArray all) {
    for (Part p : parts) {
      if (p.isBlock()) {
        layers(p.parts(), all);
        continue;
      }
      JsonObject o = new JsonObject();
      o.addProperty("path", p.path());
      o.addProperty("kind", p.kind());
      JsonArray outputs = new JsonArray();
      p.outputs().forEach(t -> outputs.add(t.toString()));
      o.add("outputs", outputs);
      o.addProperty("parameters", p.parameters());
      o.addProperty("multiply_adds", p.multiplyAdds());
      o.addProperty("shared", p.shared());
      all.add(o);
    }
  }
}
