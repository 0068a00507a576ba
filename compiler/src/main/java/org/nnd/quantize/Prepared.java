package org.nnd.quantize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.BatchNormalization;
import org.nnd.op.Conv;
import org.nnd.op.Transpose;

/**
 * A graph in which weights stand where they are multiplied: transposed when compiling, and a batch
 * norm behind a convolution taken into it, which ONNX Runtime does for floats, but not for whole
 * numbers.
 */
final class Prepared {
  private Prepared() {}

  static Graph of(Graph graph) {
    return normsFolded(transposed(graph));
  }

  private static Graph transposed(Graph graph) {
    Rewriting r = new Rewriting(graph);
    for (Node node : graph.nodes()) {
      Value x = node.inputs().isEmpty() ? null : node.inputs().get(0);
      Optional<Tensor> matrix =
          node.op() instanceof Transpose && isMatrix(x) ? r.numbers(x) : Optional.empty();
      if (matrix.isPresent()) {
        Tensor turned = Numbers.transposed(matrix.get());
        boolean changed = !((Transpose) node.op()).isIdentity(List.of(x.type()));
        r.put(node.output(), changed ? r.named(x.name() + "/transposed", turned) : r.now(x));
      } else {
        r.at(node);
        r.keep(node);
      }
    }
    return r.finish();
  }

  private static boolean isMatrix(Value v) {
    return v.shape().rank() == 2 && v.element() == ElementType.FLOAT;
  }

  private static Graph normsFolded(Graph graph) {
    Map<Value, Integer> uses = graph.uses();
    Map<Value, Node> makers = new HashMap<>();
    Rewriting r = new Rewriting(graph);
    for (Node node : graph.nodes()) {
      r.at(node);
      Node conv = node.inputs().isEmpty() ? null : makers.get(node.inputs().get(0));
      Optional<Value> folded =
          node.op() instanceof BatchNormalization norm
                  && conv != null
                  && conv.op() instanceof Conv
                  && uses.get(conv.output()) == 1
              ? folded(r, conv, norm, node)
              : Optional.empty();
      if (folded.isPresent()) {
        r.put(node.output(), folded.get());
      } else {
        r.keep(node);
      }
      node.outputs().forEach(v -> makers.put(v, node));
    }
    return r.finish();
  }

  /**
   * y = a (w ⋆ x + b - mean) + bias = (a w) ⋆ x + a (b - mean) + bias, with a = scale / √(var + ε).
   */
  private static Optional<Value> folded(
      Rewriting r, Node conv, BatchNormalization norm, Node node) {
    Value weight = conv.inputs().get(1);
    Optional<Tensor> w = r.numbers(weight);
    Optional<Tensor> before =
        conv.inputs().size() > 2
            ? r.numbers(conv.inputs().get(2))
            : Optional.of(zeros(node.inputs().get(1)));
    float[][] of = new float[4][];
    for (int i = 0; i < 4; i++) {
      Optional<Tensor> t = r.numbers(node.inputs().get(i + 1));
      if (t.isEmpty() || w.isEmpty() || before.isEmpty() || !isFloat(t.get())) {
        return Optional.empty();
      }
      of[i] = Numbers.of(t.get());
    }
    float[] a = new float[of[0].length];
    float[] b = Numbers.of(before.get());
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) (of[0][i] / Math.sqrt(of[3][i] + norm.epsilon()));
      b[i] = a[i] * (b[i] - of[2][i]) + of[1][i];
    }
    String name = weight.name() + "/with/" + node.inputs().get(1).name();
    Value scaled = r.named(name, Numbers.scaled(w.get(), 0, a));
    Value bias = r.named(name + "/bias", Numbers.tensor(Shape.of(b.length), b));
    return Optional.of(r.g().apply(conv.op(), r.now(conv.inputs().get(0)), scaled, bias));
  }

  private static boolean isFloat(Tensor t) {
    return t.type().element() == ElementType.FLOAT;
  }

  private static Tensor zeros(Value like) {
    return Tensor.filled(like.type(), 0);
  }
}
