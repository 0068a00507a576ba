package org.nnd.train;

import java.util.List;
import org.nnd.call.Catalogue;

/** Every optimizer that a train section can name. */
public final class Optimizers {
  public static final Catalogue<Optimizer> ALL =
      new Catalogue<Optimizer>(
          List.of(
              Sgd.ENTRY,
              Adam.ENTRY,
              AdamW.ENTRY,
              NAdam.ENTRY,
              Adagrad.ENTRY,
              Adadelta.ENTRY,
              RmsProp.ENTRY,
              Lion.ENTRY,
              Lamb.ENTRY));

  private Optimizers() {}
}
