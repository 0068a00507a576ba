package org.nnd.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nnd.Compiler;
import org.nnd.ir.Tensor;
import org.nnd.train.Experiment;

/**
 * What the others begin with: {@code weights.bin}, NND's first weights one behind the other, and
 * {@code nnd.onnx}, which predicts with them.
 */
record Export(Text text, Path folder) implements Turns {
  Export {
    write(text, folder);
  }

  private static void write(Text text, Path folder) {
    Experiment e = text.experiment();
    Map<String, Tensor> weights = e.network().initial(e.training().orElseThrow().seed());
    try (OutputStream out = Files.newOutputStream(folder.resolve("weights.bin"))) {
      for (Tensor weight : weights.values()) {
        byte[] bytes = new byte[weight.bytes().remaining()];
        weight.bytes().get(bytes);
        out.write(bytes);
      }
      Compiler.inference(e, weights, Map.of()).write(folder.resolve("nnd.onnx"));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  @Override
  public void round() {
    write(text, folder);
  }
}
