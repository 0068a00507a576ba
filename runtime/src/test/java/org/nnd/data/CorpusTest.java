package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.nnd.ir.ElementType.FLOAT;
import static org.nnd.ir.ElementType.INT32;
import static org.nnd.ir.ElementType.INT64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.text.Cleaning;
import org.nnd.text.Tokenizer;
import org.nnd.text.Vocabulary;

class CorpusTest {
  @TempDir Path folder;

  /** Characters of "abcabd": <unk> 0, a 1, b 2, c 3, d 4. */
  private static final Tokenizer.Kind CHARACTERS = kind("characters");

  private static final Holdout NOTHING = new Holdout(0, 0, Holdout.How.RANDOM, 1);

  private static Tokenizer.Kind kind(String tokens) {
    return new Tokenizer.Kind(tokens, new Cleaning(false, false), Optional.empty(), false);
  }

  private static TensorType free(ElementType element) {
    return new TensorType(element, Shape.of(new Dim.Named("T")));
  }

  private static Wanted each(long classes) {
    return new Wanted(
        Map.of("text", free(INT64)), Optional.of(free(INT64)), classes, Map.of("text", classes));
  }

  private static Corpus.Cutting cut(int length, int stride, boolean ordered) {
    return new Corpus.Cutting(
        CHARACTERS,
        Optional.of(length),
        Optional.of(stride),
        Optional.empty(),
        ordered,
        Optional.empty());
  }

  private Fitted read(String text, Wanted wanted, Corpus.Cutting cutting, Holdout holdout)
      throws IOException {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, text);
    return Corpus.read(file, wanted, cutting, holdout);
  }

  private static double[] x(Dataset data, int example) {
    return Written.numbers(data.columns().get("text"), example);
  }

  private static double[] y(Dataset data, int example) {
    return Written.numbers(data.columns().get(Dataset.LABEL), example);
  }

  @Test
  void labelsAreTheNextTokens() throws IOException {
    Dataset data = read("abcabd", each(5), cut(2, 2, true), NOTHING).parts().training();
    assertEquals(2, data.size());
    assertEquals(TensorType.of(INT64, 2), data.columns().get("text").type());
    assertArrayEquals(new double[] {1, 2}, x(data, 0));
    assertArrayEquals(new double[] {2, 3}, y(data, 0));
    assertArrayEquals(new double[] {3, 1}, x(data, 1));
    assertArrayEquals(new double[] {1, 2}, y(data, 1));
    assertArrayEquals(new int[] {0, 1}, data.order(3, 1));
  }

  @Test
  void aNetworkThatAnswersOnceIsAskedForTheTokenBehind() throws IOException {
    Wanted once =
        new Wanted(
            Map.of("text", TensorType.of(INT32, 3)), Optional.of(TensorType.scalar(INT64)), 5);
    Corpus.Cutting cutting =
        new Corpus.Cutting(
            CHARACTERS,
            Optional.empty(),
            Optional.of(1),
            Optional.empty(),
            false,
            Optional.empty());
    Dataset data = read("abcabd", once, cutting, NOTHING).parts().training();
    assertEquals(3, data.size());
    assertArrayEquals(new double[] {3, 1, 2}, x(data, 2));
    assertArrayEquals(new double[] {4}, y(data, 2));
  }

  @Test
  void epochsBeginAtDifferentTokens() throws IOException {
    Dataset data = read("abcabd".repeat(5), each(5), cut(4, 4, false), NOTHING).parts().training();
    assertEquals(6, data.size());
    Set<String> starts = new HashSet<>();
    for (int epoch = 1; epoch < 20; epoch++) {
      Dataset seen = data.epoch(epoch);
      assertArrayEquals(Arrays.copyOfRange(x(seen, 5), 1, 4), Arrays.copyOf(y(seen, 5), 3));
      assertArrayEquals(x(seen, 1), x(data.epoch(epoch), 1));
      starts.add(Arrays.toString(x(seen, 0)));
    }
    assertEquals(4, starts.size());
    assertNotEquals(Arrays.toString(data.order(1, 2)), Arrays.toString(data.order(2, 2)));
  }

  @Test
  void windowsOfABatchContinueThoseOfTheOneBefore() throws IOException {
    Corpus.Cutting cutting =
        new Corpus.Cutting(
            CHARACTERS, Optional.of(2), Optional.empty(), Optional.empty(), true, Optional.of(3));
    String text = "abcdefghijklmnopqrstuvwx"; // three strips of seven, of them three windows of two
    Dataset data = read(text, each(25), cutting, NOTHING).parts().training();
    assertEquals(9, data.size());
    Set<Double> starts = new HashSet<>();
    for (int epoch = 1; epoch < 20; epoch++) {
      Dataset seen = data.epoch(epoch);
      double a = x(seen, 0)[0];
      starts.add(a);
      for (int i = 0; i < 9; i++) {
        double first = a + i % 3 * 7 + i / 3 * 2;
        assertArrayEquals(new double[] {first, first + 1}, x(seen, i));
        assertArrayEquals(new double[] {first + 1, first + 2}, y(seen, i));
      }
    }
    assertEquals(Set.of(1.0, 2.0), starts);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, data.order(1, 3));
  }

  @Test
  void aWindowForEachExampleIsTheLeast() throws IOException {
    Corpus.Cutting cutting =
        new Corpus.Cutting(
            CHARACTERS, Optional.of(2), Optional.empty(), Optional.empty(), true, Optional.of(3));
    Dataset least = read("abcdefgh", each(9), cutting, NOTHING).parts().training();
    assertEquals(3, least.size());
    assertArrayEquals(new double[] {5, 6}, x(least, 2));
    assertEquals(
        """
        a.txt: error[NND0466]: a part of the text has 7 tokens, but a window for each of the 3 examples \
        of a batch, moved, has 8
          help: use a longer text, a smaller length or batch, or hold out none or more of it
        """,
        Rendered.mistakes(folder, () -> read("abcdefg", each(8), cutting, NOTHING)));
  }

  @Test
  void theEndIsHeldOutAndNotCounted() throws IOException {
    Fitted read =
        read(
            "abababababcddd",
            new Wanted(Map.of("text", free(INT64)), Optional.of(free(INT64)), 3),
            cut(1, 1, false),
            new Holdout(2 / 14.0, 2 / 14.0, Holdout.How.RANDOM, 1));
    assertEquals(
        Optional.of("[<unk>, a, b]"),
        read.schema()
            .text()
            .map(t -> ((Vocabulary) t.tokenizer().encoding()).entries().toString()));
    assertEquals(0, x(read.parts().validation().orElseThrow(), 0)[0]);
    assertEquals(1, read.parts().test().orElseThrow().size());
  }

  @Test
  void onlyTheFirstTokensAreTaken() throws IOException {
    Corpus.Cutting cutting =
        new Corpus.Cutting(
            CHARACTERS, Optional.of(1), Optional.empty(), Optional.of(4), false, Optional.empty());
    assertEquals(3, read("abababcd", each(3), cutting, NOTHING).parts().training().size());
  }

  @Test
  void pairsAreMadeOfTheText() throws IOException {
    Tokenizer.Kind pairs =
        new Tokenizer.Kind("pairs", new Cleaning(false, false), Optional.of(258L), false);
    Corpus.Cutting cutting =
        new Corpus.Cutting(
            pairs, Optional.of(2), Optional.empty(), Optional.empty(), true, Optional.empty());
    Dataset data = read("the the the them", each(258), cutting, NOTHING).parts().training();
    // th = 256, the = 257, and " the" stays two tokens
    assertArrayEquals(new double[] {257, 32}, x(data, 0));
  }

  @Test
  void theEndIsWhatATrainedNetworkContinues() throws IOException {
    Fitted read = read("abcabd", each(5), cut(2, 2, true), NOTHING);
    TextSchema text = read.schema().text().orElseThrow();
    Path file = Files.writeString(folder.resolve("b.txt"), "dxa");
    Wanted predicting = new Wanted(Map.of("text", free(INT64)), Optional.empty(), 0);
    assertArrayEquals(new double[] {0, 1}, x(Corpus.end(file, predicting, text), 0));
    assertArrayEquals(
        new double[] {4, 0, 1},
        x(Corpus.end(file, predicting, new TextSchema(text.tokenizer(), 9, 1)), 0));
    Wanted three = new Wanted(Map.of("text", TensorType.of(INT64, 3)), Optional.empty(), 0);
    assertArrayEquals(new double[] {4, 0, 1}, x(Corpus.end(file, three, text), 0));
  }

  private String said(String text, Wanted wanted, Corpus.Cutting cutting) {
    return Rendered.mistakes(folder, () -> read(text, wanted, cutting, NOTHING));
  }

  @Test
  void sizesThatDiffer() {
    assertEquals(
        """
        a.txt: error[NND0465]: the vocabulary has 5 tokens, but the network looks up 28 for input text
          note: tokens are characters
          help: write 5 there; a parameter of the model can hold it
        """,
        said("abcabd", each(28), cut(2, 2, false)));
    assertEquals(
        """
        a.txt: error[NND0465]: the vocabulary has 5 tokens, but the network gives scores to 4
          note: tokens are characters
          help: write 5 there; a parameter of the model can hold it
        """,
        said(
            "abcabd",
            new Wanted(Map.of("text", free(INT64)), Optional.of(free(INT64)), 4),
            cut(2, 2, false)));
  }

  @Test
  void aTextThatIsTooShort() {
    assertEquals(
        """
        a.txt: error[NND0466]: a part of the text has 6 tokens, but a window with its labels has 7
          help: use a longer text, a smaller length, or hold out none or more of it
        """,
        said("abcabd", each(5), cut(6, 2, false)));
  }

  @Test
  void networksThatAreFedNoTokens() {
    assertEquals(
        """
        a.txt: error[NND0467]: a text feeds one input of tokens, but the network has x: float[3]
          help: declare it as: input text: int64[T]
        """,
        said(
            "abc",
            new Wanted(Map.of("x", TensorType.of(FLOAT, 3)), Optional.of(free(INT64)), 5),
            cut(2, 2, false)));
    assertEquals(
        """
        a.txt: error[NND0467]: the labels of a text are the next tokens, but the loss wants float[T]
          help: cross_entropy wants int64[T] of a network that gives scores at every token
        """,
        said(
            "abc",
            new Wanted(Map.of("x", free(INT64)), Optional.of(free(FLOAT)), 5),
            cut(2, 2, false)));
  }

  @Test
  void windowsThatTheInputHasNoRoomFor() {
    assertEquals(
        """
        a.txt: error[NND0468]: windows of 2 tokens don't fit: input x is int64[3]
          help: leave length away, or give the input a free one: int64[T]
        """,
        said(
            "abc",
            new Wanted(
                Map.of("x", TensorType.of(INT64, 3)), Optional.of(TensorType.scalar(INT64)), 5),
            cut(2, 2, false)));
  }

  @Test
  void aTextHasNoClasses() {
    assertEquals(
        """
        error[NND0480]: each class can have its share only where labels are classes
          help: leave away: split stratified
        """,
        Rendered.mistakes(
            folder,
            () ->
                read(
                    "abcabd",
                    each(5),
                    cut(2, 2, false),
                    new Holdout(0, 0, Holdout.How.STRATIFIED, 1))));
  }

  @Test
  void filesThatAreNoText() throws IOException {
    assertEquals("a.txt: error[NND0403]: the file is empty\n", said("", each(5), cut(2, 2, false)));
    Path file = Files.write(folder.resolve("b.txt"), new byte[] {'a', (byte) 0xC3});
    assertEquals(
        """
        b.txt: error[NND0404]: this is not a text file
          help: save it again as plain text in UTF-8, or choose another file
        """,
        Rendered.mistakes(folder, () -> Corpus.read(file, each(5), cut(2, 2, false), NOTHING)));
  }
}
