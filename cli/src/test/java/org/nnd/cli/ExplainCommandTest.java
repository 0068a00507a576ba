package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainCommandTest {
  @TempDir Path dir;

  @Test
  void aCode() {
    assertEquals(
        Outcome.fine(
            """
            NND0220: there is no output

            A model or a block has no `output`, so nothing comes out of it.

                model A {
                  input x: float[4]
                  y = x -> dense(8)
                }

            Say what comes out.

                model A {
                  input x: float[4]
                  y = x -> dense(8)
                  output y
                }
            """),
        Outcome.of(dir, "explain NND0220"));
  }

  @Test
  void allCodes() {
    Outcome outcome = Outcome.of(dir, "explain");
    assertEquals(0, outcome.exit());
    assertTrue(outcome.out().startsWith("NND0001  a file is missing\n"), outcome.out());
  }

  @Test
  void aCodeThatIsNotThere() {
    assertEquals(
        Outcome.wrong(
            """
            error[NND0523]: there is no code NND0020
              note: nnd explain lists all codes
              help: did you mean NND0002?
            """),
        Outcome.of(dir, "explain NND0020"));
  }
}
