package org.nnd.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.ir.ElementType;
import org.nnd.layer.Autocast;
import org.nnd.layer.Network;
import org.nnd.layer.Weight;

/**
 * The numbers that a training step goes forward and backward with; weights, what the optimizer
 * keeps and the update are floats always: Micikevicius and others, 2018.
 */
public enum MixedPrecision {
  FLOAT32(ElementType.FLOAT),
  FLOAT16(ElementType.FLOAT16),
  BFLOAT16(ElementType.BFLOAT16);

  /** The setting. */
  public static final Argument<MixedPrecision> SETTING =
      Argument.optional(
          "precision",
          ArgumentType.word(
                  Arrays.stream(values()).map(MixedPrecision::toString).toArray(String[]::new))
              .as(word -> valueOf(word.toUpperCase(Locale.ROOT))),
          FLOAT32,
          "what a step computes with; weights stay float32, and so does what needs range or digits");

  /** The way out where a network can't be trained so. */
  public static final String HELP =
      "declare the inputs as float; the training itself makes them narrower";

  private final ElementType element;

  MixedPrecision(ElementType element) {
    this.element = element;
  }

  /** The network as a training step computes it. */
  Network of(Network network) {
    return this == FLOAT32 ? network : Autocast.of(network, element);
  }

  /** Whether small gradients would become 0, and the loss is scaled therefore. */
  boolean scales() {
    return this == FLOAT16;
  }

  /** Why a network can't be trained so, if it can't: it computes with other numbers already. */
  public Optional<String> problem(Network network) {
    return this == FLOAT32
        ? Optional.empty()
        : network.weights().entrySet().stream()
            .filter(w -> w.getValue().type().element() != ElementType.FLOAT)
            .findFirst()
            .map(this::problem);
  }

  private String problem(Map.Entry<String, Weight> weight) {
    return "precision "
        + this
        + " is for weights of float, but "
        + weight.getKey()
        + " is "
        + weight.getValue().type();
  }

  /** As a text writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
