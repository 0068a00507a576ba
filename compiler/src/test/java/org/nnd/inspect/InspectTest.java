package org.nnd.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.onnx.OnnxFile;
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

/** Files that no reader understands are looked at and compared all the same. */
final class InspectTest {
  @TempDir Path dir;

  private static ValueInfoProto value(String name, TypeProto.Builder type) {
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }

  private static TypeProto.Builder floats(Object... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object s : sizes) {
      TensorShapeProto.Dimension.Builder d = shape.addDimBuilder();
      if (s instanceof Integer n) {
        d.setDimValue(n);
      } else {
        d.setDimParam(s.toString());
      }
    }
    return TypeProto.newBuilder()
        .setTensorType(
            TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape));
  }

  private static TensorProto weight(String name, float... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float x : numbers) {
      bytes.putFloat(x);
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addDims(numbers.length)
        .setRawData(ByteString.copyFrom(bytes.array()))
        .build();
  }

  private static NodeProto node(String name, String operator, List<String> in, String out) {
    return NodeProto.newBuilder()
        .setName(name)
        .setOpType(operator)
        .addAllInput(in)
        .addOutput(out)
        .build();
  }

  private static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** A model of an operator set far away, with operators and types of nobody. */
  private static ModelProto strange() {
    GraphProto.Builder body =
        GraphProto.newBuilder().addNode(node("", "Relu", List.of("x"), "inner"));
    AttributeProto.Builder then =
        AttributeProto.newBuilder()
            .setName("then_branch")
            .setType(AttributeProto.AttributeType.GRAPH)
            .setG(body);
    return ModelProto.newBuilder()
        .setIrVersion(99)
        .setProducerName("somebody")
        .setProducerVersion("1.2")
        .setDocString("Looks\n  strange.")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(77))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("my.ops").setVersion(3))
        .addMetadataProps(StringStringEntryProto.newBuilder().setKey("by").setValue("me"))
        .setGraph(
            GraphProto.newBuilder()
                .setName("main")
                .addInput(value("x", floats("batch", 3)))
                .addInput(
                    value(
                        "s",
                        TypeProto.newBuilder()
                            .setSequenceType(
                                TypeProto.Sequence.newBuilder().setElemType(floats()))))
                .addOutput(ValueInfoProto.newBuilder().setName("y"))
                .addInitializer(weight("w", 1, 2, 3))
                .addInitializer(
                    TensorProto.newBuilder()
                        .setName("small")
                        .setDataType(TensorProto.DataType.INT4.getNumber())
                        .addDims(3)
                        .addInt32Data(0x21)
                        .addInt32Data(0x0F))
                .addInitializer(
                    TensorProto.newBuilder()
                        .setName("far")
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .addDims(10)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(
                            StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("weights.bin")))
                .addNode(node("mul", "Mul", List.of("x", "w"), "a"))
                .addNode(node("", "Mul", List.of("a", "w"), "b"))
                .addNode(
                    node("odd", "Frobnicate", List.of("b"), "c").toBuilder().setDomain("my.ops"))
                .addNode(node("if", "If", List.of("c"), "y").toBuilder().addAttribute(then)))
        .build();
  }

  private OnnxFile file(String name, ModelProto model) throws IOException {
    Path file = dir.resolve(name);
    Files.write(file, model.toByteArray());
    return OnnxFile.read(file);
  }

  private String plain(String text) {
    return text.replace(dir.toString(), "DIR");
  }

  @Test
  void anyFileCanBeLookedAt() throws IOException {
    OnnxFile file = file("strange.onnx", strange());
    assertEquals(
        """
        file       DIR/strange.onnx, 413 bytes
        kind       a model that NND did not write
        name       main
        says       Looks strange.
        producer   somebody 1.2
        format     IR version 99
        operators  of ai.onnx 77, my.ops 3
        inputs     x: float[batch, 3]
                   s: sequence(float)
        outputs    y
        operators  2 Mul
                   1 If
                   1 Relu
                   1 my.ops.Frobnicate
        numbers    13 float in 2 tensors, 52 bytes
                   3 int4 in 1 tensor, 2 bytes
        beside     weights.bin, MISSING
        metadata   by = me
        """
            .replace("413", Long.toString(file.bytes())),
        plain(InspectionText.of(Inspection.of(file))));
  }

  @Test
  void theSameForTools() throws IOException {
    OnnxFile file = file("strange.onnx", strange());
    Files.write(dir.resolve("weights.bin"), new byte[40]);
    assertEquals(
        """
        {"file":"DIR/strange.onnx","bytes":413,"kind":"foreign","name":"main",\
        "doc":"Looks\\n  strange.","producer":"somebody 1.2","ir_version":99,\
        "opsets":{"ai.onnx":77,"my.ops":3},\
        "inputs":[{"name":"x","type":"float[batch, 3]","default":false},\
        {"name":"s","type":"sequence(float)","default":false}],\
        "outputs":[{"name":"y","type":""}],"layers":{},\
        "operators":{"If":1,"Mul":2,"Relu":1,"my.ops.Frobnicate":1},"functions":[],\
        "training_info":false,"parameters":13,\
        "numbers":{"float":{"tensors":2,"count":13,"bytes":52},\
        "int4":{"tensors":1,"count":3,"bytes":2}},\
        "external_data":[{"file":"weights.bin","bytes":40}],"metadata":{"by":"me"}}\
        """
            .replace("413", Long.toString(file.bytes())),
        plain(InspectionJson.of(Inspection.of(file)).toString()));
  }

  @Test
  void whatIsNoModel() throws IOException {
    for (byte[] bytes : List.of(new byte[0], "model M { }".getBytes(StandardCharsets.UTF_8))) {
      Path file = dir.resolve("no.onnx");
      Files.write(file, bytes);
      NndException e = assertThrows(NndException.class, () -> OnnxFile.read(file));
      assertEquals("NND0507", e.diagnostics().get(0).code());
    }
    NndException e = assertThrows(NndException.class, () -> OnnxFile.read(dir.resolve("none")));
    assertEquals("NND0506", e.diagnostics().get(0).code());
  }

  /** What differs where the strange model is changed. */
  private List<String> changed(double tolerance, Consumer<ModelProto.Builder> change)
      throws IOException {
    ModelProto.Builder other = strange().toBuilder();
    // The file beside is of no interest here.
    other.getGraphBuilder().removeInitializer(2);
    OnnxFile before = file("a.onnx", other.build());
    change.accept(other);
    return Comparison.of(before, file("b.onnx", other.build()), tolerance).stream()
        .map(Difference::toString)
        .toList();
  }

  @Test
  void whatDiffers() throws IOException {
    assertEquals(List.of(), changed(0, m -> {}));
    assertEquals(
        List.of(
            "~ IR version: 99 -> 8",
            "~ producer: somebody 1.2 -> 1.2",
            "~ operator set ai.onnx: 77 -> 21",
            "~ input x: float[batch, 3] -> float[4]",
            "- metadata by: \"me\"",
            "+ metadata for: \"you\""),
        changed(
            0,
            m -> {
              m.setIrVersion(8).setProducerName("");
              m.getOpsetImportBuilder(0).setVersion(21);
              m.getGraphBuilder().setInput(0, value("x", floats(4)));
              m.getMetadataPropsBuilder(0).setKey("for").setValue("you");
            }));
  }

  @Test
  void nodesThatDiffer() throws IOException {
    assertEquals(
        List.of("~ node odd: size not given -> size 3", "~ node odd: my.ops.Frobnicate -> Relu"),
        changed(
                0,
                m ->
                    m.getGraphBuilder()
                        .getNodeBuilder(2)
                        .clearDomain()
                        .setOpType("Relu")
                        .addAttribute(number("size", 3)))
            .stream()
            .sorted(java.util.Comparator.reverseOrder())
            .toList());
    assertEquals(
        List.of("~ node if: reads [c] -> reads [b]", "- node odd: my.ops.Frobnicate"),
        changed(
            0,
            m -> {
              m.getGraphBuilder().removeNode(2);
              m.getGraphBuilder().getNodeBuilder(2).setInput(0, "b");
            }));
  }

  @Test
  void nodesWithOtherNamesAreFoundByWhatTheyDo() throws IOException {
    assertEquals(
        List.of("~ weight: w -> weight"),
        changed(
            0,
            m -> {
              GraphProto.Builder g = m.getGraphBuilder();
              g.getInitializerBuilder(0).setName("weight");
              g.getNodeBuilder(0).setName("first").setInput(1, "weight").setOutput(0, "one");
              g.getNodeBuilder(1).setName("second").setInput(0, "one").setInput(1, "weight");
            }));
  }

  @Test
  void weightsThatDiffer() throws IOException {
    Consumer<ModelProto.Builder> moved =
        m -> m.getGraphBuilder().setInitializer(0, weight("w", 1, 2.5f, 3.25f));
    assertEquals(
        List.of("~ weight w: float[3], 2 of 3 numbers differ, by at most 0.500 (relative 0.200)"),
        changed(0, moved));
    assertEquals(
        List.of("~ weight w: float[3], 1 of 3 numbers differ, by at most 0.500 (relative 0.200)"),
        changed(0.1, moved));
    assertEquals(List.of(), changed(0.2, moved));
    assertEquals(
        List.of("~ weight w: float[3] -> float[2]"),
        changed(0, m -> m.getGraphBuilder().setInitializer(0, weight("w", 1, 2))));
    assertEquals(
        List.of("~ weight w: float[3], 1 of 3 numbers differ, by at most NaN (relative NaN)"),
        changed(0, m -> m.getGraphBuilder().setInitializer(0, weight("w", 1, 2, Float.NaN))));
  }

  @Test
  void numbersThatAreOnlyCarriedDiffer() throws IOException {
    assertEquals(
        List.of("~ weight small: int4[3], 1 of 3 numbers differ, by at most 4.00 (relative 1.33)"),
        changed(0, m -> m.getGraphBuilder().getInitializerBuilder(1).setInt32Data(1, 0x03)));
    assertEquals(
        List.of(
            "~ weight small: float8e4m3fn[2], 1 of 2 numbers differ, by at most 447 (relative 0.998)"),
        changed(
            raw(TensorProto.DataType.FLOAT8E4M3FN, 2, 0x38, 0x38),
            raw(TensorProto.DataType.FLOAT8E4M3FN, 2, 0x38, 0x7E)));
  }

  @Test
  void textsDiffer() throws IOException {
    assertEquals(
        List.of("~ weight small: string[2], 1 of 2 texts differ"),
        changed(texts("one", "two"), texts("one", "three")));
    assertEquals(List.of(), changed(texts("one", "two"), texts("one", "two")));
  }

  private static TensorProto texts(String... texts) {
    TensorProto.Builder t =
        TensorProto.newBuilder()
            .setName("small")
            .setDataType(TensorProto.DataType.STRING.getNumber())
            .addDims(texts.length);
    List.of(texts).forEach(x -> t.addStringData(ByteString.copyFromUtf8(x)));
    return t.build();
  }

  @Test
  void numbersOfAnUnknownTypeAreTheSameOrNot() throws IOException {
    assertEquals(
        List.of("~ weight small: complex64[1], other numbers, of a type that can't be read here"),
        changed(complex(0), complex(1)));
    assertEquals(List.of(), changed(complex(1), complex(1)));
  }

  private static TensorProto raw(TensorProto.DataType type, long length, int... bytes) {
    byte[] all = new byte[bytes.length];
    IntStream.range(0, all.length).forEach(i -> all[i] = (byte) bytes[i]);
    return TensorProto.newBuilder()
        .setName("small")
        .setDataType(type.getNumber())
        .addDims(length)
        .setRawData(ByteString.copyFrom(all))
        .build();
  }

  private static TensorProto complex(int first) {
    return raw(TensorProto.DataType.COMPLEX64, 1, first, 0, 0, 0, 0, 0, 0, 0);
  }

  /** What differs between two models of one weight. */
  private List<String> changed(TensorProto before, TensorProto after) throws IOException {
    return Comparison.of(file("a.onnx", only(before)), file("b.onnx", only(after)), 0).stream()
        .map(Difference::toString)
        .toList();
  }

  private static ModelProto only(TensorProto weight) {
    return ModelProto.newBuilder().setGraph(GraphProto.newBuilder().addInitializer(weight)).build();
  }
}
