package org.nnd.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.nnd.onnx.proto.AttributeProto;
import org.nnd.onnx.proto.FunctionProto;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.OperatorSetIdProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.ValueInfoProto;
import org.nnd.source.NndException;

/** A model's own functions, put in where nodes call them. */
final class Functions {
  private static final int DEEPEST = 100;
  private static final int MOST_NODES = 100_000;

  private final Complaint complaint;
  private final Map<List<String>, FunctionProto> functions;
  private int nodes;

  private Functions(ModelProto model, Complaint complaint) {
    this.complaint = complaint;
    this.functions =
        model.getFunctionsList().stream()
            .collect(
                Collectors.toMap(
                    f -> List.of(f.getDomain(), f.getName(), f.getOverload()),
                    f -> f,
                    (a, b) -> a));
  }

  /**
   * The model without functions.
   *
   * @throws NndException if they call each other in a circle, or are written for other operators
   *     than the model
   */
  static ModelProto inlined(ModelProto model, Complaint complaint) {
    if (model.getFunctionsCount() == 0) {
      return model;
    }
    Functions all = new Functions(model, complaint);
    GraphProto graph = all.graph(model.getGraph(), 0);
    ModelProto.Builder inlined = model.toBuilder().clearFunctions().clearOpsetImport();
    all.versions(model)
        .forEach(
            (domain, version) ->
                inlined.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
    return inlined.setGraph(graph).build();
  }

  /** What the model and its functions import. */
  private Map<String, Long> versions(ModelProto model) {
    Map<String, Long> versions = new TreeMap<>();
    model.getOpsetImportList().forEach(o -> versions.put(o.getDomain(), o.getVersion()));
    for (FunctionProto f : model.getFunctionsList()) {
      for (OperatorSetIdProto o : f.getOpsetImportList()) {
        Long other = versions.putIfAbsent(o.getDomain(), o.getVersion());
        if (other != null && other != o.getVersion()) {
          throw complaint.of(
              "NND0609",
              "function " + f.getName() + " of another operator set than the model can't be read",
              "inline the functions with onnx.inliner, or export the model without them");
        }
      }
    }
    return versions;
  }

  private GraphProto graph(GraphProto graph, int depth) {
    GraphProto.Builder inlined = graph.toBuilder().clearNode();
    graph.getNodeList().forEach(n -> add(inlined, n, depth));
    return inlined.build();
  }

  private void add(GraphProto.Builder graph, NodeProto n, int depth) {
    if (depth > DEEPEST || ++nodes > MOST_NODES) {
      throw complaint.of(
          "NND0607",
          "functions call each other without end",
          "functions that call themselves, or give more than 100,000 nodes, are not read");
    }
    FunctionProto f = functions.get(List.of(n.getDomain(), n.getOpType(), n.getOverload()));
    if (f == null) {
      graph.addNode(withBodies(n, body -> graph(body, depth + 1)));
      return;
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < f.getInputCount(); i++) {
      names.put(f.getInput(i), i < n.getInputCount() ? n.getInput(i) : "");
    }
    for (int i = 0; i < f.getOutputCount() && i < n.getOutputCount(); i++) {
      if (!n.getOutput(i).isEmpty()) {
        names.put(f.getOutput(i), n.getOutput(i));
      }
    }
    String call = n.getName().isEmpty() ? String.join("+", n.getOutputList()) : n.getName();
    UnaryOperator<String> inside =
        name -> name.isEmpty() ? "" : names.getOrDefault(name, call + "/" + name);
    Map<String, AttributeProto> given = new HashMap<>();
    f.getAttributeProtoList().forEach(a -> given.put(a.getName(), a));
    n.getAttributeList().forEach(a -> given.put(a.getName(), a));
    for (NodeProto inner : f.getNodeList()) {
      add(graph, renamed(inner, inside, given), depth + 1);
    }
    f.getValueInfoList().forEach(v -> graph.addValueInfo(renamed(v, inside)));
  }

  private static NodeProto withBodies(NodeProto n, UnaryOperator<GraphProto> change) {
    NodeProto.Builder changed = n.toBuilder().clearAttribute();
    for (AttributeProto a : n.getAttributeList()) {
      changed.addAttribute(a.hasG() ? a.toBuilder().setG(change.apply(a.getG())).build() : a);
    }
    return changed.build();
  }

  private static NodeProto renamed(
      NodeProto n, UnaryOperator<String> names, Map<String, AttributeProto> given) {
    NodeProto.Builder renamed =
        n.toBuilder().clearInput().clearOutput().clearAttribute().setName(names.apply(n.getName()));
    n.getInputList().forEach(v -> renamed.addInput(names.apply(v)));
    n.getOutputList().forEach(v -> renamed.addOutput(names.apply(v)));
    for (AttributeProto a : n.getAttributeList()) {
      told(a, given).ifPresent(renamed::addAttribute);
    }
    return withBodies(renamed.build(), body -> renamed(body, names, given));
  }

  /** An attribute that may be the function's own; none if that was left out. */
  private static Optional<AttributeProto> told(
      AttributeProto a, Map<String, AttributeProto> given) {
    return a.getRefAttrName().isEmpty()
        ? Optional.of(a)
        : Optional.ofNullable(given.get(a.getRefAttrName()))
            .map(value -> value.toBuilder().setName(a.getName()).build());
  }

  private static GraphProto renamed(
      GraphProto graph, UnaryOperator<String> names, Map<String, AttributeProto> given) {
    GraphProto.Builder renamed = graph.toBuilder();
    renamed.clearInput().clearOutput().clearValueInfo().clearInitializer().clearNode();
    graph.getInputList().forEach(v -> renamed.addInput(renamed(v, names)));
    graph.getOutputList().forEach(v -> renamed.addOutput(renamed(v, names)));
    graph.getValueInfoList().forEach(v -> renamed.addValueInfo(renamed(v, names)));
    for (TensorProto t : graph.getInitializerList()) {
      renamed.addInitializer(t.toBuilder().setName(names.apply(t.getName())));
    }
    graph.getNodeList().forEach(n -> renamed.addNode(renamed(n, names, given)));
    return renamed.build();
  }

  private static ValueInfoProto renamed(ValueInfoProto v, UnaryOperator<String> names) {
    return v.toBuilder().setName(names.apply(v.getName())).build();
  }
}
