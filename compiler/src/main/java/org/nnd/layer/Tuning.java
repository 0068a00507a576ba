package org.nnd.layer;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;

/**
 * How the weights of a layer learn: what every layer with weights can be told beside its own
 * arguments, and a block for all layers in it.
 *
 * @param lrScale the factor of the learning rate
 * @param frozen whether they stay as they are
 */
public record Tuning(double lrScale, boolean frozen) {
  private static final Argument<Double> LR_SCALE =
      Argument.optional(
          "lr_scale", ArgumentType.positive(), 1.0, "the factor of the learning rate");
  private static final Argument<Boolean> IS_FROZEN =
      Argument.optional("frozen", ArgumentType.flag(), false, "whether the weights stay");

  public static final List<Argument<?>> ARGUMENTS = List.of(LR_SCALE, IS_FROZEN);
  public static final List<String> NAMES = ARGUMENTS.stream().map(Argument::name).toList();
  public static final Tuning NONE = new Tuning(1, false);
  public static final Tuning FROZEN = new Tuning(1, true);

  /** The same arguments for a layer or a block of a name. */
  public static Entry<Tuning> entry(String name) {
    return new Entry<>(
        name,
        "how weights learn",
        0,
        0,
        List.of(),
        ARGUMENTS,
        a -> new Tuning(a.get(LR_SCALE), a.get(IS_FROZEN)));
  }

  /**
   * What this and another say together: factors multiply, and frozen is what one of them freezes.
   */
  public Tuning and(Tuning other) {
    return new Tuning(lrScale * other.lrScale, frozen || other.frozen);
  }
}
