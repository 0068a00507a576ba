package org.nnd.layer;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.BatchNormalization;
import org.nnd.op.Conv;
import org.nnd.op.ConvTranspose;
import org.nnd.op.Div;
import org.nnd.op.Foreign;
import org.nnd.op.Gemm;
import org.nnd.op.GroupNormalization;
import org.nnd.op.InstanceNormalization;
import org.nnd.op.LayerNormalization;
import org.nnd.op.MatMul;
import org.nnd.op.OneHot;
import org.nnd.op.PRelu;
import org.nnd.op.Pow;
import org.nnd.op.Sub;
import org.nnd.op.Where;

/**
 * Which of a graph's numbers are weights: floats that aren't masks, that is all finite, and that
 * are no settings of an operator. A single number is one only as a weight or bias of an operator
 * that has such, since a file doesn't tell them from constants.
 */
final class FileWeights {
  /** Operators of which all inputs but the first one are weights. */
  private static final List<Class<? extends Op>> WEIGHTED =
      List.of(
          Conv.class,
          ConvTranspose.class,
          Gemm.class,
          MatMul.class,
          PRelu.class,
          BatchNormalization.class,
          LayerNormalization.class,
          InstanceNormalization.class,
          GroupNormalization.class,
          org.nnd.op.Lstm.class,
          org.nnd.op.Gru.class,
          org.nnd.op.Rnn.class);

  /** Operators whose numbers are constants. */
  private static final List<Class<? extends Op>> CONSTANT =
      List.of(Sub.class, Div.class, Pow.class, Where.class, OneHot.class);

  /** Operators kept as they are of which inputs behind the first one are settings. */
  private static final List<String> SET = List.of("Resize", "Upsample", "OneHot", "Dropout");

  private final Graph graph;
  private final Map<Value, Node> makers = new HashMap<>();

  private FileWeights(Graph graph) {
    this.graph = graph;
    graph.nodes().forEach(n -> n.outputs().forEach(v -> makers.put(v, n)));
  }

  /**
   * The weights by their names; those of batch normalisations that are statistics don't learn.
   *
   * @param fixed those that don't learn either
   */
  static Map<String, Weight> of(Graph graph, Predicate<String> fixed) {
    FileWeights all = new FileWeights(graph);
    Map<String, Weight> weights = new LinkedHashMap<>();
    graph
        .initializers()
        .forEach(
            (v, numbers) -> {
              if (all.isWeight(v, numbers)) {
                boolean learns = !fixed.test(v.name()) && all.learns(v);
                Initializer start = new Initializer.Numbers(numbers);
                weights.put(v.name(), new Weight(numbers.type(), start, learns, 1));
              }
            });
    return weights;
  }

  private interface Use {
    boolean is(Node node, int input);
  }

  private boolean anyUse(Value v, Use use) {
    for (Node n : graph.nodes()) {
      for (int i = 0; i < n.inputs().size(); i++) {
        if (n.inputs().get(i).equals(v) && use.is(n, i)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isWeight(Value v, Tensor numbers) {
    long size = v.shape().size().orElseThrow();
    return v.element().isFloat()
        && size > 0
        && (size > 1 || anyUse(v, this::weighs))
        && anyUse(v, (n, i) -> !isSetting(n, i))
        && finite(numbers);
  }

  /** Whether a node has nothing else than weights there; a bias may be added behind a product. */
  private boolean weighs(Node n, int input) {
    Node other = n.inputs().size() == 2 ? makers.get(n.inputs().get(1 - input)) : null;
    return (input > 0 && WEIGHTED.contains(n.op().getClass()))
        || (n.op() instanceof Add && other != null && other.op() instanceof MatMul);
  }

  /** Nobody learns what is subtracted, divided by or chosen: a mean of images, a mask. */
  private static boolean isSetting(Node n, int input) {
    return CONSTANT.contains(n.op().getClass())
        || (input > 0 && n.op() instanceof Foreign && SET.contains(n.op().name()));
  }

  private boolean learns(Value v) {
    return anyUse(v, (n, i) -> !(n.op() instanceof BatchNormalization && i > 2));
  }

  private static boolean finite(Tensor numbers) {
    if (numbers.type().element() != ElementType.FLOAT) {
      return true;
    }
    ByteBuffer bytes = numbers.bytes();
    boolean finite = true;
    while (finite && bytes.hasRemaining()) {
      finite = Float.isFinite(bytes.getFloat());
    }
    return finite;
  }
}
