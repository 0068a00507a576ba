package org.nnd.train;

import java.util.List;
import org.nnd.call.Catalogue;

/** Every penalty that a train section can name. */
public final class Penalties {
  public static final Catalogue<Penalty> ALL =
      new Catalogue<Penalty>(List.of(L1Penalty.ENTRY, L2Penalty.ENTRY));

  private Penalties() {}
}
