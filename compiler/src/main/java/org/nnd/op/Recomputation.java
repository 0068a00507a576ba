package org.nnd.op;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nnd.ir.Builder;
import org.nnd.ir.Node;
import org.nnd.ir.Value;

/**
 * Inner values of a segment of the forward nodes are not kept for the backward pass but computed
 * again there, from what came into the segment: Chen and others, 2016, Training Deep Nets with
 * Sublinear Memory Cost.
 *
 * <p>A segment is computed again when the first gradient reaches it; the last one needs not be.
 */
final class Recomputation {
  private final Builder g;
  private final List<Node> nodes;
  private final Collection<Value> weights;
  private final List<Integer> starts;
  private final Map<Value, Value> again = new HashMap<>();

  /** Where the segment begins that was computed again last. */
  private int begun;

  /**
   * @param weights what is there all the time
   */
  Recomputation(Builder g, List<Node> nodes, Collection<Value> weights, List<Integer> starts) {
    this.g = g;
    this.nodes = nodes;
    this.weights = new HashSet<>(weights);
    this.starts = starts;
    this.begun = starts.isEmpty() ? 0 : starts.get(starts.size() - 1);
  }

  /**
   * A node as the backward pass sees it, with values that were computed again.
   *
   * @param gradient one that has reached the node
   */
  Node seen(int at, Value gradient) {
    if (at < begun) {
      int end = begun;
      begun = starts.stream().filter(s -> s <= at).reduce(0, Math::max);
      compute(nodes.subList(begun, end), gradient);
    }
    Node node = nodes.get(at);
    return new Node(node.name(), node.op(), now(node.inputs()), now(node.outputs()));
  }

  private List<Value> now(List<Value> values) {
    return values.stream().map(v -> again.getOrDefault(v, v)).toList();
  }

  private void compute(List<Node> segment, Value gradient) {
    again.clear();
    g.scope("again");
    Value zero = Late.zero(g, gradient);
    Set<Value> inner = new HashSet<>();
    segment.forEach(n -> inner.addAll(n.outputs()));
    for (Node node : segment) {
      for (Value v : node.inputs()) {
        if (!inner.contains(v) && !weights.contains(v) && !g.isConstant(v)) {
          again.computeIfAbsent(v, x -> Late.late(g, x, zero));
        }
      }
    }
    for (Node node : segment) {
      g.scope("again/" + node.name().substring(0, Math.max(0, node.name().lastIndexOf('/'))));
      List<Value> outputs = g.node(node.op(), now(node.inputs())).outputs();
      for (int i = 0; i < outputs.size(); i++) {
        again.put(node.outputs().get(i), outputs.get(i));
      }
    }
    g.scope("");
  }

  /**
   * Where to begin segments so that least is kept at a time: what crosses from segment to segment,
   * and all of the largest one.
   *
   * @param batch how many examples there are
   */
  static List<Integer> starts(List<Node> nodes, long batch) {
    long[] made = new long[nodes.size() + 1];
    long[] crossing = crossing(nodes, batch);
    for (int i = 0; i < nodes.size(); i++) {
      made[i + 1] = made[i] + nodes.get(i).outputs().stream().mapToLong(v -> bytes(v, batch)).sum();
    }
    List<Integer> best = List.of();
    long least = made[nodes.size()];
    for (int count = 2; count <= Math.min(64, nodes.size()); count++) {
      List<Integer> starts = even(made, crossing, count);
      long kept = 0;
      long largest = 0;
      for (int s = 0; s <= starts.size(); s++) {
        int from = s == 0 ? 0 : starts.get(s - 1);
        int to = s == starts.size() ? nodes.size() : starts.get(s);
        largest = Math.max(largest, made[to] - made[from]);
        kept += s == 0 ? 0 : crossing[from];
      }
      if (kept + largest < least) {
        least = kept + largest;
        best = starts;
      }
    }
    return best;
  }

  /** So many segments in which about as much is made, each beginning where little crosses. */
  private static List<Integer> even(long[] made, long[] crossing, int count) {
    List<Integer> starts = new ArrayList<>();
    long share = made[made.length - 1] / count;
    int at = 1;
    for (int s = 1; s < count; s++) {
      int best = -1;
      for (; at < made.length - 1 && made[at] < share * s + share / 2; at++) {
        if (made[at] >= share * s - share / 2 && (best < 0 || crossing[at] <= crossing[best])) {
          best = at;
        }
      }
      if (best > 0) {
        starts.add(best);
      }
    }
    return starts;
  }

  /** For each node the bytes of what was made before it and is read by it or behind it. */
  private static long[] crossing(List<Node> nodes, long batch) {
    Map<Value, Integer> last = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (Value v : nodes.get(i).inputs()) {
        last.put(v, i);
      }
    }
    long[] change = new long[nodes.size() + 1];
    for (int i = 0; i < nodes.size(); i++) {
      for (Value v : nodes.get(i).outputs()) {
        int until = last.getOrDefault(v, i);
        change[i + 1] += bytes(v, batch);
        change[until + 1] -= bytes(v, batch);
      }
    }
    long[] crossing = new long[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      crossing[i] = (i == 0 ? 0 : crossing[i - 1]) + change[i];
    }
    return crossing;
  }

  /** About how many bytes a value has: free lengths other than that of the batch count as 1. */
  private static long bytes(Value v, long batch) {
    return v.shape().dims().stream()
            .mapToLong(d -> d.known().orElse(d.toString().matches(".*\\bN\\b.*") ? batch : 1))
            .reduce(1, (a, b) -> a * b)
        * v.element().bytes();
  }
}
