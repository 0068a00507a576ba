package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GenerateCommandTest {
  /** Each token tells the next one, so that what is learned is known. */
  private static final String NEXT =
      """
      model Next(vocabulary = 4) {
        input text: int64[T]
        output y = text -> one_hot(vocabulary) -> dense(vocabulary)
      }
      train Next {
        data      text("next.txt", length=4)
        loss      cross_entropy(y, label)
        optimizer adam(lr=0.2)
        epochs 60  batch 4
      }
      """;

  @TempDir Path dir;

  @BeforeEach
  void writeText() throws IOException {
    Texts.write(dir.resolve("next.txt"), "abc".repeat(20));
  }

  private void train(String text) throws IOException {
    Texts.write(dir.resolve("next.nnd"), text);
    assertEquals("", Outcome.of(dir, "train DIR/next.nnd -o DIR").err());
  }

  /** Runs it with a prompt, which may have spaces. */
  private Outcome generate(String prompt, String options) {
    return Outcome.of(dir, "generate DIR/next.onnx " + options, "--prompt", prompt);
  }

  @Test
  void theLikeliestCharacters() throws IOException {
    train(NEXT);
    assertEquals(Outcome.fine("bcabcabcabca\n"), generate("bca", "--length 9 --temperature 0"));
    assertEquals(Outcome.fine("a\n"), generate("a", "--length 0"));
    assertEquals(
        Outcome.fine("{\"prompt\":\"a\",\"continuation\":\"bc\"}\n"),
        generate("a", "--length 2 --top-k 1 --format json"));
  }

  @Test
  void theSeedTellsWhatIsDrawn() throws IOException {
    train(NEXT.replace("epochs 60", "epochs 1"));
    Outcome one = generate("a", "--length 50 --temperature 5 --seed 7");
    assertEquals(one, generate("a", "--length 50 --temperature 5 --seed 7"));
    assertNotEquals(one, generate("a", "--length 50 --temperature 5 --seed 8"));
    assertTrue(one.out().matches("[abc]{51}\n"), one.out());
  }

  @Test
  void coldDrawsAreTheLikeliest() throws IOException {
    train(NEXT.replace("epochs 60", "epochs 1"));
    Outcome likeliest = generate("a", "--length 30 --temperature 0");
    assertEquals(likeliest, generate("a", "--length 30 --temperature 1e-9"));
    assertEquals(likeliest, generate("a", "--length 30 --temperature 9 --top-k 1"));
    assertNotEquals(likeliest, generate("a", "--length 30 --temperature 9 --top-k 2"));
  }

  @Test
  void wordsHaveSpacesBetweenThem() throws IOException {
    Texts.write(dir.resolve("next.txt"), "one two three ".repeat(20));
    train(NEXT.replace("length=4", "length=4, tokens=words, lower=true"));
    assertEquals(
        Outcome.fine("Two three one two\n"), generate("Two", "--length 3 --temperature 0"));
  }

  @Test
  void charactersAppearWhenTheirBytesAreThere() throws IOException {
    Texts.write(dir.resolve("next.txt"), "é€".repeat(30));
    train(NEXT.replace("= 4", "= 256").replace("length=4", "length=4, tokens=bytes"));
    assertEquals(Outcome.fine("é€é\n"), generate("é", "--length 5 --temperature 0"));
    assertEquals(Outcome.fine("é€\uFFFD\n"), generate("é", "--length 4 --temperature 0"));
  }

  @Test
  void pairsOfBytes() throws IOException {
    Texts.write(dir.resolve("next.txt"), " one two".repeat(30));
    train(
        NEXT.replace("= 4", "= 262").replace("length=4", "length=4, tokens=pairs, vocabulary=262"));
    assertEquals(Outcome.fine(" one two one\n"), generate(" one", "--length 2 --temperature 0"));
  }

  @Test
  void aWindowThatSlides() throws IOException {
    train(NEXT.replace("int64[T]", "int64[4]"));
    assertEquals(Outcome.fine("abcabca\n"), generate("abca", "--length 3 --temperature 0"));
    assertEquals(
        Outcome.wrong(
            """
            --prompt: error[NND0585]: the text has 2 tokens, but the network reads 4 tokens
              help: give a longer text
            """),
        generate("ab", ""));
  }

  @Test
  void oneAnswerForAWindow() throws IOException {
    train(
        NEXT.replace("int64[T]", "int64[4]")
            .replace("one_hot(vocabulary)", "one_hot(vocabulary) -> flatten"));
    assertEquals(Outcome.fine("abcabca\n"), generate("abca", "--length 3 --temperature 0"));
  }

  @Test
  void promptsThatAreWrong() throws IOException {
    train(NEXT);
    assertEquals(
        Outcome.wrong(
            """
            DIR/next.onnx: error[NND0584]: the model does not know 'x', 'é'
              note: it was trained on a text without them
              help: leave them out of the prompt
            """),
        generate("axéx", ""));
    assertEquals(
        Outcome.wrong(
            """
            --prompt: error[NND0585]: the text has 0 tokens, but the network reads 1 token
              help: give a longer text
            """),
        generate("", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "--temperature -1, '--temperature must be at least 0, not -1.0'",
    "--length -1, '--length must be at least 0, not -1'",
    "--top-k 0, '--top-k must be at least 1, not 0'",
    "--seed x, 'Invalid value for option ''--seed'': ''x'' is not a whole number'",
  })
  void optionsThatAreWrong(String option, String message) {
    assertEquals(Outcome.wrong(message + "\nTry: nnd generate --help\n"), generate("a", option));
  }

  @Test
  void aModelWithoutAVocabulary() throws IOException {
    Texts.small(dir);
    Outcome.of(dir, "train DIR/small.nnd -o DIR");
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.onnx: error[NND0581]: this model has no vocabulary to read texts
              help: give one that nnd train made from text(...) or lines(...)
            """),
        Outcome.of(dir, "generate DIR/small.onnx --prompt a"));
  }

  @Test
  void aModelThatClassifiesTexts() throws IOException {
    Texts.moods(dir);
    assertEquals("", Outcome.of(dir, "train DIR/mood.nnd -o DIR").err());
    assertEquals(
        Outcome.wrong(
            """
            DIR/mood.onnx: error[NND0582]: this model does not continue texts
              help: give one that was trained on text(...) with cross_entropy
            """),
        Outcome.of(dir, "generate DIR/mood.onnx --prompt good"));
  }
}
