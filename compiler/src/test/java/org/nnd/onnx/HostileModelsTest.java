package org.nnd.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.ir.Graph;
import org.nnd.onnx.proto.AttributeProto;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;

/** Malformed and hostile files: each is refused with its exact words, none breaks anything. */
class HostileModelsTest {
  private static final String AGAIN =
      "  help: export the model again, or repair it with its exporter's tools\n";
  private static final String RELU = "node { name: 'a' op_type: 'Relu' input: 'x' output: 'y' } ";
  private static final String X = Models.input("x", 2);
  private static final String Y = Models.output("y", 2);

  @TempDir Path dir;

  private static byte[] model(String graph) {
    return Models.of(graph);
  }

  private void refused(String expected, byte[] model) {
    NndException e = assertThrows(NndException.class, () -> OnnxReader.exactly(model, dir));
    assertEquals(expected, Rendering.text(e.diagnostics().get(0)));
    assertThrows(NndException.class, () -> OnnxReader.read(model, dir));
  }

  @Test
  void aSoundOneIsRead() {
    assertEquals(1, OnnxReader.exactly(model(RELU + X + Y), dir).graph().nodes().size());
  }

  @Test
  void whatIsNoModel() {
    byte[] whole = model(RELU + X + Y);
    String none =
        """
        error[NND0507]: this is no ONNX model
          help: is it an .onnx file, and complete?
        """;
    refused(none, Arrays.copyOf(whole, whole.length - 3));
    refused(none, new byte[0]);
    refused(none, "model M { input x: float[4] }".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aCircle() {
    refused(
        """
        error[NND0600]: node a (Add) reads z before it is made: the nodes are in no order, or in a circle
        """
            + AGAIN,
        model(
            "node { name: 'a' op_type: 'Add' input: 'x' input: 'z' output: 'y' } "
                + "node { op_type: 'Neg' input: 'y' output: 'z' } "
                + X
                + Y));
  }

  @Test
  void namesThatAreTakenOrMissing() {
    refused("error[NND0600]: x is defined twice\n" + AGAIN, model(X + X + Y));
    refused(
        "error[NND0600]: y is defined twice\n" + AGAIN,
        model(RELU + RELU.replace("'a'", "'b'") + X + Y));
    refused(
        "error[NND0600]: node a (Relu) reads x, which nothing makes\n" + AGAIN, model(RELU + Y));
    refused("error[NND0600]: the outputs read y, which nothing makes\n" + AGAIN, model(X + Y));
    refused("error[NND0600]: two outputs are called y\n" + AGAIN, model(RELU + X + Y + Y));
    refused("error[NND0600]: a value has no name\n" + AGAIN, model(X.replace("'x'", "''") + Y));
    refused("error[NND0600]: graph g has no outputs\n" + AGAIN, model(RELU + X));
    refused(
        "error[NND0600]: node a () has no operator\n" + AGAIN,
        model("node { name: 'a' input: 'x' output: 'y' } " + X + Y));
  }

  @Test
  void typesThatAreNotThere() {
    refused(
        """
        error[NND0602]: value x has elements of COMPLEX64
          help: all element types are read but complex numbers
        """,
        model(RELU + X.replace("elem_type: 1", "elem_type: 14") + Y));
    refused(
        """
        error[NND0602]: value x has elements of type 99
          help: all element types are read but complex numbers
        """,
        model(RELU + X.replace("elem_type: 1", "elem_type: 99") + Y));
    refused(
        """
        error[NND0600]: output y should have int64[2], and is float[2]
        """
            + AGAIN,
        model(RELU + X + Y.replace("elem_type: 1", "elem_type: 7")));
    refused(
        """
        error[NND0606]: value x is no tensor but map
          help: cut the model before it: everything here is a tensor
        """,
        model(RELU + "input { name: 'x' type { map_type { } } } " + Y));
    refused(
        """
        error[NND0606]: the type of input x is not known
          help: run onnx.shape_inference on the model, or export it with the shapes of its values
        """,
        model(RELU + "input { name: 'x' type { sequence_type { } } } " + Y));
    refused(
        """
        error[NND0606]: the type of value y, which node a (Strange) makes, is not known
          help: run onnx.shape_inference on the model, or export it with the shapes of its values
        """,
        Models.text(
            "ir_version: 8 opset_import { version: 18 } opset_import { domain: 'd' version: 1 }"
                + " graph {"
                + RELU.replace("op_type: 'Relu'", "op_type: 'Strange' domain: 'd'")
                + X
                + "output { name: 'y' } }"));
    refused(
        "error[NND0600]: value x has a length of -2\n" + AGAIN,
        model(RELU + X.replace("dim_value: 2", "dim_value: -2") + Y));
  }

  private static String tensor(String inside) {
    return "initializer { name: 'w' " + inside + " } ";
  }

  @Test
  void tensorsThatAreNotWhatTheyClaim() {
    String graph =
        RELU.replace("'Relu'", "'Add'").replace("input: 'x'", "input: 'x' input: 'w'") + X + Y;
    String help = "  help: is the file complete, and as its exporter wrote it?\n";
    refused(
        "error[NND0601]: tensor w is float[2, 2] of 4 elements, and has 1\n" + help,
        model(graph + tensor("data_type: 1 dims: 2 dims: 2 float_data: 1")));
    refused(
        "error[NND0601]: tensor w is float[2] of 8 bytes, and has 3\n" + help,
        model(graph + tensor("data_type: 1 dims: 2 raw_data: 'abc'")));
    refused(
        "error[NND0601]: tensor w has a length of -1\n" + help,
        model(graph + tensor("data_type: 1 dims: -1")));
    refused(
        "error[NND0601]: tensor w has more elements than can be counted: "
            + "[4611686018427387904, 4]\n"
            + help,
        model(graph + tensor("data_type: 1 dims: 4611686018427387904 dims: 4")));
    refused(
        "error[NND0601]: tensor w has more elements than can be counted: "
            + "[0, 4611686018427387904, 4]\n"
            + help,
        model(graph + tensor("data_type: 1 dims: 0 dims: 4611686018427387904 dims: 4")));
    refused(
        "error[NND0601]: tensor w has more than 2 GiB\n" + help,
        model(graph + tensor("data_type: 1 dims: 1000000000000")));
    refused(
        "error[NND0601]: tensor w is float[100000000] of 100000000 elements, and has 0\n" + help,
        model(graph + tensor("data_type: 1 dims: 100000000")));
    refused(
        "error[NND0601]: tensor w is a part of a larger one\n" + help,
        model(graph + tensor("data_type: 1 dims: 2 segment { begin: 0 end: 1 }")));
  }

  @Test
  void tensorsThatAreOnlyCarried() {
    String help = "  help: is the file complete, and as its exporter wrote it?\n";
    String graph = RELU + X + Y;
    refused(
        "error[NND0601]: tensor w is int4[5] of 3 bytes, and has 5\n" + help,
        model(graph + tensor("data_type: 22 dims: 5 raw_data: 'abcde'")));
    refused(
        "error[NND0601]: tensor w is uint2[5] of 2 bytes, and has 5\n" + help,
        model(graph + tensor("data_type: 25 dims: 5 int32_data: [1, 2, 3, 0, 1]")));
    refused(
        "error[NND0601]: tensor w is float6e2m3[4] of 4 elements, and has 3\n" + help,
        model(graph + tensor("data_type: 27 dims: 4 int32_data: [1, 2, 3]")));
    refused(
        "error[NND0601]: tensor w is int4[1000000000] of 500000000 bytes, and has 0\n" + help,
        model(graph + tensor("data_type: 22 dims: 1000000000")));
    refused(
        "error[NND0601]: tensor w has more elements than can be counted: [3000000000]\n" + help,
        model(graph + tensor("data_type: 22 dims: 3000000000")));
    refused(
        "error[NND0601]: tensor w has more elements than can be counted: [3000000000]\n" + help,
        model(graph + tensor("data_type: 8 dims: 3000000000")));
    refused(
        "error[NND0601]: tensor w is string[2] of 2 elements, and has 1\n" + help,
        model(graph + tensor("data_type: 8 dims: 2 string_data: 'a'")));
    refused(
        "error[NND0601]: tensor w is string[1] of 1 elements, and has 0\n" + help,
        model(graph + tensor("data_type: 8 dims: 1 raw_data: 'a'")));
  }

  private byte[] beside(String... entries) {
    StringBuilder place = new StringBuilder("data_type: 1 dims: 2 data_location: EXTERNAL ");
    for (int i = 0; i < entries.length; i += 2) {
      place.append("external_data { key: '" + entries[i] + "' value: '" + entries[i + 1] + "' } ");
    }
    String add = RELU.replace("'Relu'", "'Add'").replace("input: 'x'", "input: 'x' input: 'w'");
    return model(add + X + Y + tensor(place.toString()));
  }

  @Test
  void numbersBesideTheModel() throws IOException {
    Path inside = Files.createDirectory(dir.resolve("inside"));
    Files.write(dir.resolve("secret"), new byte[8]);
    Files.write(inside.resolve("w"), new byte[8]);
    Files.createSymbolicLink(inside.resolve("link"), dir.resolve("secret"));
    Files.createSymbolicLink(inside.resolve("folder"), dir);
    String help = "  help: numbers beside a model are files in its own folder, named so\n";
    assertEquals(
        1,
        OnnxReader.exactly(beside("location", "w", "length", "8"), inside).graph().nodes().size());
    String absolute = dir.resolve("secret").toString();
    for (String out : List.of("../secret", absolute, "folder/../../secret")) {
      assertRefused(
          "error[NND0603]: tensor w lies outside of the model's folder: " + out + "\n" + help,
          beside("location", out),
          inside);
    }
    for (String link : List.of("link", "folder/secret")) {
      assertRefused(
          "error[NND0603]: tensor w lies behind a link out of the model's folder: "
              + link
              + "\n"
              + help,
          beside("location", link),
          inside);
    }
    assertRefused(
        "error[NND0603]: tensor w lies beside the model, and nothing says where\n" + help,
        beside("offset", "0"),
        inside);
    for (String offset : List.of("-8", "many")) {
      assertRefused(
          "error[NND0603]: tensor w lies beside the model with offset " + offset + "\n" + help,
          beside("location", "w", "offset", offset),
          inside);
    }
    assertRefused(
        """
        error[NND0601]: tensor w needs 8 bytes, and 4 lie beside the model
          help: is the file complete, and as its exporter wrote it?
        """,
        beside("location", "w", "length", "4"),
        inside);
    for (String offset : List.of("1", "9223372036854775807")) {
      assertRefused(
          inside.resolve("w") + ": error[NND0506]: can't be read: w is too short\n",
          beside("location", "w", "offset", offset),
          inside);
    }
  }

  private static void assertRefused(String expected, byte[] model, Path folder) {
    NndException e = assertThrows(NndException.class, () -> OnnxReader.exactly(model, folder));
    assertEquals(expected, Rendering.text(e.diagnostics().get(0)));
  }

  @Test
  void operatorSetsAndDomains() {
    String old = "  help: convert the model with onnx.version_converter, or export it again\n";
    refused(
        "error[NND0604]: node a (Softplus) is of operator set 0, and such are read from 1 on\n"
            + old,
        Models.of(0, RELU.replace("Relu", "Softplus") + X + Y));
    refused(
        "error[NND0604]: node a (Relu) is of operator set 5, and such are read from 6 on\n" + old,
        Models.of(5, RELU + X + Y));
    refused(
        "error[NND0604]: node a (Erf) is of operator set 6, and such are read from 9 on\n" + old,
        Models.of(6, RELU.replace("Relu", "Erf") + X + Y));
    refused(
        "error[NND0604]: node a (Relu) is of operator set 1, and such are read from 6 on\n" + old,
        Models.text("ir_version: 3 graph { " + RELU + X + Y + " }"));
    refused(
        """
        error[NND0604]: the model has operator set 29, and those to 28 are read
          help: export it with an older operator set: 21 runs everywhere
        """,
        Models.text("ir_version: 14 opset_import { version: 29 } graph { " + RELU + X + Y + " }"));
    refused(
        """
        error[NND0604]: node a (Relu) is of domain elsewhere, which the model does not import
          help: export the model again
        """,
        model(RELU.replace("op_type", "domain: 'elsewhere' op_type") + X + Y));
    refused(
        """
        error[NND0605]: node a (Rleu): ONNX's operator set 18 has no such operator
          help: is it of a domain of its own?
        """,
        model(RELU.replace("Relu", "Rleu") + X + Y));
    refused(
        "error[NND0600]: operators of domain ai.onnx are imported twice\n" + AGAIN,
        Models.text(
            "opset_import { version: 18 } opset_import { domain: 'ai.onnx' version: 18 } graph { "
                + X
                + " }"));
  }

  /** What has been the same operator since is read from any. */
  @Test
  void oldOperatorSets() {
    for (String graph : List.of(RELU, RELU.replace("Relu", "Softplus"))) {
      Graph graph6 = OnnxReader.exactly(Models.of(6, graph + X + Y), dir).graph();
      assertEquals(OnnxReader.exactly(Models.of(18, graph + X + Y), dir).graph(), graph6);
    }
  }

  @Test
  void attributes() {
    String help = "  help: the operator's page at onnx.ai tells what it takes\n";
    String axis = "attribute { name: 'axis' type: STRING s: 'x' } ";
    refused(
        "error[NND0605]: node a (Softmax): attribute axis is of another type\n" + help,
        model(RELU.replace("'Relu'", "'Softmax' " + axis) + X + Y));
    refused(
        "error[NND0605]: node a (Add): the operator has other inputs\n" + help,
        model(RELU.replace("'Relu'", "'Add'") + X + Y));
    refused(
        "error[NND0605]: node a (Relu): the operator has other inputs\n" + help,
        model(RELU.replace("input: 'x'", "input: 'x' input: 'x'") + X + Y));
    String twice = "attribute { name: 'axis' type: INT i: 0 } ".repeat(2);
    refused(
        "error[NND0605]: node a (Softmax): attribute axis is there twice\n" + help,
        model(RELU.replace("'Relu'", "'Softmax' " + twice) + X + Y));
    refused(
        "error[NND0605]: node a (Constant): this is no constant of numbers or texts\n" + help,
        model("node { name: 'a' op_type: 'Constant' output: 'y' } " + Y));
    refused(
        """
        error[NND0609]: attribute g of node a (Relu): GRAPHS can't be read
          help: export the model without it, with tensors only
        """,
        model(RELU.replace("'Relu'", "'Relu' attribute { name: 'g' type: GRAPHS }") + X + Y));
    refused(
        """
        error[NND0608]: node a (BatchNormalization): an older form of the operator can't be converted: \
        statistics of each element
        """
            + help,
        Models.text(
            "ir_version: 8 opset_import { version: 8 } graph { "
                + RELU.replace(
                    "'Relu'", "'BatchNormalization' attribute { name: 'spatial' type: INT i: 0 }")
                + X
                + Y
                + "}"));
  }

  @Test
  void sequencesWithLengths() {
    refused(
        """
        error[NND0608]: node a (Scan): an older form of the operator can't be converted: \
        sequences with lengths of their own
          help: the operator's page at onnx.ai tells what it takes
        """,
        Models.of(
            8,
            RELU.replace("'Relu'", "'Scan'").replace("input: 'x'", "input: 'x' input: 'x'"),
            X,
            Y));
  }

  @Test
  void bodiesInBodies() {
    GraphProto body = GraphProto.getDefaultInstance();
    for (int i = 0; i < 60; i++) {
      AttributeProto.Builder branch = AttributeProto.newBuilder().setName("then_branch").setG(body);
      NodeProto.Builder condition = NodeProto.newBuilder().setOpType("If").addAttribute(branch);
      body = GraphProto.newBuilder().addNode(condition).build();
    }
    refused(
        """
        error[NND0607]: bodies lie too deep in each other
          help: more than about 30 loops and conditions in one another are not read
        """,
        ModelProto.newBuilder().setGraph(body).build().toByteArray());
  }

  /** Whatever is done to the bytes of a model, it is read or refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pooled.traced.free",
        "recurrent.dynamo.2",
        "vision.traced.1",
        "recurrent.traced.free"
      })
  void bytesThatFlipped(String name) throws IOException {
    byte[] sound;
    try (InputStream in = getClass().getResourceAsStream("/onnx/batches/" + name + ".onnx")) {
      sound = in.readAllBytes();
    }
    Random random = new Random(name.hashCode());
    int read = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] bytes = sound.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] cut =
          random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
      try {
        OnnxReader.read(cut, dir);
        OnnxReader.exactly(cut, dir).toBytes();
        read++;
      } catch (NndException e) {
        assertTrue(e.getMessage().contains("NND0"), e.getMessage());
      }
    }
    assertTrue(read > 100, "only " + read + " were read");
    try (Stream<Path> files = Files.list(dir)) {
      assertEquals(0, files.count());
    }
  }
}
