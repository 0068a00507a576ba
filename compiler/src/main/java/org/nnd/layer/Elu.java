package org.nnd.layer;

import static org.nnd.op.Elu.elu;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = x above 0, else alpha (eˣ - 1): Clevert and others, 2015. */
public record Elu(double alpha) implements Elementwise {
  private static final Argument<Double> ALPHA =
      Argument.optional("alpha", ArgumentType.number(), 1.0, "how far y goes below 0");

  static final Entry<Elu> ENTRY =
      Entry.of("elu", "y = x above 0, else alpha (eˣ - 1)", a -> new Elu(a.get(ALPHA)), ALPHA);

  @Override
  public Value emit(Emission e, Value x) {
    return elu(e.g(), alpha, x);
  }
}
