package org.nnd.layer;

import static org.nnd.op.Selu.selu;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = γ x above 0, else γ α (eˣ - 1), γ ≈ 1.0507, α ≈ 1.6733: Klambauer and others, 2017. */
public record Selu() implements Elementwise {
  static final Entry<Selu> ENTRY =
      Entry.of("selu", "y = γ x above 0, else γ α (eˣ - 1)", a -> new Selu());

  @Override
  public Value emit(Emission e, Value x) {
    return selu(e.g(), x);
  }
}
