package org.nnd.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.AttributeProto;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.ValueInfoProto;
import org.nnd.op.Foreign;

/**
 * ONNX's own tests of the operators that we emit, {@code collect_node_tests.py} made the file: read
 * and written each is the same graph, and the same node but for attributes that have their
 * defaults.
 */
class NodeTestsTest {
  private static final Path NOWHERE = Path.of("nowhere");

  /** As many nodes are ops here. */
  private static final int OWN = 682;

  private static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream in = NodeTestsTest.class.getResourceAsStream("/onnx/node-tests.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        files.put(e.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  @TestFactory
  Stream<DynamicTest> aNodeComesOutAsItWentIn() throws IOException {
    Map<String, byte[]> files = files();
    JsonObject defaults =
        JsonParser.parseString(new String(files.get("defaults.json"), StandardCharsets.UTF_8))
            .getAsJsonObject();
    return files.entrySet().stream()
        .filter(e -> e.getKey().endsWith(".onnx"))
        .map(e -> dynamicTest(e.getKey(), () -> compare(e.getValue(), defaults)));
  }

  private static void compare(byte[] bytes, JsonObject defaults) throws IOException {
    Graph graph = OnnxReader.exactly(bytes, NOWHERE).graph();
    byte[] written = new OnnxModel(graph, "", Map.of()).toBytes();
    assertEquals(graph, OnnxReader.exactly(written, NOWHERE).graph());
    GraphProto before = ModelProto.parseFrom(bytes).getGraph();
    GraphProto after = ModelProto.parseFrom(written).getGraph();
    assertEquals(names(before.getInputList()), names(after.getInputList()));
    assertEquals(names(before.getOutputList()), names(after.getOutputList()));
    assertEquals(elements(before.getInputList()), elements(after.getInputList()));
    assertEquals(elements(before.getOutputList()), elements(after.getOutputList()));
    NodeProto one = before.getNode(0);
    if (isOlder(bytes, one)) {
      return; // ConversionTest runs those
    }
    NodeProto other = after.getNode(0);
    assertEquals(one.getOpType(), other.getOpType());
    boolean equalParts = one.getOpType().equals("Split") && one.getInputCount() == 1;
    if (!equalParts) { // whose sizes we write
      long rank = before.getInput(0).getType().getTensorType().getShape().getDimCount();
      assertEquals(meant(inputs(one, before), one, rank), meant(inputs(other, after), one, rank));
    }
    assertEquals(outputs(one, before), outputs(other, after));
    JsonObject byDefault = defaults.getAsJsonObject(one.getOpType());
    long rank = before.getInput(0).getType().getTensorType().getShape().getDimCount();
    long axes = Math.max(1, one.getOpType().equals("OneHot") ? rank + 1 : rank);
    Map<String, Object> expected = attributes(one, one, axes, byDefault);
    expected.keySet().removeIf(key -> equalParts && key.equals("num_outputs"));
    assertEquals(expected, attributes(other, one, axes, byDefault));
  }

  private static boolean isOlder(byte[] bytes, NodeProto n) throws IOException {
    long version = ModelProto.parseFrom(bytes).getOpsetImport(0).getVersion();
    return OpsetConversion.of(n.getOpType(), version).isPresent();
  }

  private static List<String> names(List<ValueInfoProto> values) {
    return values.stream().map(ValueInfoProto::getName).toList();
  }

  /** What tensors hold; of a value that is none, all that is known of it. */
  private static List<Object> elements(List<ValueInfoProto> values) {
    return values.stream()
        .map(ValueInfoProto::getType)
        .map(t -> t.hasTensorType() ? (Object) t.getTensorType().getElemType() : t)
        .toList();
  }

  /** Names of the inputs, or the numbers of those that are constants. */
  private static List<Object> inputs(NodeProto n, GraphProto graph) {
    Map<String, TensorProto> constants = new HashMap<>();
    graph.getInitializerList().forEach(t -> constants.put(t.getName(), t));
    List<Object> all = new ArrayList<>();
    for (String name : n.getInputList()) {
      TensorProto t = constants.get(name);
      all.add(t == null ? name : numbers(t));
    }
    return all;
  }

  private static Tensor numbers(TensorProto t) {
    return new TensorReader(NOWHERE, new Complaint(Optional.empty())).read(t);
  }

  /**
   * What inputs mean: none is left out at the end or empty, axes count from the front, and a slice
   * says all that it may.
   */
  private static List<Object> meant(List<Object> inputs, NodeProto node, long rank) {
    List<Object> all = new ArrayList<>(inputs);
    all.replaceAll(x -> x instanceof Tensor t && t.bytes().remaining() == 0 ? "" : x);
    while (!all.isEmpty() && all.get(all.size() - 1).equals("")) {
      all.remove(all.size() - 1);
    }
    String op = node.getOpType();
    if (op.equals("Slice") && all.get(1) instanceof Tensor starts) {
      long count = starts.type().shape().sizes()[0];
      List<Tensor> defaults =
          List.of(
              Tensor.longs(LongStream.range(0, count).toArray()),
              Tensor.longs(LongStream.generate(() -> 1).limit(count).toArray()));
      all.addAll(defaults.subList(all.size() - 3, 2));
    }
    int axes =
        op.equals("Slice")
            ? 3
            : op.startsWith("Reduce") || op.toLowerCase(Locale.ROOT).endsWith("squeeze") ? 1 : 0;
    if (axes > 0 && axes < all.size() && all.get(axes) instanceof Tensor t) {
      LongBuffer told = t.bytes().asLongBuffer();
      long of = op.equals("Unsqueeze") ? rank + told.remaining() : rank;
      all.set(
          axes,
          Tensor.longs(
              LongStream.generate(told::get)
                  .limit(told.remaining())
                  .map(axis -> Math.floorMod(axis, of))
                  .toArray()));
    }
    return all;
  }

  /** Those that somebody reads. */
  private static List<String> outputs(NodeProto n, GraphProto graph) {
    Set<String> read = new HashSet<>(names(graph.getOutputList()));
    return n.getOutputList().stream().filter(read::contains).toList();
  }

  /**
   * What a node means: defaults where it says nothing, axes counted from the front; without lengths
   * that a rule for padding stands for.
   */
  private static Map<String, Object> attributes(
      NodeProto n, NodeProto original, long rank, JsonObject defaults) {
    Map<String, Object> all = new TreeMap<>();
    defaults.entrySet().stream()
        .filter(e -> e.getValue() instanceof JsonPrimitive)
        .forEach(e -> all.put(e.getKey(), byDefault(e.getKey(), e.getValue(), rank)));
    for (AttributeProto a : n.getAttributeList()) {
      if (!Implied.isImplied(a, original)) {
        all.put(a.getName(), meant(a, rank));
      }
    }
    Set<String> told = new HashSet<>();
    original.getAttributeList().forEach(a -> told.add(a.getName()));
    if (told.contains("auto_pad") || told.contains("ceil_mode")) {
      all.keySet().removeAll(List.of("auto_pad", "ceil_mode", "pads"));
    }
    return all;
  }

  private static Object byDefault(String name, JsonElement value, long rank) {
    JsonPrimitive p = value.getAsJsonPrimitive();
    return p.isString()
        ? p.getAsString()
        : name.equals("axis")
            ? (Object) Math.floorMod(p.getAsLong(), rank)
            : Float.toString(p.getAsFloat());
  }

  private static Object meant(AttributeProto a, long rank) {
    return switch (a.getType()) {
      case INT ->
          a.getName().equals("axis")
              ? (Object) Math.floorMod(a.getI(), rank)
              : Float.toString((float) a.getI());
      case FLOAT -> Float.toString(a.getF());
      case STRING -> a.getS().toStringUtf8();
      case GRAPH -> "a body, which is compared as a graph";
      case TENSOR -> numbers(a.getT());
      default -> a.toBuilder().clearDocString().build();
    };
  }

  /** How many become ops; which don't stands in target/node-tests.txt. */
  @Test
  void mostAreOpsOfOurOwn() throws IOException {
    int own = 0;
    List<String> kept = new ArrayList<>();
    for (Map.Entry<String, byte[]> e : files().entrySet()) {
      if (e.getKey().endsWith(".onnx")) {
        Node n = OnnxReader.exactly(e.getValue(), NOWHERE).graph().nodes().get(0);
        if (n.op() instanceof Foreign) {
          kept.add(n.op() + ", " + e.getKey());
        } else {
          own++;
        }
      }
    }
    Files.write(Path.of("target/node-tests.txt"), kept);
    assertEquals(OWN, own, kept.size() + " are kept as they are");
  }
}
