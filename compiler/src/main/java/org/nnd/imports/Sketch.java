package org.nnd.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.source.NndException;

/**
 * A graph as layers: what is asked for is looked up first, then what its layer needs, so that ops
 * inside of a layer are never looked at by themselves.
 *
 * @param inputs what is fed, in the graph's order
 * @param sites the layers, each behind those that it reads
 * @param outputs what is asked for, by name
 */
record Sketch(List<Value> inputs, List<Site> sites, Map<String, Value> outputs) {
  Sketch {
    inputs = List.copyOf(inputs);
    sites = List.copyOf(sites);
    outputs = new LinkedHashMap<>(outputs);
  }

  /**
   * Sees the layers of a graph.
   *
   * @throws NndException if a value can't be said in a text (NND0610, NND0620)
   */
  static Sketch of(Graph graph) {
    graph.inputs().forEach(v -> Operators.sayable("input", v));
    Wiring wiring = ChannelsFirst.moved(Unrolled.rolled(new Wiring(graph)));
    Map<Value, Site> made = new HashMap<>();
    List<Value> needed = new ArrayList<>(wiring.outputs().values());
    while (!needed.isEmpty()) {
      Value v = needed.remove(needed.size() - 1);
      if (!wiring.isInput(v) && !made.containsKey(v)) {
        for (Site s : seen(v, wiring)) {
          s.outputs().forEach(y -> made.putIfAbsent(y, s));
          needed.addAll(s.inputs());
        }
      }
    }
    Set<Site> order = new LinkedHashSet<>();
    wiring.outputs().values().forEach(v -> visit(v, made, order));
    return new Sketch(graph.inputs(), List.copyOf(order), wiring.outputs());
  }

  /** What makes a value. */
  private static List<Site> seen(Value v, Wiring wiring) {
    Optional<Node> maker = wiring.maker(v);
    if (maker.isPresent()) {
      for (Recogniser r : Recognisers.ALL) {
        List<Site> sites = r.at(maker.get(), wiring);
        if (!sites.isEmpty() && sites.stream().allMatch(Sketch::fits)) {
          List<String> path = path(maker.get(), sites.get(0));
          return sites.stream().map(s -> s.called(path)).toList();
        }
      }
    }
    return Operators.at(v, wiring);
  }

  /** Whether a text's layer takes these values and gives those. */
  private static boolean fits(Site s) {
    try {
      List<TensorType> types = s.inputs().stream().map(Value::type).toList();
      List<TensorType> given = s.form().layer().infer(types);
      for (int i = 0; i < given.size(); i++) {
        if (!agree(given.get(i), s.outputs().get(i).type())) {
          return (s.outputs().size() > 1 && i > 0) || unread(s, i);
        }
      }
      return given.size() == s.outputs().size();
    } catch (Refusal | NndException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean unread(Site s, int output) {
    return s.outputs().size() > 1 && output == 0;
  }

  /** Whether types are equal as far as their lengths are known. */
  private static boolean agree(TensorType a, TensorType b) {
    boolean agree =
        a.element() == b.element()
            && a.shape().rank() == b.shape().rank()
            && a.batched() == b.batched();
    for (int i = 0; agree && i < a.shape().rank(); i++) {
      Dim x = a.shape().dim(i);
      Dim y = b.shape().dim(i);
      agree = x.equals(y) || x.known().isEmpty() || y.known().isEmpty();
    }
    return agree;
  }

  /** What the exporter called a layer: by its node, or else by its weight. */
  private static List<String> path(Node node, Site site) {
    String name = node.name();
    if (name.startsWith("/")) {
      List<String> parts = Arrays.asList(name.substring(1).split("/"));
      return parts.subList(0, parts.size() - 1);
    }
    return site.origin().stream()
        .map(Value::name)
        .filter(n -> n.contains(".") && !n.contains("::"))
        .findFirst()
        .map(n -> List.of(n.substring(0, n.lastIndexOf('.')).split("\\.")))
        .orElse(List.of());
  }

  private static void visit(Value v, Map<Value, Site> made, Set<Site> order) {
    // A stack of its own: networks are deeper than Java's.
    List<Object> open = new ArrayList<>(List.of(v));
    Set<Site> entered = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      Object next = open.remove(open.size() - 1);
      if (next instanceof Site done) {
        order.add(done);
      } else {
        Site site = made.get((Value) next);
        if (site != null && !order.contains(site) && entered.add(site)) {
          open.add(site);
          for (int i = site.inputs().size() - 1; i >= 0; i--) {
            open.add(site.inputs().get(i));
          }
        }
      }
    }
  }
}
