package org.nnd.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.ValueInfoProto;
import org.nnd.source.DidYouMean;

/** A file's model without what some of its values don't need: the rest isn't even read. */
final class Cut {
  /** How many names an error lists. */
  private static final int LISTED = 8;

  private final GraphProto graph;
  private final Map<String, NodeProto> makers = new HashMap<>();

  private Cut(GraphProto graph) {
    this.graph = graph;
    graph.getNodeList().forEach(n -> n.getOutputList().forEach(v -> makers.putIfAbsent(v, n)));
  }

  /**
   * The part of a model that makes some of its values, which become its outputs.
   *
   * @param names of values, or of nodes, whose outputs are meant; in the order of the new outputs
   * @throws org.nnd.source.NndException if there is nothing of such a name (NND0650)
   */
  static ModelProto until(ModelProto model, List<String> names, Complaint complaint) {
    Cut cut = new Cut(model.getGraph());
    Set<String> outputs = new LinkedHashSet<>();
    names.forEach(n -> outputs.addAll(cut.named(n, complaint)));
    return model.toBuilder().setGraph(cut.to(outputs)).build();
  }

  /** The values that a name means. */
  private List<String> named(String name, Complaint complaint) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (NodeProto n : graph.getNodeList()) {
      n.getOutputList().stream().filter(v -> !v.isEmpty()).forEach(v -> all.put(v, List.of(v)));
    }
    for (NodeProto n : graph.getNodeList()) {
      List<String> made = n.getOutputList().stream().filter(v -> !v.isEmpty()).toList();
      if (!n.getName().isEmpty()) {
        all.putIfAbsent(n.getName(), made);
      }
    }
    if (!all.containsKey(name)) {
      List<String> known = List.copyOf(all.keySet());
      throw complaint.of(
          "NND0650",
          "no node makes a value called " + name + ", and none is called so",
          DidYouMean.of(name, known)
              .map(n -> "did you mean " + n + "?")
              .orElseGet(() -> "there is " + some(known)));
    }
    return all.get(name);
  }

  private static String some(List<String> all) {
    return (all.size() > LISTED ? "..., " : "")
        + String.join(", ", all.subList(Math.max(0, all.size() - LISTED), all.size()));
  }

  private GraphProto to(Set<String> outputs) {
    Set<String> needed = needed(outputs);
    Map<String, ValueInfoProto> declared = new HashMap<>();
    Stream.concat(graph.getValueInfoList().stream(), graph.getOutputList().stream())
        .forEach(v -> declared.put(v.getName(), v));
    GraphProto.Builder cut = graph.toBuilder().clearNode().clearOutput().clearInitializer();
    graph.getNodeList().stream()
        .filter(n -> n.getOutputList().stream().anyMatch(needed::contains))
        .forEach(cut::addNode);
    List<TensorProto> numbers =
        graph.getInitializerList().stream().filter(t -> needed.contains(t.getName())).toList();
    cut.addAllInitializer(numbers);
    cut.clearInput();
    graph.getInputList().stream().filter(v -> needed.contains(v.getName())).forEach(cut::addInput);
    for (String name : outputs) {
      cut.addOutput(declared.getOrDefault(name, ValueInfoProto.newBuilder().setName(name).build()));
    }
    return cut.build();
  }

  /** All values that these are made of, and they themselves. */
  private Set<String> needed(Set<String> outputs) {
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      String v = open.pop();
      if (needed.add(v) && makers.containsKey(v)) {
        open.addAll(reads(makers.get(v)));
      }
    }
    return needed;
  }

  /** What a node reads, its bodies with it. */
  private static List<String> reads(NodeProto n) {
    List<String> all = new ArrayList<>(n.getInputList());
    n.getAttributeList().stream()
        .filter(a -> a.hasG())
        .forEach(
            a -> {
              a.getG().getNodeList().forEach(inner -> all.addAll(reads(inner)));
              a.getG().getOutputList().forEach(v -> all.add(v.getName()));
            });
    return all;
  }

  /**
   * The outputs of a model, each with the value that stands for it: of a map from names of classes
   * to numbers that is the tensor of these numbers.
   */
  static Map<String, String> outputs(ModelProto model) {
    Cut cut = new Cut(model.getGraph());
    Map<String, String> all = new LinkedHashMap<>();
    for (ValueInfoProto v : model.getGraph().getOutputList()) {
      NodeProto maker = cut.makers.get(v.getName());
      boolean map = maker != null && maker.getOpType().equals("ZipMap");
      all.put(v.getName(), map ? maker.getInput(0) : v.getName());
    }
    return all;
  }
}
