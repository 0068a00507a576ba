package org.nnd.onnx;

import java.util.ArrayList;
import java.util.List;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.AttributeProto;
import org.nnd.onnx.proto.NodeProto;

/** A node that gives way to others, which are written in its place. */
final class Rewriting {
  final NodeView view;
  private final GraphReader graph;
  private final List<NodeProto> nodes = new ArrayList<>();
  private boolean done;

  Rewriting(NodeView view, GraphReader graph) {
    this.view = view;
    this.graph = graph;
  }

  /** An attribute that is a whole number. */
  static AttributeProto.Builder attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value);
  }

  /** The node itself. */
  NodeProto.Builder copy() {
    return view.proto().toBuilder();
  }

  /** The node without an attribute. */
  NodeProto.Builder without(String attribute) {
    NodeProto.Builder n = copy().clearAttribute();
    view.proto().getAttributeList().stream()
        .filter(a -> !a.getName().equals(attribute))
        .forEach(n::addAttribute);
    return n;
  }

  /** A name for a value of the rewritten nodes. */
  String name(String suffix) {
    return graph.free(view.proto().getOutput(0) + "/" + suffix);
  }

  /** A node before the one that is converted. */
  String before(String suffix, NodeProto.Builder node) {
    String name = name(suffix);
    nodes.add(node.addOutput(name).build());
    return name;
  }

  String constant(String suffix, Tensor numbers) {
    return before(
        suffix,
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("value")
                    .setType(AttributeProto.AttributeType.TENSOR)
                    .setT(GraphWriter.tensor(numbers))));
  }

  /** Whether {@link #end} was written. */
  boolean isDone() {
    return done;
  }

  /** What was written. */
  List<NodeProto> nodes() {
    return nodes;
  }

  /** All nodes, the converted one last. */
  List<NodeProto> end(NodeProto.Builder last) {
    nodes.add(last.build());
    done = true;
    return nodes;
  }

  /** Attributes become inputs, in this order behind those that are there. */
  List<NodeProto> attributesAsInputs(String... names) {
    NodeProto.Builder n = copy().clearAttribute();
    List<String> told = List.of(names);
    view.proto().getAttributeList().stream()
        .filter(a -> !told.contains(a.getName()))
        .forEach(n::addAttribute);
    for (String name : names) {
      Object value = view.attributes().get(name);
      n.addInput(value == null ? "" : constant(name, numbers(name, value)));
    }
    return end(n);
  }

  private Tensor numbers(String name, Object value) {
    if (value instanceof long[] all) {
      return Tensor.longs(all);
    }
    if (value instanceof Long i) {
      return Tensor.longs(i);
    }
    if (value instanceof Double f) {
      ElementType element = name.equals("ratio") ? ElementType.FLOAT : view.type(0).element();
      return Tensor.scalar(element, f);
    }
    if (value instanceof double[] all) {
      return Tensor.of(ElementType.FLOAT, Shape.of(all.length), all);
    }
    throw view.complaint("attribute " + name + " is of another type");
  }
}
