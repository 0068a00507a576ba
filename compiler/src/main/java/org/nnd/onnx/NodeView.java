package org.nnd.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nnd.ir.Dim;
import org.nnd.ir.Formula;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.op.OnnxNode;
import org.nnd.source.NndException;

/** A node of a file with what is known of its inputs; remembers what was asked for. */
final class NodeView implements OnnxNode {
  private final GraphReader graph;
  private final NodeProto proto;
  private final Map<String, Object> attributes;
  private final Set<String> askedAttributes = new HashSet<>();
  private final Set<Integer> askedInputs = new HashSet<>();

  NodeView(GraphReader graph, NodeProto proto, Map<String, Object> attributes) {
    this.graph = graph;
    this.proto = proto;
    this.attributes = attributes;
  }

  NodeProto proto() {
    return proto;
  }

  String operator() {
    return proto.getOpType();
  }

  Map<String, Object> attributes() {
    return attributes;
  }

  /** Whether an op that takes some of the inputs knows all that the node says. */
  boolean isAllOf(Reading reading) {
    boolean all = askedAttributes.containsAll(attributes.keySet());
    for (int i = 0; i < inputs(); i++) {
      all &= !has(i) || reading.inputs().contains(i) || askedInputs.contains(i);
    }
    return all;
  }

  private <T> Optional<T> attribute(String name, Class<T> type) {
    askedAttributes.add(name);
    Object value = attributes.get(name);
    if (value != null && !type.isInstance(value)) {
      throw complaint("attribute " + name + " is of another type");
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  @Override
  public long integer(String attribute, long byDefault) {
    return attribute(attribute, Long.class).orElse(byDefault);
  }

  @Override
  public double number(String attribute, double byDefault) {
    return attribute(attribute, Double.class).orElse(byDefault);
  }

  @Override
  public String text(String attribute, String byDefault) {
    return attribute(attribute, String.class).orElse(byDefault);
  }

  @Override
  public Tensor tensor(String attribute, Tensor byDefault) {
    return attribute(attribute, Tensor.class).orElse(byDefault);
  }

  @Override
  public Optional<List<Long>> integers(String attribute) {
    return attribute(attribute, long[].class).map(all -> LongStream.of(all).boxed().toList());
  }

  @Override
  public Optional<List<String>> texts(String attribute) {
    return attribute(attribute, List.class)
        .map(all -> ((List<?>) all).stream().map(String.class::cast).toList());
  }

  @Override
  public void ignore(String attribute) {
    askedAttributes.add(attribute);
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

  /** What is wrong with the node. */
  NndException complaint(String message) {
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
    askedInputs.add(input);
    return graph.constant(proto.getInput(input));
  }

  @Override
  public Optional<List<Formula>> formulas(int input) {
    askedInputs.add(input);
    return numbers(input).map(Numbers::all);
  }

  /** The numbers of an input, if they are known. */
  Optional<Numbers> numbers(int input) {
    value(input);
    return graph.numbers(proto.getInput(input));
  }

  @Override
  public boolean gives(int output) {
    return output < proto.getOutputCount() && !proto.getOutput(output).isEmpty();
  }

  /** The places of the outputs that are there. */
  List<Integer> outputs() {
    return places(proto.getOutputCount(), this::gives);
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
