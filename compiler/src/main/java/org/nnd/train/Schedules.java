package org.nnd.train;

import java.util.List;
import org.nnd.call.Catalogue;

/** Every schedule that a train section can name. */
public final class Schedules {
  public static final Catalogue<Schedule> ALL =
      new Catalogue<Schedule>(
          List.of(
              Constant.ENTRY,
              Staircase.ENTRY,
              Exponential.ENTRY,
              Cosine.ENTRY,
              Linear.ENTRY,
              OneCycle.ENTRY,
              Plateau.ENTRY));

  private Schedules() {}
}
