package org.nnd.train;

import org.nnd.call.Argument;
import org.nnd.call.Entry;

/**
 * {@link Adam} with a weight decay apart from the gradient: w ← (1 - lr λ) w - lr m̂ / (√v̂ + ε).
 *
 * <p>Loshchilov and Hutter, 2019; defaults as in PyTorch.
 */
final class AdamW {
  private static final Argument<Double> DECAY = Decay.rate(0.01);

  static final Entry<Adam> ENTRY =
      Entry.of(
              "adamw",
              "w ← (1 - lr λ) w - lr m̂ / (√v̂ + ε)",
              a ->
                  new Adam(
                      a.get(Adam.LR),
                      a.get(Adam.BETA1),
                      a.get(Adam.BETA2),
                      a.get(Adam.EPSILON),
                      Decay.of(a, DECAY),
                      true),
              Adam.LR,
              Adam.BETA1,
              Adam.BETA2,
              Adam.EPSILON,
              DECAY,
              Decay.WHICH)
          .taking(0, 0);

  private AdamW() {}
}
