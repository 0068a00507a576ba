package org.nnd.quantize;

import java.util.Arrays;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/**
 * Numbers as whole ones of 8 bits: x ≈ scale (numbers - zero point), with a scale for each place of
 * an axis.
 *
 * @param numbers as many as there were
 * @param scale one for each place of the axis
 * @param zeroPoint what stands for 0, everywhere the same
 */
record Int8(Tensor numbers, float[] scale, Tensor zeroPoint) {

  /**
   * Whole numbers around 0, the largest of each place of an axis being the greatest.
   *
   * @param most the greatest
   * @param type INT8, or UINT8 with 128 for 0
   * @param least for each place a scale that is not gone below
   */
  static Int8 of(Tensor floats, int axis, int most, ElementType type, float[] least) {
    Shape shape = floats.type().shape();
    float[] x = Numbers.of(floats);
    int inner = Numbers.inner(shape, axis);
    float[] scale = new float[Math.toIntExact(shape.dim(axis).known().orElseThrow())];
    for (int i = 0; i < x.length; i++) {
      int place = i / inner % scale.length;
      scale[place] = Math.max(scale[place], Math.abs(x[i]));
    }
    for (int i = 0; i < scale.length; i++) {
      scale[i] = Math.max(scale[i] == 0 ? 1 : scale[i] / most, least[i]);
    }
    int zero = type == ElementType.UINT8 ? 128 : 0;
    byte[] bytes = new byte[x.length];
    for (int i = 0; i < x.length; i++) {
      double nearest = Math.rint(x[i] / scale[i / inner % scale.length]);
      bytes[i] = (byte) (zero + (int) Math.max(-most, Math.min(most, nearest)));
    }
    return new Int8(
        new Tensor(new TensorType(type, shape), bytes), scale, Tensor.scalar(type, zero));
  }

  static Int8 of(Tensor floats, int axis, int most, ElementType type) {
    int places = Math.toIntExact(floats.type().shape().dim(axis).known().orElseThrow());
    return of(floats, axis, most, type, new float[places]);
  }

  /** The scales as a tensor. */
  Tensor scales(Shape shape) {
    return Numbers.tensor(shape, scale);
  }

  /** The scales as a list. */
  Tensor scales() {
    return scales(Shape.of(scale.length));
  }

  /** The zero point for each place of the axis. */
  Tensor zeroPoints() {
    byte[] all = new byte[scale.length];
    Arrays.fill(all, zeroPoint.bytes().get());
    return new Tensor(TensorType.of(zeroPoint.type().element(), all.length), all);
  }
}
