package org.nnd.inspect;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import org.nnd.onnx.OnnxFile;

/** An inspection for tools. */
public final class InspectionJson {
  private InspectionJson() {}

  /** The object. */
  public static JsonObject of(Inspection inspection) {
    OnnxFile file = inspection.file();
    JsonObject json = new JsonObject();
    json.addProperty("file", file.path().toString());
    json.addProperty("bytes", file.bytes());
    json.addProperty("kind", file.metadata().getOrDefault("nnd.kind", "foreign"));
    json.addProperty("name", file.graph());
    json.addProperty("doc", file.doc());
    json.addProperty("producer", file.producer());
    json.addProperty("ir_version", file.irVersion());
    JsonObject opsets = new JsonObject();
    file.opsets().forEach(opsets::addProperty);
    json.add("opsets", opsets);
    JsonArray inputs = new JsonArray();
    file.inputs()
        .forEach(
            (name, type) -> {
              JsonObject input = port(name, type);
              input.addProperty("default", inspection.defaults().contains(name));
              inputs.add(input);
            });
    json.add("inputs", inputs);
    JsonArray outputs = new JsonArray();
    file.outputs().forEach((name, type) -> outputs.add(port(name, type)));
    json.add("outputs", outputs);
    json.add("layers", counts(inspection.layers()));
    json.add("operators", counts(inspection.operators()));
    JsonArray functions = new JsonArray();
    file.functions().forEach(functions::add);
    json.add("functions", functions);
    json.addProperty("training_info", file.training());
    json.addProperty("parameters", inspection.parameters());
    JsonObject numbers = new JsonObject();
    inspection
        .numbers()
        .forEach(
            (element, n) -> {
              JsonObject each = new JsonObject();
              each.addProperty("tensors", n.tensors());
              each.addProperty("count", n.count());
              each.addProperty("bytes", n.bytes());
              numbers.add(element, each);
            });
    json.add("numbers", numbers);
    JsonArray beside = new JsonArray();
    inspection
        .beside()
        .forEach(
            (name, size) -> {
              JsonObject each = new JsonObject();
              each.addProperty("file", name);
              size.ifPresent(n -> each.addProperty("bytes", n));
              beside.add(each);
            });
    json.add("external_data", beside);
    JsonObject metadata = new JsonObject();
    file.metadata().forEach(metadata::addProperty);
    json.add("metadata", metadata);
    return json;
  }

  private static JsonObject port(String name, String type) {
    JsonObject port = new JsonObject();
    port.addProperty("name", name);
    port.addProperty("type", type);
    return port;
  }

  private static JsonObject counts(Map<String, Integer> counts) {
    JsonObject json = new JsonObject();
    counts.forEach(json::addProperty);
    return json;
  }
}
