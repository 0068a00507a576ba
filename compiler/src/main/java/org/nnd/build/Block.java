package org.nnd.build;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.nnd.layer.Tuning;

/**
 * Something that values can be sent through: a layer, or a function made of layers.
 *
 * <p>A function that is a block by itself puts its layers beside those of its caller; {@link
 * #named} gives them a name to stand under, as a text's {@code block} does.
 */
@FunctionalInterface
public interface Block {

  /** Sends values through; most blocks take one and give one. */
  Tensors apply(Tensors values);

  /** A block of one value: {@code named("residual", x -> x.to(conv(64, 3)).plus(x))}. */
  static Block named(String name, UnaryOperator<Tensor> body) {
    return severalNamed(name, values -> body.apply(values.only()).alone());
  }

  /** A block of several values. */
  static Block severalNamed(String name, UnaryOperator<Tensors> body) {
    return new Placed.Named(Model.identifier("a block", name), body);
  }

  /** This block and another behind it. */
  default Block to(Block next) {
    return values -> next.apply(apply(values));
  }

  /** The same with weights that stay as they are: {@code frozen=true}. */
  default Block frozen() {
    return Placed.tuned(this, Tuning.FROZEN);
  }

  /**
   * The same with another learning rate: {@code lr_scale=factor}.
   *
   * @param factor above 0; factors of blocks in blocks multiply
   */
  default Block lrScale(double factor) {
    if (!(factor > 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException("a factor of the learning rate is above 0, not " + factor);
    }
    return Placed.tuned(this, new Tuning(factor, false));
  }

  /** One value through each of several blocks: {@code ( a | b )}. */
  static Block branches(Block... each) {
    return values ->
        new Tensors(
            values.model(),
            Arrays.stream(each).flatMap(b -> b.apply(values).all().stream()).toList());
  }

  /** A block so many times in a row, each time with weights of its own. */
  static Block repeat(int count, Block block) {
    if (count < 0) {
      throw new IllegalArgumentException("a count is at least 0, not " + count);
    }
    return values -> {
      Tensors x = values;
      for (int i = 0; i < count; i++) {
        x = block.apply(x);
      }
      return x;
    };
  }
}
