package org.nnd.onnx;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.AttributeProto;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.TensorShapeProto;
import org.nnd.onnx.proto.TypeProto;
import org.nnd.onnx.proto.ValueInfoProto;
import org.nnd.source.FileProblem;
import org.nnd.source.NndException;

/**
 * What a model file says, word for word: nothing is inferred and nothing has to be known, so that
 * any file can be looked at, whatever its operators, types and versions are. {@link OnnxReader}
 * reads what it means.
 *
 * @param bytes of the file itself
 * @param irVersion of the file format
 * @param producer what wrote it, with its version
 * @param opsets the operator set of each domain, {@code ai.onnx} being ONNX's own
 * @param metadata texts by name
 * @param types what is said of values between nodes
 * @param initializers numbers by name
 * @param functions operators that it defines itself
 * @param training whether a training step stands beside the graph
 */
public record OnnxFile(
    Path path,
    long bytes,
    long irVersion,
    String producer,
    String graph,
    String doc,
    Map<String, Long> opsets,
    Map<String, String> metadata,
    Map<String, String> inputs,
    Map<String, String> outputs,
    Map<String, String> types,
    List<Operation> operations,
    Map<String, Initializer> initializers,
    List<String> functions,
    boolean training) {
  /** ONNX's own domain. */
  public static final String ONNX = "ai.onnx";

  /**
   * A node.
   *
   * @param name may be empty
   * @param operator its domain in front, if it isn't ONNX's own: {@code com.microsoft.Gelu}
   * @param inputs empty names where optional ones are left out
   * @param attributes as texts
   * @param bodies the nodes of graphs in it
   * @param modules the modules that it stands in, from the outermost: what an exporter says of
   *     them, else the words of its name but the last
   */
  public record Operation(
      String name,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, String> attributes,
      List<Operation> bodies,
      List<String> modules) {
    public Operation {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      bodies = List.copyOf(bodies);
      modules = List.copyOf(modules);
    }
  }

  /**
   * Numbers of a model.
   *
   * @param element what they are: {@code float}
   * @param beside the file that holds them, if it isn't the model
   * @param mark stands for them where nothing here can read them; else empty
   */
  public record Initializer(
      String element, List<Long> sizes, Optional<String> beside, String mark, Reading reading) {
    public Initializer {
      sizes = List.copyOf(sizes);
    }

    /** {@code float[64, 3]}. */
    public String type() {
      return sizes.isEmpty() ? element : element + sizes;
    }

    /** How many there are; none where lengths make no sense. */
    public long count() {
      try {
        return sizes.stream().mapToLong(s -> Math.max(0, s)).reduce(1, Math::multiplyExact);
      } catch (ArithmeticException e) {
        return 0;
      }
    }

    /**
     * The numbers, if their type is one that is known here.
     *
     * @throws NndException if they aren't what they claim to be
     */
    public Optional<Tensor> numbers() {
      return reading.read();
    }
  }

  /** Reads numbers when they are wanted. */
  @FunctionalInterface
  public interface Reading {
    Optional<Tensor> read();
  }

  /**
   * Reads a file.
   *
   * @throws NndException if it can't be read (NND0506) or is no model (NND0507)
   */
  public static OnnxFile read(Path file) {
    ModelProto model = ModelFile.read(file);
    Complaint complaint = new Complaint(Optional.of(file));
    if (!model.hasGraph()) {
      throw complaint.of("NND0507", "this is no ONNX model", "is it an .onnx file, and complete?");
    }
    TensorReader tensors = new TensorReader(file.toAbsolutePath().getParent(), complaint);
    GraphProto graph = model.getGraph();
    Map<String, Long> opsets = new TreeMap<>();
    model.getOpsetImportList().forEach(o -> opsets.put(domain(o.getDomain()), o.getVersion()));
    Map<String, Initializer> initializers = new LinkedHashMap<>();
    graph.getInitializerList().forEach(t -> initializers.put(t.getName(), initializer(t, tensors)));
    return new OnnxFile(
        file,
        size(file),
        model.getIrVersion(),
        (model.getProducerName() + " " + model.getProducerVersion()).strip(),
        graph.getName(),
        model.getDocString(),
        opsets,
        entries(model.getMetadataPropsList()),
        ports(graph.getInputList()),
        ports(graph.getOutputList()),
        ports(graph.getValueInfoList()),
        operations(graph),
        initializers,
        model.getFunctionsList().stream().map(f -> qualified(f.getDomain(), f.getName())).toList(),
        model.getTrainingInfoCount() > 0);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0506", e));
    }
  }

  private static String domain(String told) {
    return told.isEmpty() ? ONNX : told;
  }

  private static String qualified(String domain, String name) {
    return domain(domain).equals(ONNX) ? name : domain + "." + name;
  }

  private static Map<String, String> entries(List<StringStringEntryProto> list) {
    Map<String, String> entries = new TreeMap<>();
    list.forEach(e -> entries.put(e.getKey(), e.getValue()));
    return entries;
  }

  private static Map<String, String> ports(List<ValueInfoProto> values) {
    Map<String, String> types = new LinkedHashMap<>();
    values.forEach(v -> types.put(v.getName(), type(v.getType())));
    return types;
  }

  /** {@code float[N, 3, 224, 224]}; a length that isn't told is a question mark. */
  private static String type(TypeProto type) {
    return switch (type.getValueCase()) {
      case TENSOR_TYPE -> {
        TypeProto.Tensor t = type.getTensorType();
        yield element(t.getElemType()) + (t.hasShape() ? shape(t.getShape()) : "[...]");
      }
      case SEQUENCE_TYPE -> "sequence(" + type(type.getSequenceType().getElemType()) + ")";
      case OPTIONAL_TYPE -> "optional(" + type(type.getOptionalType().getElemType()) + ")";
      case MAP_TYPE ->
          "map("
              + element(type.getMapType().getKeyType())
              + ", "
              + type(type.getMapType().getValueType())
              + ")";
      case SPARSE_TENSOR_TYPE -> "sparse " + element(type.getSparseTensorType().getElemType());
      default -> "";
    };
  }

  private static String shape(TensorShapeProto shape) {
    return shape.getDimCount() == 0
        ? ""
        : shape.getDimList().stream()
            .map(
                d ->
                    d.hasDimValue()
                        ? Long.toString(d.getDimValue())
                        : d.getDimParam().isEmpty() ? "?" : d.getDimParam())
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String element(int onnx) {
    TensorProto.DataType known = TensorProto.DataType.forNumber(onnx);
    return known == null ? "type" + onnx : known.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static Initializer initializer(TensorProto t, TensorReader tensors) {
    Map<String, String> place = new HashMap<>();
    t.getExternalDataList().forEach(e -> place.put(e.getKey(), e.getValue()));
    boolean known = ElementType.of(t.getDataType()).isPresent();
    boolean outside = t.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    return new Initializer(
        element(t.getDataType()),
        t.getDimsList(),
        outside ? Optional.of(place.getOrDefault("location", "")) : Optional.empty(),
        known ? "" : sign(t.toBuilder().clearName().build().toByteArray()),
        () -> tensors.ifKnown(t));
  }

  private static List<Operation> operations(GraphProto graph) {
    return graph.getNodeList().stream().map(OnnxFile::operation).toList();
  }

  private static Operation operation(NodeProto n) {
    Map<String, String> attributes = new TreeMap<>();
    List<Operation> bodies = new ArrayList<>();
    for (AttributeProto a : n.getAttributeList()) {
      attributes.put(a.getName(), text(a));
      if (a.hasG()) {
        bodies.addAll(operations(a.getG()));
      }
      a.getGraphsList().forEach(g -> bodies.addAll(operations(g)));
    }
    return new Operation(
        n.getName(),
        qualified(n.getDomain(), n.getOpType()),
        n.getInputList(),
        n.getOutputList(),
        attributes,
        bodies,
        modules(n));
  }

  /**
   * PyTorch's exporter says {@code ['', 'layer1', 'layer1.0', 'layer1.0.conv1', 'conv2d']}, or
   * names the node {@code /layer1/layer1.0/conv1/Conv}; NND names it {@code layer1/conv1/Conv}.
   */
  private static List<String> modules(NodeProto n) {
    for (StringStringEntryProto e : n.getMetadataPropsList()) {
      if (e.getKey().equals("pkg.torch.onnx.name_scopes")) {
        List<String> scopes =
            Pattern.compile("'([^']*)'")
                .matcher(e.getValue())
                .results()
                .map(r -> r.group(1))
                .toList();
        List<String> modules = new ArrayList<>();
        for (int i = 1; i < scopes.size() - 1; i++) {
          modules.add(within(scopes.get(i - 1), scopes.get(i)));
        }
        return modules;
      }
    }
    List<String> words = Stream.of(n.getName().split("/")).filter(w -> !w.isEmpty()).toList();
    return words.subList(0, Math.max(0, words.size() - 1));
  }

  /** A scope without the one around it, unless a number is left. */
  private static String within(String outer, String scope) {
    String rest = scope.startsWith(outer + ".") ? scope.substring(outer.length() + 1) : scope;
    return rest.matches("\\d.*") ? scope : rest;
  }

  /** An attribute's value; what is long is told by its size and a number that stands for it. */
  private static String text(AttributeProto a) {
    return switch (a.getType()) {
      case INT -> Long.toString(a.getI());
      case FLOAT -> Float.toString(a.getF());
      case STRING -> '"' + a.getS().toStringUtf8() + '"';
      case INTS -> a.getIntsList().toString();
      case FLOATS -> a.getFloatsList().toString();
      case STRINGS -> a.getStringsList().stream().map(s -> s.toStringUtf8()).toList().toString();
      case TENSOR ->
          element(a.getT().getDataType())
              + (a.getT().getDimsCount() == 0 ? "" : a.getT().getDimsList())
              + " "
              + sign(a.getT().toByteArray());
      case GRAPH -> "a body of " + a.getG().getNodeCount() + " nodes " + sign(a.toByteArray());
      default ->
          a.getAllFields().keySet().stream()
                  .map(FieldDescriptor::getName)
                  .filter(f -> !f.equals("name") && !f.equals("type"))
                  .toList()
              + " "
              + sign(a.toByteArray());
    };
  }

  private static String sign(byte[] bytes) {
    return String.format("#%08x", Arrays.hashCode(bytes));
  }
}
