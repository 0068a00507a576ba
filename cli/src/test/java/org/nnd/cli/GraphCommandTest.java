package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GraphCommandTest {
  /** The picture in the README. */
  private static final Path LENET = Path.of("../docs/lenet.svg");

  @TempDir Path dir;

  /** {@code -Drenew=true} draws it anew. */
  @Test
  void thePictureInTheReadme() throws IOException {
    Outcome drawn = Outcome.of(dir, "graph ../examples/textbook/lenet.nnd -o DIR/lenet.svg");
    assertEquals(Outcome.fine("wrote DIR/lenet.svg\n"), drawn);
    if (Boolean.getBoolean("renew")) {
      Files.copy(dir.resolve("lenet.svg"), LENET, StandardCopyOption.REPLACE_EXISTING);
    }
    assertEquals(Files.readString(LENET), Files.readString(dir.resolve("lenet.svg")));
  }

  @Test
  void blocksAreOpenedAndFolded() throws IOException {
    String resnet = "graph ../examples/zoo/resnet50.nnd -o DIR/resnet.svg ";
    Outcome.of(dir, resnet + "--depth 1");
    assertFalse(picture().contains(">batch_norm<"));
    assertTrue(picture().contains(">bottleneck × 5<"));
    Outcome.of(dir, resnet + "--depth 1 --open bottleneck_2 --open conv_bn");
    assertTrue(picture().contains(">batch_norm<"));
    Outcome.of(dir, resnet + "--depth 3 --fold bottleneck --fold conv_bn --each");
    assertFalse(picture().contains(">batch_norm<"));
    assertFalse(picture().contains(" × "));
  }

  private String picture() throws IOException {
    return Files.readString(dir.resolve("resnet.svg"));
  }

  @Test
  void anUnknownBlockIsAnErrorAndNothingIsWritten() throws IOException {
    Texts.small(dir);
    Outcome wrong = Outcome.of(dir, "graph DIR/small.nnd -o DIR/small.svg --open a");
    assertEquals(2, wrong.exit());
    assertEquals(
        "error[NND0660]: there is no block a in Small\n  note: it has no blocks\n", wrong.err());
    assertFalse(Files.exists(dir.resolve("small.svg")));
  }

  @Test
  void aTrainingStep() throws IOException {
    Texts.small(dir);
    assertEquals(
        Outcome.fine("wrote DIR/resnet.svg\n"),
        Outcome.of(dir, "graph DIR/small.nnd -o DIR/resnet.svg --training"));
    assertTrue(picture().contains(">cross_entropy<"));
    assertTrue(picture().contains("class=\"back\""));
    Outcome none = Outcome.of(dir, "graph ../examples/zoo/resnet18.nnd -o DIR/a.svg --training");
    assertTrue(none.err().contains("error[NND0510]"), none.err());
  }

  @Test
  void aModelFile() throws IOException {
    Texts.small(dir);
    Outcome.of(dir, "compile DIR/small.nnd -o DIR");
    assertEquals(
        Outcome.fine("wrote DIR/resnet.svg\n"),
        Outcome.of(dir, "graph DIR/small.train.onnx -o DIR/resnet.svg --depth 1"));
    assertTrue(picture().contains(">backward<"));
    assertTrue(picture().contains(">optimizer<"));
    Outcome wrong = Outcome.of(dir, "graph DIR/small.onnx --training");
    assertTrue(
        wrong.err().startsWith("--training is for texts: draw NAME.train.onnx"), wrong.err());
    assertEquals(2, Outcome.of(dir, "graph DIR/none.onnx").exit());
  }

  @Test
  void depthIsAtLeastOne() throws IOException {
    Texts.small(dir);
    Outcome wrong = Outcome.of(dir, "graph DIR/small.nnd --depth 0");
    assertEquals(2, wrong.exit());
    assertTrue(wrong.err().startsWith("--depth must be at least 1, not 0\n"), wrong.err());
  }
}
