package org.nnd.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up loss and metrics over batches. */
public final class Tally {
  private final Map<String, Aggregation> aggregations;
  private final Map<String, double[]> sums = new LinkedHashMap<>();

  public Tally(Training training) {
    this.aggregations = training.results();
  }

  /** The sums of what was added; {@link #with} goes on from there. */
  public Map<String, double[]> sums() {
    return new LinkedHashMap<>(sums);
  }

  /** Adds the sums of another. */
  public void with(Map<String, double[]> others) {
    others.forEach((name, s) -> sums.merge(name, s, Tally::added));
  }

  /**
   * Adds a batch.
   *
   * @param results what the graph gives by its outputs' names
   * @param examples how many are in the batch
   */
  public void add(Map<String, double[]> results, int examples) {
    aggregations.forEach(
        (name, s) -> sums.merge(name, s.sums(results.get(name), examples), Tally::added));
  }

  private static double[] added(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  /** Loss and metrics of all that was added. */
  public Map<String, Measure> finish() {
    Map<String, Measure> all = new LinkedHashMap<>();
    sums.forEach((name, s) -> all.put(name, aggregations.get(name).finish(s)));
    return all;
  }
}
