package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.onnx.OfficialChecker;

/** Every example is what its file promises. */
final class ExamplesTest {
  @TempDir Path dir;

  @TestFactory
  Stream<DynamicTest> theModelsOfEveryExampleSatisfyOnnx() throws IOException {
    return Project.examples().stream()
        .map(
            file ->
                dynamicTest(
                    Project.EXAMPLES.relativize(file).toString(),
                    () -> {
                      Path out = Files.createTempDirectory(dir, "out");
                      Project.nnd("check", file);
                      Project.nnd("compile", file, "-o", out);
                      List<Path> models = Project.files(out, ".onnx");
                      boolean trains = Files.readString(file).contains("\ntrain ");
                      assertEquals(trains ? 4 : 1, models.size(), models.toString());
                      for (Path model : models) {
                        OfficialChecker.check(Files.readAllBytes(model));
                      }
                    }));
  }

  @Test
  void everyExampleSaysWhatItIs() throws IOException {
    for (Path file : Project.examples()) {
      assertTrue(Files.readString(file).contains("/// "), file.toString());
    }
  }

  @Test
  void everyTableSaysWhereItIsFrom() throws IOException {
    String sources = Files.readString(Project.EXAMPLES.resolve("data/README.md"));
    for (Path table : Project.files(Project.EXAMPLES, ".csv")) {
      assertTrue(sources.contains("| " + table.getFileName() + " |"), table.toString());
    }
  }
}
