package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshapeLike;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * Reverse-mode differentiation: walks the nodes backwards and hands every op the gradients of its
 * outputs.
 *
 * <p>Which values matter, adding up and summing down what was broadcast happen here alone; the
 * rules in the ops know nothing of it.
 */
public final class Backward {
  /** Stands before the names of what computes gradients. */
  public static final String SCOPE = "backward";

  private Backward() {}

  /**
   * The gradient of a loss by each of the values, zeros where it does not depend on one.
   *
   * @param g holds the nodes from the values to the loss; the gradient's nodes are added to it
   */
  public static Map<Value, Value> gradients(Builder g, Value loss, Collection<Value> by) {
    return gradients(g, loss, by, nodes -> List.of());
  }

  /**
   * The same, but inner values are computed again in the backward pass instead of being kept.
   *
   * @param batch about how many examples there are
   */
  public static Map<Value, Value> recomputing(
      Builder g, Value loss, Collection<Value> by, long batch) {
    return gradients(g, loss, by, nodes -> Recomputation.starts(nodes, batch));
  }

  private static Map<Value, Value> gradients(
      Builder g, Value loss, Collection<Value> by, Function<List<Node>, List<Integer>> segments) {
    if (loss.shape().rank() != 0) {
      throw new IllegalArgumentException("the loss must be a single number, not " + loss);
    }
    List<Node> nodes = g.nodes();
    int end = 0;
    while (end < nodes.size() && !nodes.get(end).outputs().contains(loss)) {
      end++;
    }
    // What stands behind the loss, metrics, is not walked over.
    List<Node> walked = nodes.subList(0, Math.min(end + 1, nodes.size()));
    Recomputation again = new Recomputation(g, nodes, by, segments.apply(walked));
    Map<Value, Value> found = walk(g, nodes, Map.of(loss, g.constant(1, loss)), by, again);
    Map<Value, Value> all = new LinkedHashMap<>();
    for (Value v : by) {
      Value gradient = found.get(v);
      all.put(v, gradient != null ? gradient : expandLike(g, g.constant(0, v), v));
    }
    return all;
  }

  /**
   * Walks back over nodes.
   *
   * @param g where the gradient's nodes go
   * @param nodes the forward nodes in order
   * @param seeds the gradients that are known at the start
   * @param by what gradients are wanted by; a value that has none is missing from the result
   */
  static Map<Value, Value> walk(
      Builder g, List<Node> nodes, Map<Value, Value> seeds, Collection<Value> by) {
    return walk(g, nodes, seeds, by, new Recomputation(g, nodes, by, List.of()));
  }

  private static Map<Value, Value> walk(
      Builder g,
      List<Node> nodes,
      Map<Value, Value> seeds,
      Collection<Value> by,
      Recomputation again) {
    Set<Value> active = active(nodes, by);
    Map<Value, Value> gradients = new HashMap<>(seeds);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      List<Value> dy = new ArrayList<>();
      node.outputs().forEach(y -> dy.add(gradients.get(y)));
      Optional<Value> arrived = dy.stream().filter(d -> d != null).findFirst();
      if (arrived.isEmpty() || Collections.disjoint(active, node.outputs())) {
        continue;
      }
      Node seen = again.seen(i, arrived.get());
      String outer = g.scope();
      g.scope(beside(node));
      List<Value> dx = node.op().vjp(new Vjp(g, seen, Collections.unmodifiableList(dy)));
      for (int j = 0; j < dx.size(); j++) {
        Value x = node.inputs().get(j);
        if (dx.get(j) != null && active.contains(x)) {
          Value one = sumDown(g, dx.get(j), seen.inputs().get(j));
          gradients.merge(x, one, (a, b) -> add(g, a, b));
        }
      }
      g.scope(outer);
    }
    Map<Value, Value> wanted = new LinkedHashMap<>();
    for (Value v : by) {
      if (gradients.containsKey(v)) {
        wanted.put(v, gradients.get(v));
      }
    }
    return wanted;
  }

  /** Where the gradients of a node are written: its layer's path behind a word of their own. */
  private static String beside(Node node) {
    int end = node.name().lastIndexOf('/');
    return end < 0 ? SCOPE : SCOPE + "/" + node.name().substring(0, end);
  }

  /** What depends on the values by way of floats. */
  private static Set<Value> active(List<Node> nodes, Collection<Value> by) {
    Set<Value> active = new HashSet<>(by);
    for (Node node : nodes) {
      if (!Collections.disjoint(active, node.inputs())) {
        node.outputs().stream().filter(y -> y.element().isFloat()).forEach(active::add);
      }
    }
    return active;
  }

  /** Sums a gradient over the axes along which its input was broadcast. */
  private static Value sumDown(Builder g, Value gradient, Value x) {
    Shape wide = gradient.shape();
    int extra = wide.rank() - x.shape().rank();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < wide.rank(); i++) {
      Dim here = i < extra ? Dim.of(1) : x.shape().dim(i - extra);
      if (i >= extra && !here.is(1) && !here.equals(wide.dim(i))) {
        throw new IllegalStateException("a gradient of shape " + wide + " for " + x);
      }
      if (i < extra || !here.equals(wide.dim(i))) {
        axes.add(i);
      }
    }
    return axes.isEmpty() ? gradient : reshapeLike(g, reduceSum(g, gradient, axes, false), x);
  }
}
