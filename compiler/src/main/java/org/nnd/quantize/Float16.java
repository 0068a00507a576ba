package org.nnd.quantize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.BatchNormalization;
import org.nnd.op.Cast;
import org.nnd.op.Conv;
import org.nnd.op.ConvTranspose;
import org.nnd.op.Exp;
import org.nnd.op.Gemm;
import org.nnd.op.GroupNormalization;
import org.nnd.op.Gru;
import org.nnd.op.InstanceNormalization;
import org.nnd.op.LayerNormalization;
import org.nnd.op.Log;
import org.nnd.op.LogSoftmax;
import org.nnd.op.Lrn;
import org.nnd.op.Lstm;
import org.nnd.op.MatMul;
import org.nnd.op.PRelu;
import org.nnd.op.Pow;
import org.nnd.op.Range;
import org.nnd.op.ReduceL1;
import org.nnd.op.ReduceL2;
import org.nnd.op.ReduceMean;
import org.nnd.op.ReduceSum;
import org.nnd.op.Rnn;
import org.nnd.op.Softmax;
import org.nnd.op.Softplus;
import org.nnd.op.Sqrt;

/**
 * Weights and products with numbers of 16 bits, the rest as the mixed precision of a training has
 * it: floats for sums, exponentials and norms, all else with what comes in. Inputs and outputs stay
 * as they are, casts stand at the borders.
 */
public final class Float16 {
  private static final ElementType NARROW = ElementType.FLOAT16;
  private static final double LARGEST = 65504;

  private static final Set<Class<? extends Op>> PRODUCTS =
      Set.of(
          Conv.class,
          ConvTranspose.class,
          Gemm.class,
          Gru.class,
          Lstm.class,
          MatMul.class,
          PRelu.class,
          Rnn.class);

  private static final Set<Class<? extends Op>> EXACT =
      Set.of(
          BatchNormalization.class,
          Exp.class,
          GroupNormalization.class,
          InstanceNormalization.class,
          LayerNormalization.class,
          Log.class,
          LogSoftmax.class,
          Lrn.class,
          Pow.class,
          Range.class,
          ReduceL1.class,
          ReduceL2.class,
          ReduceMean.class,
          ReduceSum.class,
          Softmax.class,
          Softplus.class,
          Sqrt.class);

  private final Graph graph;
  private final Rewriting r;
  private final Set<Node> exact;
  private final Map<Value, Value> narrow = new HashMap<>();
  private final Map<Value, Value> wide = new HashMap<>();

  private Float16(Graph graph) {
    this.graph = graph;
    this.r = new Rewriting(graph);
    this.exact = Exact.of(graph, EXACT);
  }

  public static Graph of(Graph graph) {
    return new Float16(graph).write();
  }

  private Graph write() {
    for (Node node : graph.nodes()) {
      r.at(node);
      Optional<ElementType> wanted = wanted(node);
      List<Value> in = new ArrayList<>();
      node.inputs().forEach(v -> in.add(wanted.map(w -> in(w, v)).orElseGet(() -> r.now(v))));
      r.put(node, r.g().node(node.op(), in).outputs());
    }
    r.g().scope("");
    graph.outputs().values().forEach(v -> r.put(v, Cast.cast(r.g(), r.now(v), v.element())));
    return r.finish();
  }

  /** What a node computes with; empty if it has nothing to do with floats. */
  private Optional<ElementType> wanted(Node node) {
    if (node.inputs().stream().noneMatch(v -> v.element() == ElementType.FLOAT)
        || node.op() instanceof Cast) {
      return Optional.empty();
    }
    if (PRODUCTS.contains(node.op().getClass())) {
      return Optional.of(NARROW);
    }
    boolean floats =
        exact.contains(node)
            || !same(node)
            || node.inputs().stream()
                .anyMatch(
                    v ->
                        r.numbers(v).isEmpty()
                            && v.element() == ElementType.FLOAT
                            && r.now(v).element() == ElementType.FLOAT);
    return Optional.of(floats ? ElementType.FLOAT : NARROW);
  }

  /** Whether an op gives the type that it takes, so that it may take another. */
  private static boolean same(Node node) {
    if (node.op().attributes().values().stream().anyMatch(a -> a instanceof Graph)) {
      return false;
    }
    List<TensorType> narrow =
        node.inputs().stream()
            .map(v -> v.element() == ElementType.FLOAT ? v.type().of(NARROW) : v.type())
            .toList();
    List<TensorType> types = node.op().infer(narrow);
    for (int i = 0; i < types.size(); i++) {
      boolean wasFloat = node.outputs().get(i).element() == ElementType.FLOAT;
      if (wasFloat && types.get(i).element() != NARROW) {
        return false;
      }
    }
    return true;
  }

  private Value in(ElementType wanted, Value v) {
    if (v.element() != ElementType.FLOAT) {
      return r.now(v);
    }
    Optional<Tensor> numbers = r.numbers(v);
    if (numbers.isPresent() && wanted == NARROW) {
      return narrow.computeIfAbsent(
          v, x -> r.named(x.name() + "/float16", narrowed(numbers.get())));
    }
    Value now = r.now(v);
    return now.element() == wanted
        ? now
        : (wanted == NARROW ? narrow : wide)
            .computeIfAbsent(v, x -> Cast.cast(r.g(), r.now(x), wanted));
  }

  /** The nearest numbers of 16 bits; what is finite stays so. */
  private static Tensor narrowed(Tensor floats) {
    float[] x = Numbers.of(floats);
    double[] to = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      boolean finite = !Float.isInfinite(x[i]) && !Float.isNaN(x[i]);
      to[i] = finite ? Math.max(-LARGEST, Math.min(LARGEST, x[i])) : x[i];
    }
    return Tensor.of(NARROW, floats.type().shape(), to);
  }
}
