package org.nnd.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReferenceTest {
  private static final Path FOLDER = Path.of("../docs/reference");
  private static final Optional<Path> SOURCES = Optional.of(Path.of("src/main/java"));
  private static final String RENEW =
      "renew docs/reference: ./nnd reference --sources compiler/src/main/java -o docs/reference";

  @TestFactory
  Stream<DynamicTest> thePagesAreAsTheDefinitions() throws IOException {
    return Reference.pages(SOURCES).entrySet().stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.getKey(),
                    () -> {
                      Path file = FOLDER.resolve(page.getKey());
                      String written = Files.exists(file) ? Files.readString(file) : "";
                      assertEquals(page.getValue(), written, RENEW);
                    }));
  }

  @Test
  void thereAreNoOtherPages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(
          new TreeSet<>(Reference.pages(SOURCES).keySet()),
          files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)),
          RENEW);
    }
  }
}
