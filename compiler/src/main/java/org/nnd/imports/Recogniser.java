package org.nnd.imports;

import java.util.List;
import org.nnd.ir.Node;

/**
 * Sees a layer in the ops that stand for it.
 *
 * <p>It is asked at the node that makes the layer's result, and looks from there towards the
 * inputs. What nobody else reads of what it passes is the layer's own.
 */
@FunctionalInterface
interface Recogniser {
  /**
   * The layers that end with a node, and what makes values that the graph hasn't; empty if none.
   */
  List<Site> at(Node node, Wiring graph);
}
