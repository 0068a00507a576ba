package org.nnd.ir;

import java.util.List;
import java.util.Optional;

/**
 * What stands for an op in the graphs of one kind of host: other ops that give the same faster.
 *
 * <p>The reverse walk sees the op, the graph holds what stands for it.
 */
@FunctionalInterface
public interface Lowering {
  /** Every op stands for itself. */
  Lowering NONE = (op, in) -> Optional.empty();

  /** What stands for an op of these inputs, if not itself. */
  Optional<Composite> of(Op op, List<Value> in);

  /** What stands for a whole graph whose ops are written. */
  default Graph of(Graph graph) {
    return graph;
  }
}
