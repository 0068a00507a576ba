package org.nnd.layer;

import java.util.Optional;
import org.nnd.ir.Value;

/**
 * That layers are being trained, and what they find then.
 *
 * @param step the number of steps done, int64, which noise goes by
 * @param seed of the whole training
 * @param carry where states are handed on to the next step; if empty, each step begins anew
 */
public record TrainingMode(Value step, long seed, Optional<Carry> carry) {

  /** Steps that have nothing to do with each other. */
  public TrainingMode(Value step, long seed) {
    this(step, seed, Optional.empty());
  }
}
