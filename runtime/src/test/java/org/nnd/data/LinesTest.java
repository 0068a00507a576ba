package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnd.ir.ElementType.FLOAT;
import static org.nnd.ir.ElementType.INT64;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.text.Cleaning;
import org.nnd.text.Tokenizer;
import org.nnd.text.Vocabulary;

class LinesTest {
  private static final TensorType FREE = new TensorType(INT64, Shape.of(new Dim.Named("T")));
  private static final Optional<TensorType> CLASS = Optional.of(TensorType.scalar(INT64));
  private static final Holdout NOTHING = new Holdout(0, 0, Holdout.How.ORDERED, 1);

  private static final String TABLE =
      """
      id,review,mood
      1,good good film,happy
      2,"bad, bad film",sad
      3,,sad
      """;

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static final Tokenizer.Kind WORDS =
      new Tokenizer.Kind("words", new Cleaning(true, true), Optional.empty(), true);

  private static Wanted wanted(TensorType input) {
    return new Wanted(Map.of("x", input), CLASS, 2);
  }

  private static Lines.Reading reading(Optional<Integer> length, int least) {
    return new Lines.Reading("review", "mood", length, least);
  }

  private Fitted fit(String text, Wanted wanted, Lines.Reading reading, Holdout holdout)
      throws IOException {
    Optional<Path> none = Optional.empty();
    return Lines.fit(file("a.csv", text), none, none, wanted, reading, WORDS, holdout);
  }

  private static long[] x(Dataset data, int example) {
    Column column = data.columns().get("x");
    ByteBuffer to = ByteBuffer.allocate(8 * column.length(example));
    column.write(example, to);
    long[] numbers = new long[to.flip().remaining() / 8];
    to.asLongBuffer().get(numbers);
    return numbers;
  }

  /** bad 2, film 3, good 4. */
  @Test
  void textsAreAsLongAsTheyAre() throws IOException {
    Fitted read = fit(TABLE, wanted(FREE), reading(Optional.empty(), 1), NOTHING);
    Dataset data = read.parts().training();
    assertEquals(
        List.of("<pad>", "<unk>", "bad", "film", "good"),
        ((Vocabulary) read.schema().text().orElseThrow().tokenizer().encoding()).entries());
    assertArrayEquals(new long[] {4, 4, 3}, x(data, 0));
    assertArrayEquals(new long[] {2, 2, 3}, x(data, 1));
    assertArrayEquals(new long[] {0}, x(data, 2));
    assertArrayEquals(new double[] {0, 1, 1}, Written.all(data.columns().get(Dataset.LABEL)));
    assertEquals(List.of("happy", "sad"), read.schema().classes());
  }

  @Test
  void textsAreCutAndFilledUp() throws IOException {
    Dataset cut = fit(TABLE, wanted(FREE), reading(Optional.of(2), 2), NOTHING).parts().training();
    assertArrayEquals(new long[] {4, 4}, x(cut, 0));
    assertArrayEquals(new long[] {0, 0}, x(cut, 2));
    Dataset four =
        fit(TABLE, wanted(TensorType.of(INT64, 4)), reading(Optional.empty(), 1), NOTHING)
            .parts()
            .training();
    assertArrayEquals(new long[] {4, 4, 3, 0}, x(four, 0));
  }

  @Test
  void anInputIsFedTheLengths() throws IOException {
    Map<String, TensorType> inputs = new LinkedHashMap<>();
    inputs.put("lengths", TensorType.scalar(INT64));
    inputs.put("x", FREE);
    Dataset data =
        fit(TABLE, new Wanted(inputs, CLASS, 2), reading(Optional.empty(), 1), NOTHING)
            .parts()
            .training();
    assertArrayEquals(new double[] {3, 3, 0}, Written.all(data.columns().get("lengths")));
  }

  @Test
  void theVocabularyIsTheTrainingParts() throws IOException {
    Fitted read =
        fit(
            TABLE,
            wanted(FREE),
            reading(Optional.empty(), 1),
            new Holdout(0.5, 0, Holdout.How.ORDERED, 1));
    assertEquals(4, read.schema().text().orElseThrow().tokenizer().encoding().size());
    assertArrayEquals(new long[] {1, 1, 3}, x(read.parts().validation().orElseThrow(), 0));
  }

  @Test
  void otherTextsAreReadTheSameWay() throws IOException {
    Path other = file("b.csv", "mood,review\nsad,a good film\n");
    Fitted read =
        Lines.fit(
            file("a.csv", TABLE),
            Optional.empty(),
            Optional.of(other),
            wanted(FREE),
            reading(Optional.of(2), 1),
            WORDS,
            NOTHING);
    Dataset test = read.parts().test().orElseThrow();
    assertArrayEquals(new long[] {1, 4}, x(test, 0));
    assertArrayEquals(new double[] {1}, Written.all(test.columns().get(Dataset.LABEL)));
    Wanted predicting = new Wanted(Map.of("x", FREE), Optional.empty(), 0);
    assertArrayEquals(new long[] {1, 4}, x(Lines.read(other, predicting, read.schema()), 0));
    Path plain = file("b.txt", "bad\nGood!");
    Dataset lines = Lines.read(plain, predicting, read.schema());
    assertArrayEquals(new long[] {4}, x(lines, 1));
  }

  @Test
  void mistakes() throws IOException {
    Lines.Reading reading = reading(Optional.empty(), 1);
    assertEquals(
        """
        a.csv: error[NND0467]: texts feed one input of tokens, but the network has x: float[3]
          help: declare it as: input text: int64[T], and if needed: input lengths: int64
        """,
        Rendered.mistakes(
            folder, () -> fit(TABLE, wanted(TensorType.of(FLOAT, 3)), reading, NOTHING)));
    assertEquals(
        """
        a.csv:1: error[NND0420]: there is no column 'review' for the texts
          note: the columns are text, mood
        """,
        Rendered.mistakes(folder, () -> fit("text,mood\na,sad\n", wanted(FREE), reading, NOTHING)));
    Wanted many = new Wanted(Map.of("x", FREE), CLASS, 2, Map.of("x", 100L));
    assertEquals(
        """
        a.csv: error[NND0465]: the vocabulary has 5 tokens, but the network looks up 100 for input x
          note: tokens are words
          help: write 5 there; a parameter of the model can hold it
        """,
        Rendered.mistakes(folder, () -> fit(TABLE, many, reading, NOTHING)));
  }

  @Test
  void labelsForEachToken() {
    Lines.Reading reading = reading(Optional.empty(), 1);
    Map<String, TensorType> inputs = Map.of("x", FREE);
    assertEquals(
        """
        a.csv: error[NND0487]: each text has one label, but the network is compared with int64[T]
          note: it answers at every token
          help: answer once for a text: returns=final in the last recurrent layer, or mean(0) over the tokens
        """,
        Rendered.mistakes(
            folder, () -> fit(TABLE, new Wanted(inputs, Optional.of(FREE), 2), reading, NOTHING)));
    Optional<TensorType> three = Optional.of(TensorType.of(FLOAT, 3));
    assertEquals(
        """
        a.csv: error[NND0487]: each text has one label, but the network is compared with float[3]
          help: end the network with one answer: dense(classes) for classes, dense(1) for a number
        """,
        Rendered.mistakes(
            folder, () -> fit(TABLE, new Wanted(inputs, three, 0), reading, NOTHING)));
  }
}
