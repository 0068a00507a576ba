package org.nnd.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.Dim;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Value;
import org.nnd.op.Concat;
import org.nnd.op.Div;
import org.nnd.op.Flip;
import org.nnd.op.Gather;
import org.nnd.op.Mul;
import org.nnd.op.Reshape;
import org.nnd.op.Slice;
import org.nnd.op.Slices;
import org.nnd.op.Split;
import org.nnd.op.Transpose;

/**
 * Where the numbers of a value come from, over ops that only move them, however an exporter has
 * written that: found by moving numbers that tell their places.
 *
 * @param graph the graph
 * @param bases values with places for numbers
 * @param scaled whether products with a number count as moves
 * @param lengths what free lengths are taken to be
 */
record Movement(Wiring graph, Map<Value, Array> bases, boolean scaled, Map<Dim, Integer> lengths) {
  /** So many examples as no other length has by chance. */
  static final int EXAMPLES = 3;

  Movement(Wiring graph, Map<Value, Array> bases) {
    this(graph, bases, false, Map.of(Dim.BATCH, EXAMPLES));
  }

  private static final Set<Class<? extends Op>> MOVES =
      Set.of(
          Transpose.class,
          Reshape.class,
          Slice.class,
          Split.class,
          Concat.class,
          Gather.class,
          Slices.class,
          Flip.class);

  /** What is where in a value; empty if it isn't made of the bases by moves alone. */
  Optional<Array> of(Value v) {
    return of(v, new HashMap<>());
  }

  private Optional<Array> of(Value v, Map<Value, Optional<Array>> known) {
    Array base = bases.get(v);
    if (base != null) {
      return Optional.of(base);
    }
    if (!known.containsKey(v)) {
      known.put(v, made(v, known));
    }
    return known.get(v);
  }

  private Optional<Array> made(Value v, Map<Value, Optional<Array>> known) {
    Optional<Value> factor = graph.maker(v).filter(n -> scaled).flatMap(n -> scaled(n, graph));
    if (factor.isPresent()) {
      return of(factor.get(), known);
    }
    Optional<Node> maker = graph.maker(v).filter(Movement::moves);
    if (maker.isEmpty()) {
      return Optional.empty();
    }
    Node n = maker.get();
    List<Value> moved = moved(n);
    List<Array> in = new java.util.ArrayList<>();
    for (Value each : n.inputs()) {
      Optional<Array> array =
          moved.contains(each) ? of(each, known) : graph.constant(each).map(Array::of);
      if (array.isEmpty() && moved.contains(each)) {
        return Optional.empty();
      }
      if (array.isEmpty() && !(n.op() instanceof Reshape)) {
        return Optional.empty();
      }
      array.ifPresent(in::add);
    }
    return new Interpreter(lengths).of(n, in).map(all -> all.get(n.outputs().indexOf(v)));
  }

  /** The inputs that a move takes numbers from. */
  static List<Value> moved(Node n) {
    return n.op() instanceof Concat ? n.inputs() : n.inputs().subList(0, 1);
  }

  /** What a node multiplies with a number, or divides by one. */
  static Optional<Value> scaled(Node n, Wiring graph) {
    if (n.op() instanceof Div && graph.number(n.inputs().get(1)).isPresent()) {
      return Optional.of(n.inputs().get(0));
    }
    for (int i = 0; i < 2 && n.op() instanceof Mul; i++) {
      if (graph.number(n.inputs().get(i)).isPresent()) {
        return Optional.of(n.inputs().get(1 - i));
      }
    }
    return Optional.empty();
  }

  /** Whether a node only moves numbers. */
  static boolean moves(Node n) {
    return MOVES.contains(n.op().getClass());
  }
}
