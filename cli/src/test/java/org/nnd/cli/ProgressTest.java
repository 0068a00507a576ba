package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnd.train.Measure;

final class ProgressTest {
  private static Map<String, Measure> measured() {
    Map<String, Measure> all = new LinkedHashMap<>();
    all.put("loss", new Measure.Single(0.25));
    all.put("confusion", new Measure.Matrix(List.of(List.of(1L))));
    all.put("accuracy", new Measure.Single(0.5));
    return all;
  }

  static Stream<Arguments> line() {
    return Stream.of(
        Arguments.of(
            new Progress("epoch  2/20", 45, 100, 123.4, 67.2, measured()),
            79,
            "epoch  2/20  45% [==    ]  loss 0.2500  accuracy 0.5000  123 steps/s  1:07 left"),
        Arguments.of(
            new Progress("epoch 1/1", 0, 3, 0, 0, Map.of()),
            79,
            "epoch 1/1   0% [                                      ]  0.0 steps/s  0:00 left"),
        Arguments.of(
            new Progress("epoch 1/1", 3, 3, 2.34, 3725, measured()),
            79,
            "epoch 1/1 100% [=====]  loss 0.2500  accuracy 0.5000  2.3 steps/s  1:02:05 left"),
        Arguments.of(
            new Progress("epoch 1/1", 1, 2, 12, 5, measured()),
            60,
            "epoch 1/1  50% [===    ]  loss 0.2500  12 steps/s  0:05 left"),
        Arguments.of(
            new Progress("epoch 1/1", 1, 2, 12, 5, measured()),
            40,
            "epoch 1/1  50%  12 steps/s  0:05 left"),
        Arguments.of(
            new Progress("epoch 1/1", Integer.MAX_VALUE - 1, Integer.MAX_VALUE, 1e6, 1e6, Map.of()),
            79,
            "epoch 1/1  99% [============================ ]  1000000 steps/s  277:46:40 left"));
  }

  @ParameterizedTest
  @MethodSource
  void line(Progress progress, int width, String text) {
    assertEquals(text, progress.line(width));
  }
}
