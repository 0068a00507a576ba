package org.nnd.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nnd.ir.Dim;
import org.nnd.ir.Formula;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.op.AskedNode;
import org.nnd.source.NndException;

/** A node of a file with what is known of its inputs; remembers what was asked for. */
final class NodeView extends AskedNode {
  private final GraphReader graph;
  private final NodeProto proto;

  NodeView(GraphReader graph, NodeProto proto, Map<String, Object> attributes) {
    super(attributes);
    this.graph = graph;
    this.proto = proto;
  }

  NodeProto proto() {
    return proto;
  }

  String operator() {
    return proto.getOpType();
  }

  /** A tensor, if there is one. */
  Optional<Tensor> tensor(String attribute) {
    return attribute(attribute, Tensor.class);
  }

  @Override
  public int inputs() {
    int last = proto.getInputCount();
    while (last > 0 && proto.getInput(last - 1).isEmpty()) {
      last--;
    }
    return last;
  }

  @Override
  public boolean has(int input) {
    return input < proto.getInputCount() && !proto.getInput(input).isEmpty();
  }

  @Override
  protected NndException complaint(String message) {
    return graph.complaint("NND0605", proto, message);
  }

  /** An older form of the operator that the one of today hasn't. */
  NndException unconverted(String what) {
    return graph.complaint(
        "NND0608", proto, "an older form of the operator can't be converted: " + what);
  }

  Value value(int input) {
    if (!has(input)) {
      throw complaint("input " + input + " is missing");
    }
    return graph.value(proto.getInput(input), proto);
  }

  @Override
  public TensorType type(int input) {
    return value(input).type();
  }

  @Override
  public Optional<Tensor> constant(int input) {
    value(input);
    asked(input);
    return graph.constant(proto.getInput(input));
  }

  @Override
  public Optional<List<Formula>> formulas(int input) {
    asked(input);
    return numbers(input).map(Numbers::all);
  }

  /** The numbers of an input, if they are known. */
  Optional<Numbers> numbers(int input) {
    value(input);
    return graph.numbers(proto.getInput(input));
  }

  @Override
  public boolean gives(int output) {
    return isThere(output) && (output == 0 || graph.isRead(proto.getOutput(output)));
  }

  private boolean isThere(int output) {
    return output < proto.getOutputCount() && !proto.getOutput(output).isEmpty();
  }

  @Override
  public List<Integer> read() {
    return places(proto.getOutputCount(), this::gives);
  }

  /** The places of the outputs that are there. */
  List<Integer> outputs() {
    return places(proto.getOutputCount(), this::isThere);
  }

  /** The places of the inputs that are there. */
  List<Integer> given() {
    return places(proto.getInputCount(), this::has);
  }

  private static List<Integer> places(int count, Function<Integer, Boolean> there) {
    List<Integer> places = new ArrayList<>();
    Stream.iterate(0, i -> i < count, i -> i + 1).filter(there::apply).forEach(places::add);
    return places;
  }

  /** A name for a length of the first output that only a run can tell. */
  Dim unknown(int axis) {
    return unknown(0, axis);
  }

  /** A name for a length of an output that only a run can tell. */
  Dim unknown(int output, int axis) {
    return graph.unknown(gives(output) ? proto.getOutput(output) : "", axis);
  }

  @Override
  public Optional<TensorType> declared(int output) {
    return gives(output)
        ? graph.declared(proto.getOutput(output)).map(t -> graph.freed(t, this))
        : Optional.empty();
  }
}
