package org.nnd.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the MLP of {@code networks/mlp.nnd} begins with, for peers that have no reader of it: its
 * weights, layer by layer, and the batches that all see.
 */
public final class MlpNumbers {
  public static final int BATCH = 64;

  /** How wide it is, from its input to its classes. */
  public static final List<Integer> WIDTHS = List.of(784, 512, 256, 10);

  private final FloatBuffer weights;
  private final FloatBuffer inputs;
  private final LongBuffer labels;

  /** Those in a folder. */
  public MlpNumbers(Path folder) throws IOException {
    weights = read(folder.resolve("weights.bin")).asFloatBuffer();
    inputs = read(folder.resolve("input.bin")).asFloatBuffer();
    labels = read(folder.resolve("label.bin")).asLongBuffer();
  }

  private static ByteBuffer read(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The next weights, first those of a layer as {@code [out, in]}, then its biases. */
  public float[] weights(int count) {
    float[] next = new float[count];
    weights.get(next);
    return next;
  }

  /** How many batches there are. */
  public int batches() {
    return labels.limit() / BATCH;
  }

  /** One batch's images, one behind the other. */
  public float[] images(int batch) {
    float[] images = new float[BATCH * WIDTHS.get(0)];
    inputs.get(batch * images.length, images);
    return images;
  }

  /** Its classes. */
  public long[] labels(int batch) {
    long[] some = new long[BATCH];
    labels.get(batch * BATCH, some);
    return some;
  }
}
