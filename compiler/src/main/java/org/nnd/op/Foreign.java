package org.nnd.op;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.nnd.ir.Graph;
import org.nnd.ir.Lengths;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * An operator that is kept as a file has it, since no op here says all that it does.
 *
 * @param name the operator's
 * @param domain where it is defined
 * @param since the version of the domain that it needs
 * @param attributes as the file has them
 * @param inputs the places of the inputs among ONNX's, which tells those that are left out
 * @param outputs the same for the outputs
 * @param types of the outputs
 * @param shared how many values bodies read by name, behind the inputs
 */
public record Foreign(
    String name,
    String domain,
    long since,
    Map<String, Object> attributes,
    List<Integer> inputs,
    List<Integer> outputs,
    List<TensorType> types,
    int shared)
    implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Foreign.class, "what it computes is not known here");

  public Foreign {
    Map<String, Object> all = new TreeMap<>(attributes);
    all.replaceAll((attribute, value) -> single(value));
    attributes = Collections.unmodifiableMap(all);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    types = List.copyOf(types);
  }

  /** Numbers have 32 bits in a file; the shorter ones of a text are the same. */
  private static Object single(Object value) {
    return value instanceof Double d
        ? (Object) (double) d.floatValue()
        : value instanceof double[] each
            ? Arrays.stream(each).map(x -> (float) x).toArray()
            : value;
  }

  /** The types are the file's, whatever the inputs are. */
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    if (in.size() != inputs.size() + shared) {
      throw new IllegalArgumentException(name + " of " + in);
    }
    return types;
  }

  @Override
  public boolean infers() {
    return false;
  }

  @Override
  public Foreign with(Lengths lengths) {
    Map<String, Object> all = new TreeMap<>(attributes);
    all.replaceAll((name, value) -> value instanceof Graph body ? lengths.of(body) : value);
    List<TensorType> now = types.stream().map(lengths::of).toList();
    return new Foreign(name, domain, since, all, inputs, outputs, now, shared);
  }

  @Override
  public int leftOutBefore(int input) {
    return gap(inputs, input);
  }

  @Override
  public int skippedBefore(int output) {
    return gap(outputs, output);
  }

  private static int gap(List<Integer> places, int i) {
    return places.get(i) - (i == 0 ? 0 : places.get(i - 1) + 1);
  }

  @Override
  public int requiredOutputs() {
    return outputs.size();
  }

  @Override
  public int sharedFrom() {
    return inputs.size();
  }

  /** Attributes are equal when what stands in their arrays is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Foreign f
        && List.of(name, domain, since, inputs, outputs, types, shared)
            .equals(List.of(f.name, f.domain, f.since, f.inputs, f.outputs, f.types, f.shared))
        && attributes.keySet().equals(f.attributes.keySet())
        && attributes.entrySet().stream()
            .allMatch(a -> Objects.deepEquals(a.getValue(), f.attributes.get(a.getKey())));
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, domain, attributes.keySet(), inputs, outputs, types);
  }

  /** The operator, with its domain where that is not ONNX itself. */
  @Override
  public String toString() {
    return domain.isEmpty() ? name : domain + "." + name;
  }
}
