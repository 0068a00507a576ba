package org.nnd.train;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Catalogue;
import org.nnd.call.Entry;

/**
 * How images to learn from are changed at random, anew in every epoch; what is moved in is 0. Doing
 * it is the runtime's.
 */
public sealed interface Augmentation {

  /** Mirrors every other image, left and right or top and bottom. */
  record Flip(boolean vertical) implements Augmentation {}

  /** Puts zeros around and cuts the old size out of it, anywhere. */
  record Crop(int padding) implements Augmentation {}

  /** Moves by up to a share of height and of width, in whole pixels. */
  record Shift(double by) implements Augmentation {}

  /** Turns around the middle by up to some degrees either way, bilinear between pixels. */
  record Rotate(double degrees) implements Augmentation {}

  /** Adds a normally distributed number to each. */
  record Noise(double deviation) implements Augmentation {}

  /** Sets a square to 0 whose middle is anywhere (DeVries and Taylor, 2017). */
  record Cutout(int size) implements Augmentation {}

  /** Every change that a train section can name. */
  Catalogue<Augmentation> ALL =
      new Catalogue<Augmentation>(List.of(flip(), crop(), shift(), rotate(), noise(), cutout()));

  private static Entry<Flip> flip() {
    Argument<String> direction =
        Argument.optional(
            "direction",
            ArgumentType.word("horizontal", "vertical"),
            "horizontal",
            "whether left and right change places, or top and bottom");
    return Entry.of(
            "flip",
            "mirrors every other image",
            a -> new Flip(a.get(direction).equals("vertical")),
            direction)
        .taking(0, 0);
  }

  private static Entry<Crop> crop() {
    Argument<Integer> padding =
        Argument.optional("padding", pixels(), 4, "the zeros on each side, in pixels");
    return Entry.of(
            "crop",
            "puts zeros around an image and cuts its old size out of it, anywhere",
            a -> new Crop(a.get(padding)),
            padding)
        .taking(0, 0);
  }

  private static Entry<Shift> shift() {
    Argument<Double> by =
        Argument.optional(
            "by", ArgumentType.number(0, 1), 0.1, "the most, as a share of height and width");
    return Entry.of("shift", "moves an image", a -> new Shift(a.get(by)), by).taking(0, 0);
  }

  private static Entry<Rotate> rotate() {
    Argument<Double> degrees =
        Argument.optional("degrees", ArgumentType.number(0, 180), 15.0, "the most, either way");
    return Entry.of(
            "rotate", "turns an image around its middle", a -> new Rotate(a.get(degrees)), degrees)
        .taking(0, 0);
  }

  private static Entry<Noise> noise() {
    Argument<Double> deviation =
        Argument.optional(
            "deviation", ArgumentType.positive(), 0.1, "standard deviation; pixels are 0 to 1");
    return Entry.of(
            "noise",
            "adds a normally distributed number to each pixel",
            a -> new Noise(a.get(deviation)),
            deviation)
        .taking(0, 0);
  }

  private static Entry<Cutout> cutout() {
    Argument<Integer> size =
        Argument.optional("size", pixels(), 8, "the side of the square, in pixels");
    return Entry.of(
            "cutout",
            "sets a square to 0 whose middle is anywhere",
            a -> new Cutout(a.get(size)),
            size)
        .taking(0, 0);
  }

  private static ArgumentType<Integer> pixels() {
    return ArgumentType.whole(1, 1 << 16).as(Math::toIntExact);
  }
}
