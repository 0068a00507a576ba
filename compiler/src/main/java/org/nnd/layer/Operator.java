package org.nnd.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.AskedNode;
import org.nnd.op.Foreign;
import org.nnd.op.Ops;

/**
 * An operator of ONNX that no layer stands for, as it is: the graph has exactly this node.
 *
 * <p>Where an op of ours does the same, its gradient is known.
 */
public record Operator(Foreign op) implements Layer {
  /** What a text calls it. */
  public static final String KIND = "operator";

  /**
   * An operator as it is.
   *
   * @param since the version of its domain that it needs; 0 if every one has it
   * @param inputs where the values stand among ONNX's inputs, some of which may be left out
   * @param outputs the same for the results
   * @param types of the results
   */
  public static Operator of(
      String name,
      String domain,
      long since,
      Map<String, Object> attributes,
      List<Integer> inputs,
      List<Integer> outputs,
      List<TensorType> types) {
    return new Operator(new Foreign(name, domain, since, attributes, inputs, outputs, types, 0));
  }

  private static final Pattern TYPE = Pattern.compile("([a-z0-9]+)(?:\\[([^\\[\\]]*)])?");

  /**
   * The type that words say: {@code float[3, T]}.
   *
   * @return empty if they say none
   */
  public static Optional<TensorType> type(String words) {
    Matcher m = TYPE.matcher(words.strip());
    Optional<ElementType> element =
        m.matches()
            ? Arrays.stream(ElementType.values())
                .filter(e -> e.toString().equals(m.group(1)))
                .findFirst()
            : Optional.empty();
    if (element.isEmpty()) {
      return Optional.empty();
    }
    List<Dim> dims = new ArrayList<>();
    for (String length : m.group(2) == null ? new String[0] : m.group(2).split(",", -1)) {
      String d = length.strip();
      if (d.isEmpty()) {
        return Optional.empty();
      }
      dims.add(d.matches("[0-9]{1,9}") ? Dim.of(Long.parseLong(d)) : new Dim.Named(d));
    }
    return Optional.of(new TensorType(element.get(), new Shape(dims)));
  }

  /**
   * @throws Refusal if it has another number of inputs than it says where they stand
   */
  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    if (inputs.size() != op.inputs().size()) {
      throw new Refusal(
          op
              + " is told the places of "
              + op.inputs().size()
              + " inputs, but has "
              + inputs.size());
    }
    return op.types();
  }

  /**
   * Whether gradients come through.
   *
   * @param constants the numbers of the inputs that stand in the text
   */
  public boolean isDifferentiable(List<TensorType> inputs, List<Optional<Tensor>> constants) {
    return typed(inputs, constants)
        .filter(t -> Ops.isDifferentiable(t.op()) || RecurrentNode.of(t.op()).isPresent())
        .isPresent();
  }

  /** The op that does the same, if there is one here. */
  private Optional<AskedNode.Typed> typed(
      List<TensorType> inputs, List<Optional<Tensor>> constants) {
    return op.domain().isEmpty()
        ? new OperatorNode(op, inputs, constants)
            .typed(Ops.rules(op.name()))
            .filter(t -> op.outputs().stream().map(t.types()::get).toList().equals(op.types()))
        : Optional.empty();
  }

  @Override
  public List<Value> emit(Emission e, List<Value> inputs) {
    List<TensorType> types = inputs.stream().map(Value::type).toList();
    Optional<AskedNode.Typed> typed =
        typed(types, inputs.stream().map(v -> e.g().literal(v)).toList());
    if (typed.isEmpty()) {
      return e.g().node(op, inputs).outputs();
    }
    Op same = typed.get().op();
    List<Value> taken =
        typed.get().inputs().stream().map(i -> inputs.get(op.inputs().indexOf(i))).toList();
    List<Value> all =
        RecurrentNode.of(same)
            .filter(r -> e.training())
            .map(r -> r.emit(e, taken))
            .orElseGet(() -> e.g().node(same, taken).outputs());
    return op.outputs().stream().map(all::get).toList();
  }
}
