package org.nnd.train;

import java.util.List;
import org.nnd.call.Catalogue;
import org.nnd.layer.Layer;

/** Every loss that a train section can name. */
public final class Losses {
  public static final Catalogue<Layer> ALL =
      new Catalogue<Layer>(
          List.of(
              CrossEntropy.ENTRY,
              BinaryCrossEntropy.ENTRY,
              Mse.ENTRY,
              Mae.ENTRY,
              Huber.ENTRY,
              KlDivergence.ENTRY,
              Hinge.ENTRY));

  private Losses() {}
}
