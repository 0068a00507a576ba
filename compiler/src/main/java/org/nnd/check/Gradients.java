package org.nnd.check;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.Numbers;
import org.nnd.layer.Onnx;
import org.nnd.layer.Operator;
import org.nnd.layer.Step;
import org.nnd.layer.Weight;
import org.nnd.source.Diagnostic;
import org.nnd.source.Span;

/**
 * Whether gradients come from the loss to all weights that learn, through networks of files and
 * operators as they are.
 */
final class Gradients {
  private static final int SHOWN = 4;

  private final Network network;
  private final Span loss;

  /** For each value the layers that it depends on whose weights learn. */
  private final Map<Value, Set<String>> learning = new LinkedHashMap<>();

  /** What the loss depends on. */
  private final Set<Value> wanted = new HashSet<>();

  private Gradients(Network network, Value loss, Span at) {
    this.network = network;
    this.loss = at;
    wanted.add(loss);
    network.before(loss).forEach(s -> wanted.addAll(s.inputs()));
  }

  /**
   * The first operator without a gradient that stands in the way.
   *
   * @param at where the loss is asked for
   */
  static Optional<Diagnostic> problem(Network network, Value loss, Span at) {
    return new Gradients(network, loss, at).problem();
  }

  private Optional<Diagnostic> problem() {
    for (Step s : network.steps()) {
      if (!Collections.disjoint(wanted, s.outputs()) && s.layer() instanceof Onnx onnx) {
        Optional<Onnx.Obstacle> found =
            onnx.obstacle(
                learns(s),
                places(s.inputs(), learning::containsKey),
                places(s.outputs(), wanted::contains));
        if (found.isPresent()) {
          return found.map(o -> told(s, onnx, o));
        }
      }
      Set<String> before = new LinkedHashSet<>();
      s.inputs().forEach(v -> before.addAll(learning.getOrDefault(v, Set.of())));
      if (s.weights().values().stream().anyMatch(Weight::trainable)) {
        before.add(s.path());
      }
      boolean reached =
          !before.isEmpty() && s.outputs().stream().anyMatch(v -> v.element().isFloat());
      if (reached && !Collections.disjoint(wanted, s.outputs())) {
        if (s.layer() instanceof Operator o && !o.isDifferentiable(types(s), constants(s))) {
          return Optional.of(told(s, o, before));
        }
      }
      if (!before.isEmpty()) {
        s.outputs().forEach(v -> learning.put(v, before));
      }
    }
    return Optional.empty();
  }

  private static List<TensorType> types(Step s) {
    return s.inputs().stream().map(Value::type).toList();
  }

  /** The numbers of those inputs that stand in the text. */
  private List<Optional<Tensor>> constants(Step s) {
    Map<Value, Tensor> all = new HashMap<>();
    for (Step each : network.steps()) {
      if (each.layer() instanceof Numbers n) {
        all.put(each.outputs().get(0), n.tensor());
      }
    }
    return s.inputs().stream().map(v -> Optional.ofNullable(all.get(v))).toList();
  }

  private Diagnostic told(Step s, Operator o, Collection<String> before) {
    return Diagnostic.of(
            "NND0640", loss, "no gradient comes through " + o.op() + ", layer " + s.path())
        .note("before it other layers learn: " + some(List.copyOf(before)))
        .help("freeze what is before it, in the train section: freeze " + quoted(before));
  }

  private static Predicate<String> learns(Step s) {
    Map<String, Weight> weights = s.weights();
    return name -> weights.get(name).trainable();
  }

  private static Set<Integer> places(List<Value> values, Predicate<Value> which) {
    return IntStream.range(0, values.size())
        .filter(i -> which.test(values.get(i)))
        .boxed()
        .collect(Collectors.toSet());
  }

  private Diagnostic told(Step s, Onnx onnx, Onnx.Obstacle o) {
    Set<String> others = new LinkedHashSet<>();
    s.inputs().forEach(v -> others.addAll(learning.getOrDefault(v, Set.of())));
    Diagnostic d =
        Diagnostic.of(
            "NND0640",
            loss,
            "no gradient comes through "
                + o.node().op().name()
                + ", node "
                + o.node().name()
                + " of "
                + onnx.file());
    if (!o.weights().isEmpty()) {
      d = d.note("before it weights of " + s.path() + " learn: " + some(o.weights()));
    }
    if (!others.isEmpty()) {
      d = d.note("before it other layers learn: " + some(List.copyOf(others)));
    }
    return d.help(
        o.weights().isEmpty()
            ? "freeze what is before it, in the train section: freeze " + quoted(others)
            : o.weights().size() > SHOWN
                ? "freeze the whole layer, frozen=true, or cut it before that with until="
                : "freeze them, onnx("
                    + quoted(List.of(onnx.file()))
                    + ", fixed="
                    + quoted(o.weights())
                    + "), or the whole layer, frozen=true");
  }

  /** As a text writes them: one by itself, several as a list. */
  private static String quoted(Collection<String> names) {
    String all = names.stream().map(n -> '"' + n + '"').collect(Collectors.joining(", "));
    return names.size() == 1 ? all : "[" + all + "]";
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
        + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
  }
}
