package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FmtCommandTest {
  private static final String UNTIDY = "model A{input x:float[2] output x->dense(2) } // why";
  private static final String TIDY =
      "model A { input x: float[2]  output x -> dense(2) }  // why\n";
  private static final FileTime BEFORE = FileTime.fromMillis(1_000_000);

  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.write(dir.resolve("untidy.nnd"), UNTIDY);
    Texts.write(dir.resolve("tidy.nnd"), TIDY);
    Texts.write(dir.resolve("wrong.nnd"), "model A {");
    Files.setLastModifiedTime(dir.resolve("tidy.nnd"), BEFORE);
  }

  @Test
  void filesAreWrittenWhereTheyChange() throws IOException {
    assertEquals(
        Outcome.fine("wrote DIR/untidy.nnd\n"), Outcome.of(dir, "fmt DIR/untidy.nnd DIR/tidy.nnd"));
    assertEquals(TIDY, Files.readString(dir.resolve("untidy.nnd")));
    assertEquals(BEFORE, Files.getLastModifiedTime(dir.resolve("tidy.nnd")));
  }

  @Test
  void checkingWritesNothing() throws IOException {
    assertEquals(Outcome.fine(""), Outcome.of(dir, "fmt --check DIR/tidy.nnd"));
    assertEquals(
        Outcome.wrong(
            """
            DIR/untidy.nnd: error[NND0520]: this is not in its canonical form
              help: nnd fmt DIR/untidy.nnd
            """),
        Outcome.of(dir, "fmt --check DIR/untidy.nnd DIR/tidy.nnd"));
    assertEquals(UNTIDY, Files.readString(dir.resolve("untidy.nnd")));
  }

  @Test
  void standardOutput() throws IOException {
    assertEquals(Outcome.fine(TIDY), Outcome.of(dir, "fmt --stdout DIR/untidy.nnd"));
    assertEquals(UNTIDY, Files.readString(dir.resolve("untidy.nnd")));
  }

  @Test
  void aFileThatIsWrongDoesNotKeepOthersFromBeingWritten() throws IOException {
    Outcome outcome = Outcome.of(dir, "fmt DIR/wrong.nnd DIR/untidy.nnd");
    assertEquals(2, outcome.exit());
    assertEquals("wrote DIR/untidy.nnd\n", outcome.out());
    assertTrue(outcome.err().startsWith("DIR/wrong.nnd:1:9: error[NND0104]"), outcome.err());
  }
}
