package org.nnd.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nnd.train.Augmentation;

class ChangeTest {
  /** 1 2 3 over 4 5 6. */
  private static final Picture SMALL = new Picture(1, 2, 3, new float[] {1, 2, 3, 4, 5, 6});

  private static List<Float> values(Picture p) {
    return IntStream.range(0, p.values().length).mapToObj(i -> p.values()[i]).toList();
  }

  /** All that a change makes of a picture. */
  private static Set<List<Float>> results(Augmentation by, Picture picture) {
    Set<List<Float>> all = new HashSet<>();
    for (int seed = 0; seed < 500; seed++) {
      all.add(values(new Change(by).apply(picture, new SplittableRandom(seed))));
    }
    return all;
  }

  @Test
  void flipMirrorsSome() {
    assertEquals(
        Set.of(List.of(1f, 2f, 3f, 4f, 5f, 6f), List.of(3f, 2f, 1f, 6f, 5f, 4f)),
        results(new Augmentation.Flip(false), SMALL));
    assertEquals(
        Set.of(List.of(1f, 2f, 3f, 4f, 5f, 6f), List.of(4f, 5f, 6f, 1f, 2f, 3f)),
        results(new Augmentation.Flip(true), SMALL));
  }

  @Test
  void cropMovesByUpToThePadding() {
    Set<List<Float>> all = results(new Augmentation.Crop(1), SMALL);
    assertEquals(9, all.size());
    assertTrue(all.contains(List.of(0f, 0f, 0f, 0f, 1f, 2f)));
    assertTrue(all.contains(List.of(5f, 6f, 0f, 0f, 0f, 0f)));
  }

  @Test
  void shiftMovesByUpToAShare() {
    assertEquals(1, results(new Augmentation.Shift(0.3), SMALL).size());
    assertEquals(
        Set.of(
            List.of(1f, 2f, 3f, 4f, 5f, 6f),
            List.of(0f, 1f, 2f, 0f, 4f, 5f),
            List.of(2f, 3f, 0f, 5f, 6f, 0f)),
        results(new Augmentation.Shift(0.4), SMALL));
  }

  @Test
  void rotateTurnsAroundTheMiddle() {
    Picture cross = new Picture(1, 3, 3, new float[] {0, 1, 0, 0, 5, 2, 0, 0, 0});
    assertEquals(1, results(new Augmentation.Rotate(0), cross).size());
    double most = 0;
    for (int seed = 0; seed < 200; seed++) {
      Picture turned =
          new Change(new Augmentation.Rotate(90)).apply(cross, new SplittableRandom(seed));
      assertEquals(5, turned.values()[4], 1e-6);
      double angle = Math.toRadians(90 * (2 * new SplittableRandom(seed).nextDouble() - 1));
      // the pixel above the middle comes from the place that lies as far around
      double fromX = 1 + Math.sin(angle);
      double fromY = 1 - Math.cos(angle);
      assertEquals(bilinear(cross, fromY, fromX), turned.values()[1], 1e-5);
      most = Math.max(most, Math.abs(angle));
    }
    assertTrue(most > Math.toRadians(80));
  }

  private static double bilinear(Picture p, double y, double x) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double near = Math.max(0, 1 - Math.abs(i - y)) * Math.max(0, 1 - Math.abs(j - x));
        sum += near * p.at(0, i, j);
      }
    }
    return sum;
  }

  @Test
  void noiseIsNormallyDistributed() {
    Picture grey = new Picture(1, 100, 101, new float[100 * 101]);
    float[] values =
        new Change(new Augmentation.Noise(0.5)).apply(grey, new SplittableRandom(1)).values();
    double mean = 0;
    double square = 0;
    int within = 0;
    for (float x : values) {
      mean += x / values.length;
      square += x * x / values.length;
      within += Math.abs(x) < 0.5 ? 1 : 0;
    }
    assertEquals(0, mean, 0.02);
    assertEquals(0.25, square, 0.02);
    assertEquals(0.683, within / (double) values.length, 0.02);
  }

  @Test
  void cutoutSetsASquareToZero() {
    Picture two = new Picture(2, 2, 2, new float[] {1, 1, 1, 1, 2, 2, 2, 2});
    Set<Integer> zeros = new TreeSet<>();
    for (List<Float> values : results(new Augmentation.Cutout(2), two)) {
      assertEquals(values.subList(0, 4).stream().map(x -> 2 * x).toList(), values.subList(4, 8));
      zeros.add((int) values.stream().filter(x -> x == 0).count());
    }
    assertEquals(Set.of(2, 4, 8), zeros);
  }

  @Test
  void theOldPictureStaysAsItIs() {
    List<Float> before = values(SMALL);
    results(new Augmentation.Noise(1), SMALL);
    results(new Augmentation.Cutout(1), SMALL);
    assertEquals(before, values(SMALL));
    assertArrayEquals(new float[] {0, 0}, new float[] {SMALL.at(0, -1, 0), SMALL.at(0, 0, 3)});
  }
}
