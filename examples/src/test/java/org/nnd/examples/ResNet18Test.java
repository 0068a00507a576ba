package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program that builds a network in Java writes the file that the compiler makes of the text.
 */
final class ResNet18Test {
  @TempDir Path dir;

  @Test
  void isTheTextbooksText() throws IOException {
    Path text = dir.resolve("text.nnd");
    String whole = Files.readString(Project.EXAMPLES.resolve("textbook/resnet18.nnd"));
    Files.writeString(text, whole.replaceAll("///[^\n]*\n", ""));
    Project.nnd("compile", text, "-o", dir);
    ResNet18.main(new String[] {dir.toString()});
    assertArrayEquals(
        Files.readAllBytes(dir.resolve("text.onnx")),
        Files.readAllBytes(dir.resolve("resnet18.onnx")));
  }
}
