package org.nnd.train;

import java.util.List;

/** What a loss or a metric comes to over many batches. */
public sealed interface Measure {

  /** A number; not a number where it is undefined. */
  record Single(double value) implements Measure {}

  /** How often label i was decided to be j, as counts[i][j]. */
  record Matrix(List<List<Long>> counts) implements Measure {
    public Matrix {
      counts = counts.stream().map(List::copyOf).toList();
    }
  }
}
