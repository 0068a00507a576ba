package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The table of layers, shapes and sizes of every example, as it was when somebody last read it.
 * With {@code -Drenew=true} the tables are written anew: read the difference.
 */
final class ShapesTest {
  private static final Path TABLES = Project.EXAMPLES.resolve("src/test/resources/summaries");

  @TestFactory
  Stream<DynamicTest> everyTableIsAsExpected() throws IOException {
    return Project.examples().stream()
        .map(
            file -> {
              String name = Project.EXAMPLES.relativize(file).toString().replace('\\', '/');
              return dynamicTest(name, () -> compare(name, Project.nnd("summary", file)));
            });
  }

  private static void compare(String name, String table) throws IOException {
    Path expected = TABLES.resolve(name.replace('/', '-').replace(".nnd", ".txt"));
    if (Boolean.getBoolean("renew")
        && !(Files.exists(expected) && Files.readString(expected).equals(table))) {
      Files.createDirectories(TABLES);
      Files.writeString(expected, table);
      fail("written anew: " + expected);
    }
    assertEquals(Files.readString(expected), table);
  }
}
