package org.nnd.layer;

import static org.nnd.op.LeakyRelu.leakyRelu;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = x above 0, else slope x: Maas and others, 2013. */
public record LeakyRelu(double slope) implements Elementwise {
  private static final Argument<Double> SLOPE =
      Argument.optional("slope", ArgumentType.number(), 0.01, "the slope below 0");

  static final Entry<LeakyRelu> ENTRY =
      Entry.of(
          "leaky_relu", "y = x above 0, else slope x", a -> new LeakyRelu(a.get(SLOPE)), SLOPE);

  @Override
  public Value emit(Emission e, Value x) {
    return leakyRelu(e.g(), slope, x);
  }
}
