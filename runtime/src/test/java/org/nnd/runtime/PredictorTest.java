package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.nnd.onnx.proto.TensorProto.DataType.BOOL;
import static org.nnd.onnx.proto.TensorProto.DataType.DOUBLE;
import static org.nnd.onnx.proto.TensorProto.DataType.FLOAT;
import static org.nnd.onnx.proto.TensorProto.DataType.FLOAT16;
import static org.nnd.onnx.proto.TensorProto.DataType.INT32;
import static org.nnd.onnx.proto.TensorProto.DataType.INT64;
import static org.nnd.onnx.proto.TensorProto.DataType.STRING;
import static org.nnd.onnx.proto.TensorProto.DataType.UINT8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.onnx.proto.AttributeProto;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.OperatorSetIdProto;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.TensorShapeProto;
import org.nnd.onnx.proto.TypeProto;
import org.nnd.onnx.proto.ValueInfoProto;
import org.nnd.source.NndException;

/** Models that come from elsewhere: what can be predicted is, what can't be is told. */
final class PredictorTest {
  private static final long FREE = -1;

  @TempDir Path dir;

  @BeforeEach
  void writeTable() throws IOException {
    Files.writeString(dir.resolve("table.csv"), "a,b\n1,2\n3,4\n5.5,6\n");
  }

  private static TypeProto.Builder tensor(TensorProto.DataType element, long... lengths) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long length : lengths) {
      TensorShapeProto.Dimension.Builder dim = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(length == FREE ? dim.setDimParam("free") : dim.setDimValue(length));
    }
    return TypeProto.newBuilder()
        .setTensorType(
            TypeProto.Tensor.newBuilder().setElemType(element.getNumber()).setShape(shape));
  }

  private static ValueInfoProto value(String name, TypeProto.Builder type) {
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }

  private static NodeProto.Builder node(String op, String output, String... inputs) {
    return NodeProto.newBuilder().setOpType(op).addAllInput(List.of(inputs)).addOutput(output);
  }

  private static NodeProto.Builder cast(String output, String input, TensorProto.DataType to) {
    return node("Cast", output, input)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("to")
                .setType(AttributeProto.AttributeType.INT)
                .setI(to.getNumber()));
  }

  /** A graph whose input x is two floats of each example. */
  private static GraphProto.Builder graph() {
    return GraphProto.newBuilder().setName("foreign").addInput(value("x", tensor(FLOAT, FREE, 2)));
  }

  private static ModelProto.Builder model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(10)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(21))
        .setGraph(graph);
  }

  private List<List<String>> predict(GraphProto.Builder graph) {
    return predict(model(graph));
  }

  private List<List<String>> predict(ModelProto.Builder model) {
    Path file = dir.resolve("m.onnx");
    try {
      Files.write(file, model.build().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Predictor predictor = new Predictor(file)) {
      return predictor.predict(dir.resolve("table.csv"), Detail.BEST).table();
    }
  }

  private void assertRefused(String expected, GraphProto.Builder graph) {
    NndException refused = assertThrows(NndException.class, () -> predict(graph));
    assertEquals(expected, refused.getMessage().replace(dir.toString(), "DIR"));
  }

  @Test
  void anOutputIsColumnsOfNumbers() {
    GraphProto.Builder graph =
        graph().addNode(node("Neg", "y", "x")).addOutput(value("y", tensor(FLOAT, FREE, 2)));
    assertEquals(
        List.of(
            List.of("y_0", "y_1"),
            List.of("-1.0", "-2.0"),
            List.of("-3.0", "-4.0"),
            List.of("-5.5", "-6.0")),
        predict(graph));
  }

  @Test
  void everyOutputOfNumbersIsShownAsItsTypeIs() {
    GraphProto.Builder graph = graph();
    for (TensorProto.DataType type : List.of(DOUBLE, FLOAT16, INT64, INT32, UINT8, BOOL, STRING)) {
      String name = "as_" + type.name().toLowerCase(Locale.ROOT);
      graph.addNode(cast(name, "x", type)).addOutput(value(name, tensor(type, FREE, 2)));
    }
    List<List<String>> table = predict(graph);
    assertEquals(
        List.of(
            "as_double_0",
            "as_double_1",
            "as_float16_0",
            "as_float16_1",
            "as_int64_0",
            "as_int64_1",
            "as_int32_0",
            "as_int32_1",
            "as_uint8_0",
            "as_uint8_1",
            "as_bool_0",
            "as_bool_1"),
        table.get(0));
    assertEquals(
        List.of("5.5", "6.0", "5.5", "6.0", "5", "6", "5", "6", "5", "6", "1", "1"), table.get(3));
  }

  @Test
  void aModelOfOneExampleAtATimeIsRunForEach() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("foreign")
            .addInput(value("x", tensor(FLOAT, 1, 2)))
            .addNode(node("Neg", "y", "x"))
            .addOutput(value("y", tensor(FLOAT, 1, 2)));
    assertEquals(List.of("-5.5", "-6.0"), predict(graph).get(3));
  }

  @Test
  void metadataThatIsNotOursIsLeftAlone() {
    GraphProto.Builder graph =
        graph().addNode(node("Neg", "y", "x")).addOutput(value("y", tensor(FLOAT, FREE, 2)));
    for (String prediction : List.of("y", "z")) {
      for (String json : List.of("[null]", "null", "{", "7", "[[1]]", "[]")) {
        ModelProto.Builder model = model(graph);
        for (String key :
            List.of(
                "nnd.classes",
                "nnd.features",
                "nnd.labels",
                "nnd.categories",
                "nnd.normalization",
                "nnd.vocabulary")) {
          model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(json));
        }
        model.addMetadataProps(
            StringStringEntryProto.newBuilder().setKey("nnd.prediction").setValue(prediction));
        assertEquals(List.of("y_0", "y_1"), predict(model).get(0), json);
      }
    }
  }

  @Test
  void noOutputOfNumbers() {
    TypeProto.Builder sequence =
        TypeProto.newBuilder()
            .setSequenceType(TypeProto.Sequence.newBuilder().setElemType(tensor(FLOAT, FREE, 2)));
    assertRefused(
        """
        DIR/m.onnx: error[NND0513]: no output of this model holds numbers
          note: the outputs are texts, pieces
        """,
        graph()
            .addNode(cast("texts", "x", STRING))
            .addOutput(value("texts", tensor(STRING, FREE, 2)))
            .addNode(node("SequenceConstruct", "pieces", "x"))
            .addOutput(value("pieces", sequence)));
  }

  @Test
  void anOutputThatHasNoRowForEachExample() {
    assertRefused(
        "DIR/m.onnx: error[NND0513]: the output n is [] for 3 examples, not a row for each\n",
        graph().addNode(node("Size", "n", "x")).addOutput(value("n", tensor(INT64))));
  }

  private static GraphProto.Builder taking(TypeProto.Builder type) {
    return GraphProto.newBuilder()
        .setName("foreign")
        .addInput(value("x", type))
        .addNode(node("Identity", "y", "x"))
        .addOutput(value("y", type))
        .addNode(node("Shape", "z", "x"))
        .addOutput(value("z", tensor(INT64, FREE)));
  }

  private void assertUnfillable(String what, TypeProto.Builder type) {
    assertRefused(
        "DIR/m.onnx: error[NND0504]: the input x is "
            + what
            + ", which tables and images can't fill\n",
        taking(type));
  }

  @Test
  void inputsThatCantBeFilled() {
    assertUnfillable("of string", tensor(STRING, FREE, 2));
    assertUnfillable("of uint8", tensor(UINT8, FREE, 2));
    assertUnfillable("a single number for all examples", tensor(FLOAT));
    assertUnfillable("for exactly 8 examples at once", tensor(FLOAT, 8, 2));
  }

  @Test
  void aTableHasNoFreeLengths() {
    assertRefused(
        """
        error[NND0504]: the input x is float[free], but tables and images have no free lengths
          help: give free the length that the data has
        """,
        taking(tensor(FLOAT, FREE, FREE)));
  }

  @Test
  void anInputThatIsNoTensor() {
    TypeProto.Builder sequence =
        TypeProto.newBuilder()
            .setSequenceType(TypeProto.Sequence.newBuilder().setElemType(tensor(FLOAT, FREE, 2)));
    assertRefused(
        "DIR/m.onnx: error[NND0504]: the input x is no tensor, which tables and images can't"
            + " fill\n",
        GraphProto.newBuilder()
            .setName("foreign")
            .addInput(value("x", sequence))
            .addNode(node("SequenceLength", "n", "x"))
            .addOutput(value("n", tensor(INT64))));
  }

  @Test
  void aModelThatFailsOnTheData() {
    NndException refused =
        assertThrows(
            NndException.class,
            () ->
                predict(
                    graph()
                        .addInitializer(
                            TensorProto.newBuilder()
                                .setName("shape")
                                .setDataType(INT64.getNumber())
                                .addDims(1)
                                .addInt64Data(7))
                        .addNode(node("Reshape", "y", "x", "shape"))
                        .addOutput(value("y", tensor(FLOAT, 7)))));
    String message = refused.getMessage().replace(dir.toString(), "DIR");
    String start =
        "DIR/m.onnx: error[NND0512]: ONNX Runtime failed to run this model\n"
            + "  note: Non-zero status";
    assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
  }
}
