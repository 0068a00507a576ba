package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckCommandTest {
  @TempDir Path dir;

  private Outcome check(String body) throws IOException {
    String text = "model M {\n  input x: float[1, 8, 8]\n  output y = x" + body + "\n}\n";
    Texts.write(dir.resolve("m.nnd"), text);
    return Outcome.of(dir, "check DIR/m.nnd");
  }

  @Test
  void aFileThatIsFine() throws IOException {
    assertEquals(
        Outcome.fine("DIR/m.nnd: M is fine, 650 weights\n"), check(" -> flatten -> dense(10)"));
  }

  @Test
  void everyModelIsTold() throws IOException {
    String small = Texts.SMALL.substring(0, Texts.SMALL.indexOf("train"));
    Texts.write(dir.resolve("two.nnd"), small + small.replace("Small", "Other"));
    assertEquals(
        Outcome.fine(
            "DIR/two.nnd: Small is fine, 6 weights\nDIR/two.nnd: Other is fine, 6 weights\n"),
        Outcome.of(dir, "check DIR/two.nnd"));
  }

  @Test
  void anUnknownLayer() throws IOException {
    assertEquals(
        Outcome.wrong(
            """
            DIR/m.nnd:3:30: error[NND0201]: there is no layer dens
               3 |   output y = x -> flatten -> dens(10)
                 |                              ^^^^
              help: did you mean dense?
            """),
        check(" -> flatten -> dens(10)"));
  }

  @Test
  void anUnknownArgument() throws IOException {
    assertEquals(
        Outcome.wrong(
            """
            DIR/m.nnd:3:27: error[NND0202]: dropout has no argument 'rates'
               3 |   output y = x -> dropout(rates=0.5)
                 |                           ^^^^^^^^^
              note: the arguments are dropout(p=0.5)
            """),
        check(" -> dropout(rates=0.5)"));
  }

  @Test
  void aWrongShape() throws IOException {
    assertEquals(
        Outcome.wrong(
            """
            DIR/m.nnd:3:19: error[NND0204]: dense expects a vector per example, but this value is float[1, 8, 8]
               3 |   output y = x -> dense(10)
                 |                   ^^^^^^^^^
              note: the value comes from input x: float[1, 8, 8] on line 2
              help: insert `-> flatten` before it (it makes float[64])
            """),
        check(" -> dense(10)"));
  }

  @Test
  void aMissingFile() throws IOException {
    check(" -> relu");
    assertEquals(
        Outcome.wrong(
            """
            error[NND0001]: there is no file DIR/n.nnd
              note: looked for DIR/n.nnd
              help: did you mean m.nnd?
            """),
        Outcome.of(dir, "check DIR/n.nnd"));
  }

  @Test
  void aFolder() {
    assertEquals(
        Outcome.wrong("DIR: error[NND0002]: can't be read: it is a folder\n"),
        Outcome.of(dir, "check DIR"));
  }

  @Test
  void anEmptyFile() throws IOException {
    Texts.write(dir.resolve("empty.nnd"), "");
    assertEquals(
        Outcome.wrong(
            """
            DIR/empty.nnd: error[NND0224]: this file is empty
              help: a model is: model Name { input x: float[4]  output x -> dense(2) }
            """),
        Outcome.of(dir, "check DIR/empty.nnd"));
  }

  @Test
  void aFileOfJunk() throws IOException {
    byte[] junk = new byte[300];
    new Random(1).nextBytes(junk);
    Files.write(dir.resolve("junk.nnd"), junk);
    assertEquals(
        Outcome.wrong(
            """
            DIR/junk.nnd: error[NND0003]: this is not plain text in UTF-8
              help: save it as UTF-8, or name the right file
            """),
        Outcome.of(dir, "check DIR/junk.nnd"));
  }

  @Test
  void noProblemsAsJson() throws IOException {
    check(" -> relu");
    assertEquals(Outcome.fine("[]\n"), Outcome.of(dir, "check DIR/m.nnd --format json"));
  }

  @Test
  void problemsAsJson() throws IOException {
    check(" -> dens(10)");
    Outcome outcome = Outcome.of(dir, "check DIR/m.nnd --format json");
    assertEquals(2, outcome.exit());
    assertEquals("", outcome.err());
    JsonArray all = JsonParser.parseString(outcome.out()).getAsJsonArray();
    assertEquals(1, all.size());
    JsonObject problem = all.get(0).getAsJsonObject();
    assertEquals("NND0201", problem.get("code").getAsString());
    assertEquals("error", problem.get("severity").getAsString());
    assertEquals("there is no layer dens", problem.get("message").getAsString());
    assertEquals("DIR/m.nnd", problem.get("file").getAsString());
    assertEquals(3, problem.get("line").getAsInt());
    assertEquals(19, problem.get("column").getAsInt());
    assertEquals(3, problem.get("endLine").getAsInt());
    assertEquals(23, problem.get("endColumn").getAsInt());
    assertTrue(problem.get("notes").getAsJsonArray().isEmpty());
    assertEquals("did you mean dense?", problem.get("help").getAsString());
  }

  @Test
  void gradientsAreComparedWithDifferences() throws IOException {
    Texts.small(dir);
    Outcome outcome = Outcome.of(dir, "check --grad DIR/small.nnd");
    assertEquals(0, outcome.exit());
    assertEquals(
        """
        Small: gradients are right, in doubles
          E  dense/weight: double[2, 2]
          E  dense/bias: double[2]
        """,
        outcome.out().replaceAll("[0-9.]+e-[0-9]+", "E"));
    Texts.write(
        dir.resolve("words.nnd"),
        """
        model Words {
          input w: int64[T]
          output y = w -> embedding(3, 4) -> gru(2, returns=final) -> relu -> dense(2)
        }
        train Words { loss cross_entropy(y, label)  optimizer sgd }
        """);
    Outcome words = Outcome.of(dir, "check --grad DIR/words.nnd");
    assertEquals(0, words.exit(), words.out());
    assertTrue(words.out().startsWith("Words: gradients are right, in floats\n"), words.out());
    assertEquals(Outcome.fine("[]\n"), Outcome.of(dir, "check --grad DIR/words.nnd --format json"));
  }

  /** At relu's kink no gradient is right. */
  @Test
  void aGradientThatIsOffIsTold() throws IOException {
    Texts.write(
        dir.resolve("kink.nnd"),
        """
        model Kink {
          input x: float[2]
          output y = x -> dense(2, bias=false, init=zeros) -> relu
        }
        train Kink { loss mse(y, label)  optimizer sgd }
        """);
    Outcome outcome = Outcome.of(dir, "check --grad DIR/kink.nnd");
    assertEquals(1, outcome.exit());
    assertEquals(
        """
        Kink: gradients are WRONG, in doubles
          1.0e+00  dense/weight: double[2, 2]  off: more than the tolerance
        """,
        outcome.out());
  }

  @Test
  void withoutATrainingThereAreNoGradients() throws IOException {
    Texts.write(
        dir.resolve("plain.nnd"), "model A { input x: float[2]  output y = x -> dense(2) }");
    assertEquals(
        Outcome.wrong(
            """
            DIR/plain.nnd: error[NND0510]: there is no train section here
              help: write one: train Name { data csv("data.csv")  loss ...  optimizer ... }
            """),
        Outcome.of(dir, "check --grad DIR/plain.nnd"));
  }
}
