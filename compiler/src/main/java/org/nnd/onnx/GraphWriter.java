package org.nnd.onnx;

import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Holder;
import org.nnd.ir.Node;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.proto.AttributeProto;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.TensorShapeProto;
import org.nnd.onnx.proto.TypeProto;
import org.nnd.onnx.proto.ValueInfoProto;

/** One graph, or the body of a loop in it, as ONNX's GraphProto. */
final class GraphWriter {
  private final Graph graph;
  private final String prefix;
  private final Map<Value, String> names;
  private final Function<Tensor, TensorProto.Builder> numbers;
  private final GraphProto.Builder out = GraphProto.newBuilder();
  private final Map<Tensor, String> constants = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * @param prefix stands before all names but those of outer values
   * @param outer names of values that aren't the graph's own
   * @param numbers says where the numbers of initializers are
   */
  private GraphWriter(
      Graph graph,
      String prefix,
      Map<Value, String> outer,
      Function<Tensor, TensorProto.Builder> numbers) {
    this.graph = graph;
    this.prefix = prefix;
    this.names = new HashMap<>(outer);
    this.numbers = numbers;
  }

  static GraphProto write(Graph graph, Function<Tensor, TensorProto.Builder> numbers) {
    return new GraphWriter(graph, "", Map.of(), numbers).write(graph.inputs().size());
  }

  /** Writes with all names behind a prefix, other than those that are given. */
  static GraphProto write(Graph graph, String prefix, Map<Value, String> given) {
    return new GraphWriter(graph, prefix, given, GraphWriter::tensor).write(graph.inputs().size());
  }

  /** Writes; inputs behind the first ones are not declared, since an outer graph names them. */
  private GraphProto write(int declared) {
    out.setName(graph.name());
    graph.initializers().keySet().forEach(v -> taken.add(name(v)));
    graph.inputs().subList(0, declared).forEach(v -> out.addInput(info(name(v), v.type())));
    graph.initializers().forEach((v, t) -> out.addInitializer(numbers.apply(t).setName(name(v))));
    nameOutputs();
    Set<Value> used = new HashSet<>(graph.outputs().values());
    graph.nodes().forEach(n -> used.addAll(n.inputs()));
    graph.nodes().forEach(n -> out.addNode(node(n, used)));
    graph.nodes().stream().filter(n -> !n.op().infers()).forEach(this::tell);
    graph
        .outputs()
        .forEach(
            (as, v) -> {
              String name = prefix + as;
              if (!name(v).equals(name)) {
                out.addNode(
                    NodeProto.newBuilder()
                        .setName(name)
                        .setOpType("Identity")
                        .addInput(name(v))
                        .addOutput(name));
              }
              out.addOutput(info(name, v.type()));
            });
    return out.build();
  }

  /** The types that nobody else can tell. */
  private void tell(Node node) {
    node.outputs().stream()
        .filter(v -> !graph.outputs().containsValue(v))
        .forEach(v -> out.addValueInfo(info(name(v), v.type())));
  }

  /** What a node makes and one output shows goes by the output's name from the start. */
  private void nameOutputs() {
    Set<Value> made = new HashSet<>();
    graph.nodes().forEach(n -> made.addAll(n.outputs()));
    graph
        .outputs()
        .forEach(
            (as, v) -> {
              if (made.remove(v)) {
                names.put(v, prefix + as);
              }
            });
  }

  private String name(Value v) {
    return names.computeIfAbsent(v, x -> prefix + x.name());
  }

  private NodeProto.Builder node(Node node, Set<Value> used) {
    NodeProto.Builder proto =
        NodeProto.newBuilder().setName(prefix + node.name()).setOpType(node.op().name());
    if (!node.op().domain().isEmpty()) {
      proto.setDomain(node.op().domain());
    }
    int shared = Math.min(node.inputs().size(), node.op().sharedFrom());
    for (int i = 0; i < shared; i++) {
      proto.addAllInput(Collections.nCopies(node.op().leftOutBefore(i), ""));
      proto.addInput(name(node.inputs().get(i)));
    }
    node.op().constants().forEach(t -> proto.addInput(constant(t)));
    int last = node.outputs().size() - 1;
    while (last >= node.op().requiredOutputs() && !used.contains(node.outputs().get(last))) {
      last--;
    }
    for (int i = 0; i <= last; i++) {
      Value y = node.outputs().get(i);
      proto.addAllOutput(Collections.nCopies(node.op().skippedBefore(i), ""));
      boolean needed = i < node.op().requiredOutputs() || used.contains(y);
      proto.addOutput(needed ? name(y) : "");
    }
    new TreeMap<>(node.op().attributes())
        .forEach((k, v) -> proto.addAttribute(attribute(node, k, v)));
    return proto;
  }

  private String constant(Tensor tensor) {
    return constants.computeIfAbsent(
        tensor,
        t -> {
          int number = constants.size();
          while (taken.contains(prefix + "attribute/" + number)) {
            number++;
          }
          String name = prefix + "attribute/" + number;
          taken.add(name);
          out.addInitializer(tensor(t).setName(name));
          return name;
        });
  }

  private AttributeProto.Builder attribute(Node node, String name, Object value) {
    AttributeProto.Builder a = AttributeProto.newBuilder().setName(name);
    if (value instanceof Long i) {
      return a.setType(AttributeProto.AttributeType.INT).setI(i);
    }
    if (value instanceof Double f) {
      return a.setType(AttributeProto.AttributeType.FLOAT).setF(f.floatValue());
    }
    if (value instanceof String s) {
      return a.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(s));
    }
    if (value instanceof Graph body) {
      return a.setType(AttributeProto.AttributeType.GRAPH).setG(body(node, body));
    }
    if (value instanceof Tensor t) {
      return a.setType(AttributeProto.AttributeType.TENSOR).setT(tensor(t));
    }
    if (value instanceof double[] numbers) {
      a.setType(AttributeProto.AttributeType.FLOATS);
      for (double f : numbers) {
        a.addFloats((float) f);
      }
      return a;
    }
    if (value instanceof List<?> texts) {
      a.setType(AttributeProto.AttributeType.STRINGS);
      texts.forEach(t -> a.addStrings(ByteString.copyFromUtf8((String) t)));
      return a;
    }
    a.setType(AttributeProto.AttributeType.INTS);
    for (long i : (long[]) value) {
      a.addInts(i);
    }
    return a;
  }

  /** The body's last inputs are those of the node that it shares. */
  private GraphProto body(Node node, Graph body) {
    int handed = Math.min(node.op().sharedFrom(), node.inputs().size());
    int declared = body.inputs().size() - (node.inputs().size() - handed);
    Map<Value, String> outer = new HashMap<>();
    for (int i = declared; i < body.inputs().size(); i++) {
      outer.put(body.inputs().get(i), name(node.inputs().get(handed + i - declared)));
    }
    return new GraphWriter(body, prefix + node.name() + "/", outer, GraphWriter::tensor)
        .write(declared);
  }

  private static ValueInfoProto.Builder info(String name, TensorType type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Dim d : type.shape().dims()) {
      TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
      d.known().ifPresentOrElse(dim::setDimValue, () -> dim.setDimParam(d.toString()));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.element().onnx());
    if (type.holders().isEmpty() || type.shape().rank() > 0) {
      tensor.setShape(shape);
    }
    TypeProto.Builder told = TypeProto.newBuilder().setTensorType(tensor);
    for (int i = type.holders().size() - 1; i >= 0; i--) {
      told = held(type.holders().get(i), told);
    }
    return ValueInfoProto.newBuilder().setName(name).setType(told);
  }

  private static TypeProto.Builder held(Holder holder, TypeProto.Builder each) {
    return switch (holder) {
      case SEQUENCE ->
          TypeProto.newBuilder().setSequenceType(TypeProto.Sequence.newBuilder().setElemType(each));
      case OPTIONAL ->
          TypeProto.newBuilder().setOptionalType(TypeProto.Optional.newBuilder().setElemType(each));
    };
  }

  /** A tensor with its numbers. */
  static TensorProto.Builder tensor(Tensor t) {
    TensorProto.Builder proto = type(t.type());
    return t.type().element() == ElementType.STRING
        ? proto.addAllStringData(t.texts().stream().map(ByteString::copyFrom).toList())
        : proto.setRawData(ByteString.copyFrom(t.bytes()));
  }

  /** A tensor without numbers. */
  static TensorProto.Builder type(TensorType type) {
    TensorProto.Builder proto = TensorProto.newBuilder().setDataType(type.element().onnx());
    for (long size : type.shape().sizes()) {
      proto.addDims(size);
    }
    return proto;
  }
}
