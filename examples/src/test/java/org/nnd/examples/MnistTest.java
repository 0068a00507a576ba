package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples on MNIST reach what such networks reach. */
final class MnistTest {
  @TempDir Path dir;

  private Run assertAccuracy(double wanted, String example, int epochs) throws IOException {
    Run run = Run.of(example, dir, "--data", Project.mnist(), "--epochs", epochs);
    assertEquals(epochs, run.log().size());
    assertTrue(run.last("val_accuracy") >= wanted, run.log().toString());
    return run;
  }

  @Test
  void theMultilayerPerceptron() throws IOException {
    Run run = assertAccuracy(0.97, "mnist/mlp.nnd", 3);
    List<String> predictions = run.predictions(Project.mnist());
    byte[] labels = labels();
    assertEquals(labels.length, predictions.size());
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += Integer.toString(labels[i]).equals(predictions.get(i)) ? 1 : 0;
    }
    assertEquals(run.last("val_accuracy"), (double) right / labels.length, 1e-6);
  }

  private static byte[] labels() throws IOException {
    Path file = Project.mnist().resolve("t10k-labels-idx1-ubyte");
    Path packed = Project.mnist().resolve("t10k-labels-idx1-ubyte.gz");
    try (InputStream in =
        Files.exists(file)
            ? Files.newInputStream(file)
            : new GZIPInputStream(Files.newInputStream(packed))) {
      in.skipNBytes(8);
      return in.readAllBytes();
    }
  }

  @Test
  void leNet() throws IOException {
    assertAccuracy(0.985, "mnist/lenet.nnd", 3);
  }

  @Test
  void theRowReader() throws IOException {
    assertAccuracy(0.96, "mnist/gru.nnd", 2);
  }
}
