package org.nnd.diagram;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.Step;
import org.nnd.layer.Weight;

/** A checked network as it is drawn: a box for each use of a layer. */
public final class NetworkScheme {
  private NetworkScheme() {}

  /** What there is to draw. */
  public static Scheme of(Network network) {
    List<Unit> units = new ArrayList<>();
    for (Value v : network.inputs()) {
      units.add(port(v.name(), Tone.INPUT, v, List.of(), List.of(wire(v))));
    }
    Set<String> met = new HashSet<>();
    network.steps().forEach(s -> units.add(unit(s, met.add(s.path()))));
    network
        .outputs()
        .forEach((name, v) -> units.add(port(name, Tone.OUTPUT, v, List.of(wire(v)), List.of())));
    return new Scheme(
        network.name(),
        network.doc(),
        Count.of(numbers(network.weights().values()), "parameter"),
        units);
  }

  private static Unit port(String name, Tone tone, Value v, List<Wire> in, List<Wire> out) {
    String type = v.type().perExample().toString();
    return new Unit(List.of(name), name, "", name + ": " + type, tone, 0, in, out);
  }

  private static Unit unit(Step s, boolean first) {
    List<String> path = List.of(s.path().split("/"));
    Map<String, Weight> weights = s.namedWeights();
    long parameters = numbers(weights.values());
    String call = Wording.arguments(s);
    String name = path.get(path.size() - 1);
    boolean plain = name.matches(s.kind() + "(_\\d+)*");
    String about =
        s.path()
            + ": "
            + s.kind()
            + (call.isEmpty() ? "" : "(" + call + ")")
            + "\n"
            + types(s.inputs())
            + " -> "
            + types(s.outputs())
            + (parameters == 0 ? "" : "\n" + Count.of(parameters, "parameter"))
            + (first || parameters == 0 ? "" : ", shared with an earlier use")
            + (parameters > 0 && weights.values().stream().noneMatch(Weight::trainable)
                ? ", frozen"
                : "");
    return new Unit(
        path,
        plain ? s.kind() : name,
        plain ? call : (s.kind() + " " + call).strip(),
        about,
        parameters > 0 ? Tone.WEIGHTED : Tone.PLAIN,
        first ? parameters : 0,
        s.inputs().stream().map(NetworkScheme::wire).toList(),
        s.outputs().stream().map(NetworkScheme::wire).toList());
  }

  private static String types(List<Value> values) {
    return values.stream()
        .map(v -> v.type().perExample().toString())
        .collect(Collectors.joining(", "));
  }

  private static long numbers(Collection<Weight> weights) {
    return weights.stream()
        .mapToLong(w -> w.type().shape().size().orElseThrow())
        .reduce(0, Math::addExact);
  }

  private static Wire wire(Value v) {
    return new Wire(v.name(), label(v.type()));
  }

  /** {@code [6, 28, 28]}: floats are what one expects. */
  static String label(TensorType type) {
    TensorType one = type.perExample();
    String label = one.toString();
    return one.shape().rank() > 0 ? label.replaceFirst("^float\\[", "[") : label;
  }
}
