package org.nnd.train;

import java.util.List;
import org.nnd.call.Catalogue;
import org.nnd.layer.Layer;

/**
 * Every metric that a train section can name; {@link Aggregation} tells those that are no means.
 */
public final class Metrics {
  public static final Catalogue<Layer> ALL =
      new Catalogue<Layer>(
          List.of(
              Accuracy.ENTRY,
              TopKAccuracy.ENTRY,
              Precision.ENTRY,
              Recall.ENTRY,
              F1.ENTRY,
              Auc.ENTRY,
              Confusion.ENTRY,
              Perplexity.ENTRY,
              Mse.ENTRY,
              Rmse.ENTRY,
              Mae.ENTRY,
              R2.ENTRY));

  /** Every name that can be measured: a loss is a metric, too. */
  public static final Catalogue<Layer> MEASURES = ALL.or(Losses.ALL);

  private Metrics() {}
}
