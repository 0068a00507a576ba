package org.nnd.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.op.Foreign;
import org.nnd.source.NndException;

/** Elements that nothing here computes with pass through. */
class CarriedTest {
  @TempDir Path dir;

  private static String node(String operator, String inputs, String attributes) {
    return "node { name: 'n' op_type: '"
        + operator
        + "' "
        + inputs
        + " output: 'y' "
        + attributes
        + " } ";
  }

  private static String io(String kind, String name, int element) {
    return kind
        + " { name: '"
        + name
        + "' type { tensor_type { elem_type: "
        + element
        + " shape { dim { dim_value: 3 } } } } } ";
  }

  private static String weight(int element, String numbers) {
    return "initializer { name: 'w' dims: 3 data_type: " + element + " " + numbers + " } ";
  }

  private Graph through(byte[] model) {
    Graph graph = OnnxReader.exactly(model, dir).graph();
    assertEquals(graph, OnnxReader.exactly(written(graph), dir).graph());
    assertEquals(graph, OnnxReader.read(model, dir).graph());
    return graph;
  }

  private static byte[] written(Graph graph) {
    return new OnnxModel(graph, "", Map.of()).toBytes();
  }

  /** Numbers one by one and as bytes, which are the same bytes when they are written. */
  @ParameterizedTest
  @CsvSource({
    "17, 56 57 58, 56 57 58",
    "21, 33 3, 33 3",
    "22, 33 3, 33 3",
    "23, 33 3, 33 3",
    "24, 127 128 0, 127 128 0",
    "25, 57, 57",
    "26, 57, 57",
    "27, 8 1 63, 72 240 3",
    "28, 8 1 63, 72 240 3",
  })
  void numbers(int element, String each, String bytes) throws IOException {
    String shape =
        "output { name: 'y' type { tensor_type { elem_type: "
            + element
            + " shape { dim { dim_value: 3 } } } } } ";
    String list = "int32_data: [" + each.replace(" ", ", ") + "]";
    List<Integer> all = List.of(bytes.split(" ")).stream().map(Integer::valueOf).toList();
    String raw =
        all.stream()
            .map(b -> String.format("\\x%02x", b))
            .collect(Collectors.joining("", "raw_data: '", "'"));
    for (String numbers : List.of(list, raw)) {
      Graph graph =
          through(
              Models.of(25, node("Identity", "input: 'w'", ""), shape, weight(element, numbers)));
      byte[] out =
          ModelProto.parseFrom(written(graph))
              .getGraph()
              .getInitializer(0)
              .getRawData()
              .toByteArray();
      assertEquals(
          all, IntStream.range(0, out.length).mapToObj(i -> Byte.toUnsignedInt(out[i])).toList());
    }
  }

  @Test
  void texts() throws IOException {
    String two = "string_data: ['one', '\\377', '']";
    Graph graph =
        through(
            Models.of(
                node("Equal", "input: 'x' input: 'w'", ""),
                io("input", "x", 8),
                io("output", "y", 9),
                weight(8, two)));
    assertEquals("Equal", graph.nodes().get(0).op().toString());
    assertEquals(
        ModelProto.parseFrom(Models.of(weight(8, two)))
            .getGraph()
            .getInitializer(0)
            .getStringDataList(),
        ModelProto.parseFrom(written(graph)).getGraph().getInitializer(0).getStringDataList());
  }

  @Test
  void constantsOfTexts() {
    for (String value :
        List.of(
            "attribute { name: 'value_strings' type: STRINGS strings: ['a', 'b', 'c'] }",
            "attribute { name: 'value' type: TENSOR t { dims: 3 data_type: 8 string_data: ['a', 'b', 'c'] } }")) {
      Graph graph = through(Models.of(node("Constant", "", value), io("output", "y", 8)));
      Tensor abc =
          Tensor.texts(
              Shape.of(3), List.of("a", "b", "c").stream().map(CarriedTest::bytes).toList());
      assertEquals(List.of(abc), List.copyOf(graph.initializers().values()));
    }
    Graph one =
        OnnxReader.exactly(
                Models.of(
                    node("Constant", "", "attribute { name: 'value_string' type: STRING s: 'a' }"),
                    "output { name: 'y' }"),
                dir)
            .graph();
    assertEquals(
        List.of(Tensor.texts(Shape.SCALAR, List.of(bytes("a")))),
        List.copyOf(one.initializers().values()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** No op stands for a node that takes or gives them, and saturation is not forgotten. */
  @Test
  void nodesAreKept() throws IOException {
    String cast =
        "attribute { name: 'to' type: INT i: 17 } attribute { name: 'saturate' type: INT i: 0 }";
    Node n =
        through(
                Models.of(
                    21,
                    node("Cast", "input: 'x'", cast),
                    io("input", "x", 1),
                    io("output", "y", 17)))
            .nodes()
            .get(0);
    assertEquals(
        new Foreign(
            "Cast",
            "",
            0,
            Map.of("to", 17L, "saturate", 0L),
            List.of(0),
            List.of(0),
            List.of(n.output().type()),
            0),
        n.op());
    assertEquals("float8e4m3fn[3]", n.output().type().toString());
  }

  /** The written operator set is one that has the element type. */
  @ParameterizedTest
  @CsvSource({"17, 21", "22, 21", "23, 23", "24, 24", "25, 25", "28, 28"})
  void operatorSets(int element, long expected) throws IOException {
    Graph graph =
        through(
            Models.of(
                28,
                node("Transpose", "input: 'x'", ""),
                io("input", "x", element),
                io("output", "y", element)));
    assertEquals(expected, ModelProto.parseFrom(written(graph)).getOpsetImport(0).getVersion());
  }

  /** Texts stay in the model. */
  @Test
  void besideTheModel() throws IOException {
    Graph graph =
        OnnxReader.exactly(
                Models.of(
                    node("Identity", "input: 'w'", ""),
                    "output { name: 'y' }",
                    "initializer { name: 'w' dims: 1 data_type: 8 string_data: '"
                        + "a".repeat(5000)
                        + "' }"),
                dir)
            .graph();
    Path file = dir.resolve("m.onnx");
    new OnnxModel(graph, "", Map.of()).write(file, 0);
    assertEquals(graph, OnnxReader.exactly(file).graph());
    assertEquals(0, Files.size(dir.resolve("m.onnx.data")));
    assertEquals(1, graph.initializers().keySet().stream().map(Value::name).count());
  }

  /** They are kept as they are, and read where nothing but the same is to be written. */
  @Test
  void valuesThatHoldTensors() throws IOException {
    String sequence =
        "type { optional_type { elem_type { sequence_type { elem_type { tensor_type {"
            + " elem_type: 1 shape { dim { dim_value: 3 } } } } } } } }";
    byte[] model =
        Models.of(
            node("Identity", "input: 'x'", "")
                + "input { name: 'x' "
                + sequence
                + " } output { name: 'y' "
                + sequence
                + " }");
    Graph graph = OnnxReader.exactly(model, dir).graph();
    assertEquals("optional(sequence(float[3]))", graph.inputs().get(0).type().toString());
    GraphProto before = ModelProto.parseFrom(model).getGraph();
    GraphProto after = ModelProto.parseFrom(written(graph)).getGraph();
    assertEquals(before.getInputList(), after.getInputList());
    assertEquals(before.getOutputList(), after.getOutputList());
    assertEquals(
        """
        error[NND0606]: value x is no tensor but optional
          help: cut the model before it: everything here is a tensor
        """,
        assertThrows(NndException.class, () -> OnnxReader.read(model, dir)).getMessage());
  }
}
