package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SummaryCommandTest {
  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.small(dir);
    Texts.write(
        dir.resolve("free.nnd"), "model Free { input x: float[T, 2]  output x -> dense(3) }");
  }

  @Test
  void theTable() {
    assertEquals(
        Outcome.fine(
            """
            Small
              input x: float[2]
              output y: float[2]

            layer  output    parameters  multiply-adds
            -----  --------  ----------  -------------
            dense  float[2]           6              4

            parameters               6
              trainable              6
              not trainable          0
            multiply-adds            4  for one example
            weights           24 bytes
            predicting        64 bytes  for the values of a batch of 4
            training         200 bytes  for a batch of 4, an estimate
            """),
        Outcome.of(dir, "summary DIR/small.nnd --batch 4"));
  }

  @Test
  void parametersOfTheModelCanBeSet() throws IOException {
    Texts.write(
        dir.resolve("sized.nnd"),
        """
        model Sized(width = 4, layers = [2]) {
          input x: float[3]
          for n in layers { x = x -> dense(n) }
          output x -> dense(width)
        }
        """);
    String table = Outcome.of(dir, "summary DIR/sized.nnd --set width=7 --set layers=[5,6]").out();
    assertTrue(table.contains("dense_3  float[7]          49"), table);
    assertEquals(
        Outcome.wrong(
            """
            error[NND0516]: no model here has a parameter widht
              note: there is width, layers
              help: did you mean width?
            """),
        Outcome.of(dir, "summary DIR/sized.nnd --set widht=7"));
    assertEquals(
        Outcome.wrong(
            """
            --set width:1:2: error[NND0101]: there is nothing open that ')' could close
               1 | 7)
                 |  ^
            """),
        Outcome.of(dir, "summary DIR/sized.nnd --set width=7)"));
    assertEquals(
        Outcome.wrong("--set width: error[NND0101]: expected a value, but found none\n"),
        Outcome.of(dir, "summary DIR/sized.nnd --set width="));
  }

  @Test
  void forTools() {
    Outcome outcome = Outcome.of(dir, "summary DIR/free.nnd --length T=5 --format json");
    assertEquals("", outcome.err());
    JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
    assertEquals(5 * 2 * 3, json.get("multiply_adds").getAsInt());
    assertTrue(outcome.out().contains("\"float[T, 3]\""), outcome.out());
  }

  @Test
  void whatMakesNoSense() {
    String help = "Try: nnd summary --help\n";
    assertEquals(
        Outcome.wrong("--batch must be at least 1, not 0\n" + help),
        Outcome.of(dir, "summary DIR/small.nnd --batch 0"));
    assertEquals(
        Outcome.wrong("--length T must be at least 1, not 0\n" + help),
        Outcome.of(dir, "summary DIR/free.nnd --length T=0"));
    assertEquals(
        Outcome.wrong("error[NND0521]: Small has no free length T\n"),
        Outcome.of(dir, "summary DIR/small.nnd --length T=3"));
  }
}
