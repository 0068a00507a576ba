package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.Compiler;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.train.Experiment;

/** The program trains what the text does: from the same bytes to the same weights. */
final class DigitsTest {
  private static final Path TEXT = Project.EXAMPLES.resolve("digits.nnd");

  @TempDir Path dir;

  @Test
  void doesTheSteps() {
    Experiment read = Compiler.choose(Compiler.check(TEXT), Optional.empty());
    assertArrayEquals(step(read), step(Digits.experiment()));
  }

  private static byte[] step(Experiment e) {
    Map<String, Tensor> weights = e.network().initial(1);
    return Compiler.training(e, e.training().orElseThrow(), weights).toBytes();
  }

  @Test
  void endsWithTheWeights() throws IOException {
    Digits.main(new String[] {Project.EXAMPLES.toString(), dir.toString()});
    Project.nnd("train", TEXT, "-o", dir.resolve("text"));
    assertArrayEquals(
        weights(dir.resolve("text/digits.onnx")), weights(dir.resolve("digits.onnx")));
  }

  /** The graph without what a trained model remembers of its data. */
  private static byte[] weights(Path model) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(model)).getGraph().toByteArray();
  }
}
