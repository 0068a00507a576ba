package org.nnd.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.Node;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.Step;
import org.nnd.layer.Weight;
import org.nnd.op.Backward;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * A training step as it is drawn: the network with its loss and metrics, where gradients flow, and
 * how many operators of the step's graph compute each layer's gradients and move its numbers.
 *
 * <p>A gradient is drawn from whatever leads to the loss to each float that it reads and a weight
 * moves, also where a layer looks at the length of one alone.
 */
public final class TrainingScheme {
  private final Training training;
  private final Network network;

  /** How many nodes stand under a path. */
  private final Map<String, Long> counts = new HashMap<>();

  private TrainingScheme(Training training) {
    this.training = training;
    this.network = training.network();
  }

  /** What there is to draw. */
  public static Scheme of(Training training) {
    return new TrainingScheme(training).scheme();
  }

  private Scheme scheme() {
    List<Node> nodes = TrainingGraph.of(training, network.initial(training.seed())).graph().nodes();
    for (Node n : nodes) {
      for (int end = n.name().indexOf('/'); end >= 0; end = n.name().indexOf('/', end + 1)) {
        counts.merge(n.name().substring(0, end), 1L, Long::sum);
      }
    }
    Scheme forward = NetworkScheme.of(network);
    Set<String> moved = moved();
    Set<Step> needed = new HashSet<>(network.before(network.outputs().get(Training.LOSS)));
    List<Unit> units = new ArrayList<>();
    Map<String, Integer> uses = new HashMap<>();
    int inputs = network.inputs().size();
    for (int i = 0; i < forward.units().size(); i++) {
      Unit u = forward.units().get(i);
      boolean layer = i >= inputs && i < inputs + network.steps().size();
      if (!layer) {
        units.add(with(u, moved, Optional.empty()));
        continue;
      }
      Step s = network.steps().get(i - inputs);
      int use = uses.merge(s.path(), 1, Integer::sum);
      boolean learns =
          needed.contains(s) && s.outputs().stream().anyMatch(v -> moved.contains(v.name()));
      units.add(with(u, moved, learns ? Optional.of(learning(s, use)) : Optional.empty()));
    }
    long all = nodes.size();
    long back = counts.getOrDefault(Backward.SCOPE, 0L);
    long updates = counts.getOrDefault("optimizer", 0L);
    String facts =
        String.format(
            Locale.ROOT,
            "%s; a step has %,d operators: %,d forward, %,d for gradients, %,d for updates",
            forward.facts(),
            all,
            all - back - updates,
            back,
            updates);
    return new Scheme(forward.name(), forward.doc(), facts, units);
  }

  private Learning learning(Step s, int use) {
    String path = use == 1 ? s.path() : s.path() + "@" + use;
    long updates = use == 1 ? counts.getOrDefault("optimizer/" + s.path(), 0L) : 0;
    return new Learning(counts.getOrDefault(Backward.SCOPE + "/" + path, 0L), updates);
  }

  /** The values that a weight moves. */
  private Set<String> moved() {
    Set<String> moved = new HashSet<>();
    for (Step s : network.steps()) {
      boolean own = s.weights().values().stream().anyMatch(Weight::trainable);
      if (own || s.inputs().stream().anyMatch(v -> moved.contains(v.name()))) {
        s.outputs().stream()
            .filter(v -> v.element().isFloat())
            .map(Value::name)
            .forEach(moved::add);
      }
    }
    return moved;
  }

  private static Unit with(Unit u, Set<String> moved, Optional<Learning> learning) {
    return new Unit(
        u.path(),
        u.title(),
        u.detail(),
        u.about() + learning.map(TrainingScheme::told).orElse(""),
        u.tone(),
        u.parameters(),
        wires(u.in(), moved),
        wires(u.out(), moved),
        learning);
  }

  private static String told(Learning l) {
    return "\ngradients: "
        + Count.of(l.gradients(), "operator")
        + (l.updates() == 0 ? "" : "\nupdate: " + Count.of(l.updates(), "operator"));
  }

  private static List<Wire> wires(List<Wire> wires, Set<String> moved) {
    return wires.stream().map(w -> new Wire(w.id(), w.label(), moved.contains(w.id()))).toList();
  }
}
