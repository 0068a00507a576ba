package org.nnd.build;

import org.nnd.train.Augmentation;

/**
 * How images are changed: {@code new Train().augment(flip())}.
 *
 * <p>Made from the catalogue by CatalogueSourceTest: don't edit it.
 */
public final class Augmentations {
  private Augmentations() {}

  /** What {@code direction} may be. */
  public enum Direction {
    HORIZONTAL,
    VERTICAL
  }

  /**
   * mirrors every other image
   *
   * <p>In a text: {@code flip(direction=horizontal)}
   */
  public static Flip flip() {
    return new Flip(Call.Arguments.NONE);
  }

  /**
   * mirrors every other image
   *
   * <p>In a text: {@code flip(direction=horizontal)}
   *
   * @param direction whether left and right change places, or top and bottom
   */
  public static Flip flip(Direction direction) {
    return new Flip(Call.Arguments.NONE.with("direction", Literal.of(direction)));
  }

  /** A call of {@code flip}. */
  public static final class Flip extends Call<Augmentation> {
    private Flip(Call.Arguments arguments) {
      super(org.nnd.train.Augmentation.ALL, "flip", arguments);
    }

    /**
     * Whether left and right change places, or top and bottom.
     *
     * @param direction horizontal or vertical; without it: horizontal
     */
    public Flip direction(Direction direction) {
      return new Flip(arguments().with("direction", Literal.of(direction)));
    }
  }

  /**
   * puts zeros around an image and cuts its old size out of it, anywhere
   *
   * <p>In a text: {@code crop(padding=4)}
   */
  public static Crop crop() {
    return new Crop(Call.Arguments.NONE);
  }

  /**
   * puts zeros around an image and cuts its old size out of it, anywhere
   *
   * <p>In a text: {@code crop(padding=4)}
   *
   * @param padding the zeros on each side, in pixels
   */
  public static Crop crop(long padding) {
    return new Crop(Call.Arguments.NONE.with("padding", Literal.of(padding)));
  }

  /** A call of {@code crop}. */
  public static final class Crop extends Call<Augmentation> {
    private Crop(Call.Arguments arguments) {
      super(org.nnd.train.Augmentation.ALL, "crop", arguments);
    }

    /**
     * The zeros on each side, in pixels.
     *
     * @param padding a whole number from 1 to 65536; without it: 4
     */
    public Crop padding(long padding) {
      return new Crop(arguments().with("padding", Literal.of(padding)));
    }
  }

  /**
   * moves an image
   *
   * <p>In a text: {@code shift(by=0.1)}
   */
  public static Shift shift() {
    return new Shift(Call.Arguments.NONE);
  }

  /**
   * moves an image
   *
   * <p>In a text: {@code shift(by=0.1)}
   *
   * @param by the most, as a share of height and width
   */
  public static Shift shift(double by) {
    return new Shift(Call.Arguments.NONE.with("by", Literal.of(by)));
  }

  /** A call of {@code shift}. */
  public static final class Shift extends Call<Augmentation> {
    private Shift(Call.Arguments arguments) {
      super(org.nnd.train.Augmentation.ALL, "shift", arguments);
    }

    /**
     * The most, as a share of height and width.
     *
     * @param by a number from 0 to 1; without it: 0.1
     */
    public Shift by(double by) {
      return new Shift(arguments().with("by", Literal.of(by)));
    }
  }

  /**
   * turns an image around its middle
   *
   * <p>In a text: {@code rotate(degrees=15.0)}
   */
  public static Rotate rotate() {
    return new Rotate(Call.Arguments.NONE);
  }

  /**
   * turns an image around its middle
   *
   * <p>In a text: {@code rotate(degrees=15.0)}
   *
   * @param degrees the most, either way
   */
  public static Rotate rotate(double degrees) {
    return new Rotate(Call.Arguments.NONE.with("degrees", Literal.of(degrees)));
  }

  /** A call of {@code rotate}. */
  public static final class Rotate extends Call<Augmentation> {
    private Rotate(Call.Arguments arguments) {
      super(org.nnd.train.Augmentation.ALL, "rotate", arguments);
    }

    /**
     * The most, either way.
     *
     * @param degrees a number from 0 to 180; without it: 15.0
     */
    public Rotate degrees(double degrees) {
      return new Rotate(arguments().with("degrees", Literal.of(degrees)));
    }
  }

  /**
   * adds a normally distributed number to each pixel
   *
   * <p>In a text: {@code noise(deviation=0.1)}
   */
  public static Noise noise() {
    return new Noise(Call.Arguments.NONE);
  }

  /**
   * adds a normally distributed number to each pixel
   *
   * <p>In a text: {@code noise(deviation=0.1)}
   *
   * @param deviation standard deviation; pixels are 0 to 1
   */
  public static Noise noise(double deviation) {
    return new Noise(Call.Arguments.NONE.with("deviation", Literal.of(deviation)));
  }

  /** A call of {@code noise}. */
  public static final class Noise extends Call<Augmentation> {
    private Noise(Call.Arguments arguments) {
      super(org.nnd.train.Augmentation.ALL, "noise", arguments);
    }

    /**
     * Standard deviation; pixels are 0 to 1.
     *
     * @param deviation a number above 0; without it: 0.1
     */
    public Noise deviation(double deviation) {
      return new Noise(arguments().with("deviation", Literal.of(deviation)));
    }
  }

  /**
   * sets a square to 0 whose middle is anywhere
   *
   * <p>In a text: {@code cutout(size=8)}
   */
  public static Cutout cutout() {
    return new Cutout(Call.Arguments.NONE);
  }

  /**
   * sets a square to 0 whose middle is anywhere
   *
   * <p>In a text: {@code cutout(size=8)}
   *
   * @param size the side of the square, in pixels
   */
  public static Cutout cutout(long size) {
    return new Cutout(Call.Arguments.NONE.with("size", Literal.of(size)));
  }

  /** A call of {@code cutout}. */
  public static final class Cutout extends Call<Augmentation> {
    private Cutout(Call.Arguments arguments) {
      super(org.nnd.train.Augmentation.ALL, "cutout", arguments);
    }

    /**
     * The side of the square, in pixels.
     *
     * @param size a whole number from 1 to 65536; without it: 8
     */
    public Cutout size(long size) {
      return new Cutout(arguments().with("size", Literal.of(size)));
    }
  }
}
