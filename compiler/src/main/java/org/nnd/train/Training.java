package org.nnd.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Layer;
import org.nnd.layer.Network;

/**
 * A checked train section.
 *
 * @param network the model with the loss and the metrics behind it: its outputs are {@code loss}
 *     and the metrics by name, and the labels are an input of it
 * @param label the input that holds the labels, if the loss has any
 * @param prediction the model's output that the loss looks at, if it is one
 * @param classes the number of classes where the labels are class indices, else 0
 * @param metrics by name, how the numbers of batches become one
 * @param descent how the weights follow the loss
 * @param precision what a step computes with
 * @param recompute whether inner values are computed again in the backward pass instead of kept
 * @param stopping which epoch is the best, and when to stop
 * @param data where the examples come from, if it is said
 * @param sampling which of them are learned from
 * @param epochs how often every example is seen
 * @param batch examples in a step
 * @param seed of the weights, the order of examples, dropout and the validation part
 */
public record Training(
    Network network,
    Optional<Value> label,
    Optional<String> prediction,
    long classes,
    Map<String, Aggregation> metrics,
    Descent descent,
    MixedPrecision precision,
    boolean recompute,
    Stopping stopping,
    Optional<DataSource> data,
    Sampling sampling,
    int epochs,
    int batch,
    long seed) {
  public static final String LOSS = "loss";
  public static final String LABEL = "label";

  public static final Argument<Double> VALIDATION =
      Argument.optional(
          "validation", ArgumentType.numberBelow(0, 1), 0.0, "the share of examples held out");
  public static final String SCHEDULE = "schedule";
  public static final String AUGMENT = "augment";
  public static final String REGULARIZE = "regularize";
  public static final Argument<List<String>> FREEZE =
      Argument.unset(
          "freeze",
          ArgumentType.texts(),
          "none",
          "layers that don't learn, by their paths: \"encode/*\"");
  public static final Argument<Long> ACCUMULATE =
      Argument.optional(
          "accumulate",
          ArgumentType.whole(1, 1 << 20),
          1L,
          "how many batches' gradients make one update, as their mean");
  public static final Argument<Double> EMA =
      Argument.unset(
          "ema",
          ArgumentType.numberBelow(0, 1),
          "none",
          "how much stays in the moving mean of the weights, which then predicts");
  public static final Argument<Boolean> RECOMPUTE =
      Argument.optional(
          "recompute",
          ArgumentType.flag(),
          false,
          "whether the backward pass computes values again instead of keeping them: less memory, more time");
  public static final Argument<Double> TEST =
      Argument.optional(
          "test",
          ArgumentType.numberBelow(0, 1),
          0.0,
          "the share of examples that are measured once, at the end");
  public static final Argument<String> SPLIT =
      Argument.optional(
          "split",
          ArgumentType.word("random", "stratified", "ordered"),
          "random",
          "which are held out: any, of each class its share, or the last ones");
  public static final Argument<Double> CLIP_VALUE =
      Argument.unset(
          "clip_value", ArgumentType.positive(), "none", "the largest number in a gradient");
  public static final Argument<Double> CLIP_NORM =
      Argument.unset(
          "clip_norm", ArgumentType.positive(), "none", "the greatest length of all gradients");
  public static final Argument<Long> EPOCHS =
      Argument.optional(
          "epochs", ArgumentType.whole(1, Integer.MAX_VALUE), 10L, "how often all is seen");
  public static final Argument<Long> BATCH =
      Argument.optional("batch", ArgumentType.whole(1, 1 << 20), 64L, "examples in a step");
  public static final Argument<Long> SEED =
      Argument.optional(
          "seed",
          ArgumentType.whole(),
          1L,
          "of the weights, the order of examples, dropout and the part held out");

  /** Everything that a train section can set. */
  public static final List<Argument<?>> SETTINGS =
      List.of(
          Argument.unset(
              "data",
              ArgumentType.made("a kind of data, such as csv(\"data.csv\")", DataSource.class),
              "that of the command line",
              "where the examples are"),
          VALIDATION,
          TEST,
          SPLIT,
          Argument.unset(
              AUGMENT,
              ArgumentType.made("a change of images, such as flip", Augmentation.class),
              "none",
              "how images to learn from are changed at random; there may be several"),
          Argument.required(
              LOSS,
              ArgumentType.made("a loss, such as mse(output, label)", Layer.class),
              "what is made small"),
          Argument.unset(
              "metric",
              ArgumentType.made("a metric, such as mae(output, label)", Layer.class),
              "none",
              "what is measured beside the loss; there may be several"),
          Argument.required(
              "optimizer",
              ArgumentType.made("an optimizer, such as adam(lr=0.001)", Optimizer.class),
              "how the weights follow their gradients"),
          Argument.unset(
              SCHEDULE,
              ArgumentType.made("a schedule, such as cosine", Schedule.class),
              "constant",
              "how the learning rate changes"),
          Argument.unset(
              REGULARIZE,
              ArgumentType.made("a penalty, such as l2(1e-4)", Penalty.class),
              "none",
              "what is added to the loss for the size of the weights; there may be several"),
          FREEZE,
          CLIP_VALUE,
          CLIP_NORM,
          ACCUMULATE,
          EMA,
          MixedPrecision.SETTING,
          RECOMPUTE,
          EPOCHS,
          Stopping.PATIENCE,
          Stopping.MONITOR,
          BATCH,
          SEED);

  public Training {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** How the numbers of batches become one, by the outputs that hold them: the loss is a mean. */
  public Map<String, Aggregation> results() {
    Map<String, Aggregation> all = new LinkedHashMap<>();
    all.put(LOSS, Aggregation.MEAN);
    all.putAll(metrics);
    return all;
  }

  /** The same for so many steps in all, unless the text says how many. */
  public Training lasting(long steps) {
    return with(descent.lasting(steps));
  }

  /** The same without a schedule. */
  public Training constant() {
    return with(descent.constant());
  }

  /** The same of another network with these outputs. */
  public Training of(Network other) {
    return with(other, descent, precision, recompute);
  }

  /** The same with another precision. */
  Training with(MixedPrecision other) {
    return with(network, descent, other, recompute);
  }

  /** The same, computing inner values again in the backward pass. */
  public Training recomputing() {
    return with(network, descent, precision, true);
  }

  private Training with(Descent other) {
    return with(network, other, precision, recompute);
  }

  private Training with(Network other, Descent down, MixedPrecision numbers, boolean again) {
    return new Training(
        other,
        label,
        prediction,
        classes,
        metrics,
        down,
        numbers,
        again,
        stopping,
        data,
        sampling,
        epochs,
        batch,
        seed);
  }

  /** Whether a step begins with the states that the one before left. */
  public boolean continues() {
    return data.filter(DataSource::continued).isPresent();
  }

  /** The type of one example's label. */
  public Optional<TensorType> labelType() {
    return label.map(v -> v.type().perExample());
  }
}
