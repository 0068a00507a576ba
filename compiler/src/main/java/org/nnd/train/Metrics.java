package org.nnd.train;

import java.util.List;
import org.nnd.call.Catalogue;
import org.nnd.layer.Layer;

/** Every metric that a train section can name; each is a mean over examples. */
public final class Metrics {
  public static final Catalogue<Layer> ALL =
      new Catalogue<Layer>(List.of(Accuracy.ENTRY, Mse.ENTRY, Mae.ENTRY));

  private Metrics() {}
}
