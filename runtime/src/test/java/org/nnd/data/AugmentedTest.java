package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.source.NndException;
import org.nnd.train.Augmentation;

class AugmentedTest {
  /** Images of 1 to 36, all the same. */
  private record Images(TensorType type, int size) implements Column {
    @Override
    public void write(int example, ByteBuffer to) {
      for (int i = 1; i <= type.shape().size().orElseThrow(); i++) {
        if (type.element() == ElementType.FLOAT) {
          to.putFloat(i);
        } else {
          to.putDouble(i);
        }
      }
    }
  }

  private static Dataset augmented(ElementType element, long seed) {
    Column images = new Images(TensorType.of(element, 1, 6, 6), 8);
    return Augmented.of(
        new Dataset(Map.of("x", images), List.of()),
        List.of(new Augmentation.Crop(4), new Augmentation.Noise(1)),
        seed);
  }

  private static double[] image(Dataset data, int example) {
    return Written.numbers(data.columns().get("x"), example);
  }

  @Test
  void seedEpochAndExampleDecide() {
    Dataset data = augmented(ElementType.FLOAT, 1);
    Set<String> seen = new HashSet<>();
    for (int epoch = 1; epoch < 4; epoch++) {
      for (int example = 0; example < 8; example++) {
        double[] image = image(data.epoch(epoch), example);
        assertArrayEquals(image, image(augmented(ElementType.FLOAT, 1).epoch(epoch), example));
        seen.add(Arrays.toString(image));
        seen.add(Arrays.toString(image(augmented(ElementType.FLOAT, 2).epoch(epoch), example)));
      }
    }
    assertEquals(2 * 3 * 8, seen.size());
    assertArrayEquals(image(data.epoch(2), 5), image(data.select(new int[] {5, 1}).epoch(2), 0));
  }

  @Test
  void outsideOfEpochsImagesAreAsTheyAre() {
    double[] plain = IntStream.rangeClosed(1, 36).asDoubleStream().toArray();
    assertArrayEquals(plain, image(augmented(ElementType.FLOAT, 1), 3));
    assertArrayEquals(plain, image(augmented(ElementType.DOUBLE, 1), 3));
    assertArrayEquals(
        image(augmented(ElementType.FLOAT, 1).epoch(1), 3),
        image(augmented(ElementType.DOUBLE, 1).epoch(1), 3));
  }

  @Test
  void thereMustBeImages() {
    Column vectors = new Images(TensorType.of(ElementType.FLOAT, 4), 2);
    Dataset data = new Dataset(Map.of("x", vectors), List.of());
    assertEquals(
        """
        error[NND0486]: augment changes images, but no input is one
          help: an image is float[channels, height, width]
        """,
        assertThrows(
                NndException.class,
                () -> Augmented.of(data, List.of(new Augmentation.Flip(false)), 1))
            .getMessage());
  }
}
