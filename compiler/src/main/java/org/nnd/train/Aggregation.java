package org.nnd.train;

/**
 * How a metric's numbers of many batches become one result.
 *
 * <p>Most metrics are no means of what they are for batches, so that the graph gives sums, which
 * add up over batches, and the last step is taken outside of it. Whoever drives the graph adds the
 * numbers of each batch to those before, and finishes them as {@link #describe()}, which is in the
 * file's metadata, says.
 */
public interface Aggregation {

  /** A metric that is a mean over examples: a single number for each batch. */
  Aggregation MEAN =
      new Aggregation() {
        @Override
        public String describe() {
          return "mean";
        }

        @Override
        public double[] sums(double[] batch, int examples) {
          return new double[] {batch[0] * examples, examples};
        }

        @Override
        public Measure finish(double[] sums) {
          return new Measure.Single(sums[0] / sums[1]);
        }
      };

  /** The word for the last step: {@code mean}, {@code f1 macro}. */
  String describe();

  /** What a batch of some examples adds to the sums. */
  default double[] sums(double[] batch, int examples) {
    return batch;
  }

  /** The metric, from the sums over all batches. */
  Measure finish(double[] sums);
}
