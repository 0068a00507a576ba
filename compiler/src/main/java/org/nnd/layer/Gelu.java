package org.nnd.layer;

import static org.nnd.op.Gelu.gelu;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = x Φ(x), Φ being the normal distribution: Hendrycks and Gimpel, 2016. */
public record Gelu(boolean approximate) implements Elementwise {
  private static final Argument<String> APPROXIMATE =
      Argument.optional(
          "approximate",
          ArgumentType.word("none", "tanh"),
          "none",
          "tanh takes (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2 for Φ(x)");

  static final Entry<Gelu> ENTRY =
      Entry.of(
          "gelu",
          "y = x Φ(x), Φ being the normal distribution",
          a -> new Gelu(a.get(APPROXIMATE).equals("tanh")),
          APPROXIMATE);

  @Override
  public Value emit(Emission e, Value x) {
    return gelu(e.g(), approximate, x);
  }
}
