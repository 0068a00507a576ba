package org.nnd.op;

import static org.nnd.op.Abs.abs;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Gather.gather;
import static org.nnd.op.ReorderInput.reorderInput;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Sub.sub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;

/**
 * A graph that stops with an error on processors where ONNX Runtime puts another number of channels
 * together, where it would take its weights for others without a word.
 *
 * <p>How far from 1 the number is that {@link ReorderInput#counted} has behind the first block is
 * an index into a list of one element; the first convolution's weights wait for that.
 */
final class SameBlocks {
  private SameBlocks() {}

  /**
   * @param block how many channels stand together in the graph
   */
  static Graph of(Graph graph, int block) {
    Optional<Node> first =
        graph.nodes().stream().filter(n -> n.op() instanceof NchwcConv).findFirst();
    return first.map(conv -> guarded(graph, conv, block)).orElse(graph);
  }

  private static Graph guarded(Graph graph, Node conv, int block) {
    Builder g = new Builder(graph.name());
    g.scope("made_for_processors_with_blocks_of_" + block + "_channels");
    List<Value> in = new ArrayList<>(conv.inputs());
    in.set(1, waiting(g, in.get(1), block));
    Map<Value, Tensor> constants = new LinkedHashMap<>(graph.initializers());
    constants.putAll(g.initializers());
    List<Node> nodes = new ArrayList<>();
    for (Node n : graph.nodes()) {
      if (n.equals(conv)) {
        nodes.addAll(g.nodes());
        nodes.add(n.reading(in));
      } else {
        nodes.add(n);
      }
    }
    return new Graph(graph.name(), graph.inputs(), constants, nodes, graph.outputs());
  }

  private static Value waiting(Builder g, Value weights, int block) {
    Tensor counted = ReorderInput.counted();
    Dim all = counted.type().shape().elements();
    Value blocks = reshape(g, reorderInput(g, g.constant(counted)), Shape.of(all));
    Value behind = gather(g, blocks, g.constant(Tensor.scalar(block)));
    Value off = cast(g, abs(g, sub(g, behind, g.constant(1, behind))), ElementType.INT64);
    double[] sizes = LongStream.of(weights.shape().sizes()).asDoubleStream().toArray();
    Value only = g.constant(Tensor.of(ElementType.INT64, Shape.of(1, sizes.length), sizes));
    return g.apply(new Late(), weights, gather(g, only, off));
  }
}
