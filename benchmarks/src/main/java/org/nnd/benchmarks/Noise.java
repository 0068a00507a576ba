package org.nnd.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * Batches of noise that all sides learn: {@code input.bin}, normally distributed floats, and {@code
 * label.bin}, classes as 64-bit integers.
 */
final class Noise {
  private Noise() {}

  static void write(Text text, Path folder, int examples) throws IOException {
    Experiment e = text.experiment();
    Training training = e.training().orElseThrow();
    long example = e.network().inputs().get(0).type().perExample().shape().size().orElseThrow();
    long label = training.labelType().orElseThrow().shape().size().orElseThrow();
    int classes = Math.toIntExact(training.classes());
    Random random = new Random(1);
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Files.createDirectories(folder);
    try (OutputStream out = open(folder.resolve("input.bin"))) {
      for (long i = 0; i < examples * example; i++) {
        out.write(number.putFloat(0, (float) random.nextGaussian()).array(), 0, Float.BYTES);
      }
    }
    try (OutputStream out = open(folder.resolve("label.bin"))) {
      for (long i = 0; i < examples * label; i++) {
        out.write(number.putLong(0, random.nextInt(classes)).array());
      }
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
  }
}
