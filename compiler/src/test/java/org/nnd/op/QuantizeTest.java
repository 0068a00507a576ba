package org.nnd.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.onnx.Running;

/**
 * The operators of quantisation give what ONNX's reference evaluator gives, and the types that they
 * say. The numbers are made by {@code src/test/python/oracle_quantize.py}.
 */
class QuantizeTest {

  @TestFactory
  Stream<DynamicTest> asTheReferenceHasIt() throws IOException {
    try (Reader in =
        new InputStreamReader(
            QuantizeTest.class.getResourceAsStream("/oracle/quantize.json"),
            StandardCharsets.UTF_8)) {
      JsonArray cases = JsonParser.parseReader(in).getAsJsonArray();
      return StreamSupport.stream(cases.spliterator(), false)
          .map(JsonElement::getAsJsonObject)
          .map(c -> dynamicTest(text(c, "op") + ": " + text(c, "label"), () -> compare(c)));
    }
  }

  private static void compare(JsonObject c) throws Exception {
    Builder g = new Builder("g");
    Map<String, Tensor> feed = new LinkedHashMap<>();
    List<Value> inputs = new ArrayList<>();
    for (JsonElement e : c.getAsJsonArray("inputs")) {
      Tensor t = tensor(e.getAsJsonObject());
      String name = "x" + inputs.size();
      feed.put(name, t);
      inputs.add(g.input(name, t.type()));
    }
    List<Value> outputs = g.node(op(c), inputs).outputs();
    for (int i = 0; i < outputs.size(); i++) {
      g.output("y" + i, outputs.get(i));
    }
    JsonArray expected = c.getAsJsonArray("outputs");
    assertEquals(expected.size(), outputs.size());
    try (Running run = new Running(g.build())) {
      Map<String, Tensor> results = run.tensors(feed);
      for (int i = 0; i < outputs.size(); i++) {
        Tensor wanted = tensor(expected.get(i).getAsJsonObject());
        assertEquals(wanted.type(), outputs.get(i).type());
        assertEquals(wanted.type(), results.get("y" + i).type());
        assertArrayEquals(
            Running.doubles(wanted), Running.doubles(results.get("y" + i)), 1e-6, "output " + i);
      }
    }
  }

  private static Op op(JsonObject c) {
    JsonObject attributes = c.getAsJsonObject("attributes");
    return switch (text(c, "op")) {
      case "QuantizeLinear" -> new QuantizeLinear(attributes.get("axis").getAsInt());
      case "DequantizeLinear" -> new DequantizeLinear(attributes.get("axis").getAsInt());
      case "DynamicQuantizeLinear" -> new DynamicQuantizeLinear();
      case "MatMulInteger" -> new MatMulInteger();
      case "ConvInteger" ->
          new ConvInteger(
              new Conv(
                  new Window(
                      longs(attributes, "kernel_shape"),
                      longs(attributes, "strides"),
                      longs(attributes, "dilations"),
                      longs(attributes, "pads")),
                  attributes.get("group").getAsLong()));
      default -> throw new IllegalArgumentException(c.toString());
    };
  }

  private static List<Long> longs(JsonObject attributes, String name) {
    return attributes.getAsJsonArray(name).asList().stream().map(JsonElement::getAsLong).toList();
  }

  private static Tensor tensor(JsonObject t) {
    return Tensor.of(
        ElementType.valueOf(text(t, "type").toUpperCase(Locale.ROOT)),
        Shape.of(numbers(t, "shape").mapToLong(JsonElement::getAsLong).toArray()),
        numbers(t, "values").mapToDouble(JsonElement::getAsDouble).toArray());
  }

  private static Stream<JsonElement> numbers(JsonObject t, String name) {
    return t.getAsJsonArray(name).asList().stream();
  }

  private static String text(JsonObject c, String name) {
    return c.get(name).getAsString();
  }
}
