package org.nnd.build;

import org.nnd.train.Augmentation;
import org.nnd.train.DataSource;
import org.nnd.train.Optimizer;
import org.nnd.train.Penalty;
import org.nnd.train.Schedule;

/**
 * How a model is trained, as a train section says it: {@link Model#build(Train)}.
 *
 * <p>A section never changes: each of its methods gives another one, with one more setting.
 *
 * <p>Made from the settings by CatalogueSourceTest: don't edit it.
 */
public final class Train {
  private final Settings settings;

  /** A section without settings; a loss and an optimizer are needed. */
  public Train() {
    this(Settings.NONE);
  }

  private Train(Settings settings) {
    this.settings = settings;
  }

  Settings settings() {
    return settings;
  }

  /**
   * Where the examples are.
   *
   * @param data a kind of data, such as csv("data.csv"); without it: that of the command line
   */
  public Train data(Call<? extends DataSource> data) {
    return new Train(settings.with("data", Literal.of(data)));
  }

  /**
   * The share of examples held out.
   *
   * @param validation a number of at least 0 and below 1; without it: 0.0
   */
  public Train validation(double validation) {
    return new Train(settings.with("validation", Literal.of(validation)));
  }

  /**
   * The share of examples that are measured once, at the end.
   *
   * @param test a number of at least 0 and below 1; without it: 0.0
   */
  public Train test(double test) {
    return new Train(settings.with("test", Literal.of(test)));
  }

  /** What {@code split} may be. */
  public enum Split {
    RANDOM,
    STRATIFIED,
    ORDERED
  }

  /**
   * Which are held out: any, of each class its share, or the last ones.
   *
   * @param split random or stratified or ordered; without it: random
   */
  public Train split(Split split) {
    return new Train(settings.with("split", Literal.of(split)));
  }

  /**
   * How images to learn from are changed at random; there may be several.
   *
   * @param augment a change of images, such as flip; without it: none
   */
  public Train augment(Call<? extends Augmentation> augment) {
    return new Train(settings.with("augment", Literal.of(augment)));
  }

  /**
   * What is made small.
   *
   * @param call the loss or metric
   * @param values inputs and outputs of the model; the labels follow them where they are missing
   */
  public Train loss(LayerCall call, Tensor... values) {
    return new Train(settings.with("loss", call, values));
  }

  /**
   * What is made small.
   *
   * @param value an output of the model
   */
  public Train loss(Tensor value) {
    return new Train(settings.with("loss", value));
  }

  /**
   * What is measured beside the loss; there may be several.
   *
   * @param call the loss or metric
   * @param values inputs and outputs of the model; the labels follow them where they are missing
   */
  public Train metric(LayerCall call, Tensor... values) {
    return new Train(settings.with("metric", call, values));
  }

  /**
   * What is measured beside the loss; there may be several.
   *
   * @param value an output of the model
   */
  public Train metric(Tensor value) {
    return new Train(settings.with("metric", value));
  }

  /**
   * How the weights follow their gradients.
   *
   * @param optimizer an optimizer, such as adam(lr=0.001)
   */
  public Train optimizer(Call<? extends Optimizer> optimizer) {
    return new Train(settings.with("optimizer", Literal.of(optimizer)));
  }

  /**
   * How the learning rate changes.
   *
   * @param schedule a schedule, such as cosine; without it: constant
   */
  public Train schedule(Call<? extends Schedule> schedule) {
    return new Train(settings.with("schedule", Literal.of(schedule)));
  }

  /**
   * What is added to the loss for the size of the weights; there may be several.
   *
   * @param regularize a penalty, such as l2(1e-4); without it: none
   */
  public Train regularize(Call<? extends Penalty> regularize) {
    return new Train(settings.with("regularize", Literal.of(regularize)));
  }

  /**
   * Layers that don't learn, by their paths: "encode/*".
   *
   * @param freeze a text in quotes or a list of them; without it: none
   */
  public Train freeze(String... freeze) {
    return new Train(settings.with("freeze", Literal.of(freeze)));
  }

  /**
   * The largest number in a gradient.
   *
   * @param clipValue a number above 0; without it: none
   */
  public Train clipValue(double clipValue) {
    return new Train(settings.with("clip_value", Literal.of(clipValue)));
  }

  /**
   * The greatest length of all gradients.
   *
   * @param clipNorm a number above 0; without it: none
   */
  public Train clipNorm(double clipNorm) {
    return new Train(settings.with("clip_norm", Literal.of(clipNorm)));
  }

  /**
   * How many batches' gradients make one update, as their mean.
   *
   * @param accumulate a whole number from 1 to 1048576; without it: 1
   */
  public Train accumulate(long accumulate) {
    return new Train(settings.with("accumulate", Literal.of(accumulate)));
  }

  /**
   * How much stays in the moving mean of the weights, which then predicts.
   *
   * @param ema a number of at least 0 and below 1; without it: none
   */
  public Train ema(double ema) {
    return new Train(settings.with("ema", Literal.of(ema)));
  }

  /** What {@code precision} may be. */
  public enum Precision {
    FLOAT32,
    FLOAT16,
    BFLOAT16
  }

  /**
   * What a step computes with; weights stay float32, and so does what needs range or digits.
   *
   * @param precision float32 or float16 or bfloat16; without it: float32
   */
  public Train precision(Precision precision) {
    return new Train(settings.with("precision", Literal.of(precision)));
  }

  /**
   * Whether the backward pass computes values again instead of keeping them: less memory, more
   * time.
   *
   * @param recompute true or false; without it: false
   */
  public Train recompute(boolean recompute) {
    return new Train(settings.with("recompute", Literal.of(recompute)));
  }

  /**
   * How often all is seen.
   *
   * @param epochs a whole number from 1 to 2147483647; without it: 10
   */
  public Train epochs(long epochs) {
    return new Train(settings.with("epochs", Literal.of(epochs)));
  }

  /**
   * After how many epochs no better than the best one to stop, and take its weights.
   *
   * @param patience a whole number of at least 1; without it: never
   */
  public Train patience(long patience) {
    return new Train(settings.with("patience", Literal.of(patience)));
  }

  /**
   * What tells, over the examples held out, which epoch is the best.
   *
   * @param monitor loss or a metric of this section; without it: loss
   */
  public Train monitor(String monitor) {
    return new Train(settings.named("monitor", monitor));
  }

  /**
   * Examples in a step.
   *
   * @param batch a whole number from 1 to 1048576; without it: 64
   */
  public Train batch(long batch) {
    return new Train(settings.with("batch", Literal.of(batch)));
  }

  /**
   * Of the weights, the order of examples, dropout and the part held out.
   *
   * @param seed a whole number; without it: 1
   */
  public Train seed(long seed) {
    return new Train(settings.with("seed", Literal.of(seed)));
  }
}
