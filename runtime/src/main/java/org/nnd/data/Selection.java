package org.nnd.data;

import java.nio.ByteBuffer;
import org.nnd.ir.TensorType;

/** Some examples of a column, in an order of their own. */
final class Selection implements Column {
  private final Column of;
  private final int[] examples;

  /** Takes the numbers of the examples over without a copy. */
  Selection(Column of, int[] examples) {
    this.of = of;
    this.examples = examples;
  }

  @Override
  public TensorType type() {
    return of.type();
  }

  @Override
  public int size() {
    return examples.length;
  }

  @Override
  public int length(int example) {
    return of.length(examples[example]);
  }

  @Override
  public void write(int example, ByteBuffer to) {
    of.write(examples[example], to);
  }

  @Override
  public Column epoch(int epoch) {
    return new Selection(of.epoch(epoch), examples);
  }
}
