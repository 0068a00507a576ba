package org.nnd.pass;

import org.nnd.ir.Graph;

/** Makes of a graph another one that gives the very same numbers. */
@FunctionalInterface
public interface Pass {
  Graph of(Graph graph);
}
