package org.nnd.pass;

import java.util.List;
import org.nnd.ir.DeadCode;
import org.nnd.ir.Graph;

/**
 * What every graph goes through before it is written.
 *
 * <p>ONNX Runtime folds constants and orders the nodes itself when it loads a graph, updates of
 * weights right behind their gradients, so no pass does that here.
 */
public final class Passes {
  /** In this order. */
  static final List<Pass> ALL =
      List.of(new Cancelling(), new CommonSubexpressions(), DeadCode::remove);

  private Passes() {}

  /** The graph behind all passes; its inputs stay. */
  public static Graph of(Graph graph) {
    Graph now = graph;
    for (Pass pass : ALL) {
      now = pass.of(now);
    }
    return now;
  }
}
