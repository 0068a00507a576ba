package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.data.Holdout.How;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.source.NndException;

class HoldoutTest {
  /** Example i is i itself, and its class is i modulo the number of classes. */
  private record Numbered(ElementType element, int size, int classes) implements Column {
    @Override
    public TensorType type() {
      return TensorType.scalar(element);
    }

    @Override
    public void write(int example, ByteBuffer to) {
      if (element == ElementType.INT64) {
        to.putLong(example % classes);
      } else {
        to.putFloat(example);
      }
    }
  }

  private static Dataset examples(int size, int classes) {
    return new Dataset(
        Map.of(
            "x", new Numbered(ElementType.FLOAT, size, 0),
            "label", new Numbered(ElementType.INT64, size, classes)),
        List.of("no", "yes"));
  }

  private static Parts split(double validation, double test, How how, Dataset all) {
    return new Holdout(validation, test, how, 1).of(Parts.of(all));
  }

  private static double[] numbers(Dataset dataset) {
    return Written.all(dataset.columns().get("x"));
  }

  private static double[] numbers(Optional<Dataset> dataset) {
    return dataset.map(HoldoutTest::numbers).orElse(new double[0]);
  }

  @Test
  void theFirstShuffledExamplesAreHeldOut() {
    Parts parts = split(0.25, 0, How.RANDOM, examples(10, 2));
    assertArrayEquals(new double[] {6, 9, 7}, numbers(parts.validation()));
    assertArrayEquals(new double[] {8, 4, 2, 0, 3, 1, 5}, numbers(parts.training()));
    assertEquals(Optional.empty(), parts.test());
    assertEquals(List.of("no", "yes"), parts.training().classes());
  }

  @Test
  void thoseForTheTestComeBehindThem() {
    Parts parts = split(0.25, 0.2, How.RANDOM, examples(10, 2));
    assertArrayEquals(new double[] {6, 9, 7}, numbers(parts.validation()));
    assertArrayEquals(new double[] {8, 4}, numbers(parts.test()));
    assertArrayEquals(new double[] {2, 0, 3, 1, 5}, numbers(parts.training()));
  }

  @Test
  void theLastOnesInOrder() {
    Parts parts = split(0.25, 0.2, How.ORDERED, examples(10, 2));
    assertArrayEquals(new double[] {0, 1, 2, 3, 4}, numbers(parts.training()));
    assertArrayEquals(new double[] {5, 6, 7}, numbers(parts.validation()));
    assertArrayEquals(new double[] {8, 9}, numbers(parts.test()));
  }

  /** 0.07 · 100 is a little more than 7 in doubles. */
  @ParameterizedTest
  @CsvSource({"0, 100, 0", "1, 100, 100", "0.07, 100, 7", "0.1, 101, 11", "0.5, 1, 1", "0.2, 0, 0"})
  void theShareIsRoundedUp(double fraction, int size, int held) {
    Parts parts = split(fraction, 0, How.RANDOM, examples(size, 2));
    assertEquals(held, numbers(parts.validation()).length);
    assertEquals(size - held, parts.training().size());
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "1.1", "NaN"})
  void aShareIsAFraction(double fraction) {
    assertThrows(IllegalArgumentException.class, () -> new Holdout(fraction, 0, How.RANDOM, 1));
    assertThrows(IllegalArgumentException.class, () -> new Holdout(0, fraction, How.RANDOM, 1));
  }

  /** Of 30 examples each of three classes has 10. */
  @Test
  void eachClassGivesItsShare() {
    Parts parts = split(0.3, 0.2, How.STRATIFIED, examples(30, 3));
    assertArrayEquals(new long[] {3, 3, 3}, ofEach(parts.validation().orElseThrow(), 3));
    assertArrayEquals(new long[] {2, 2, 2}, ofEach(parts.test().orElseThrow(), 3));
    assertArrayEquals(new long[] {5, 5, 5}, ofEach(parts.training(), 3));
  }

  /** Five classes of two: three of ten are held out, of no class more than one. */
  @Test
  void whatIsNoWholeNumberGoesToTheLargestRemainders() {
    Parts parts = split(0.25, 0, How.STRATIFIED, examples(10, 5));
    long[] held = ofEach(parts.validation().orElseThrow(), 5);
    assertEquals(3, Arrays.stream(held).sum());
    assertEquals(1, Arrays.stream(held).max().orElseThrow());
    assertArrayEquals(
        numbers(parts.validation()),
        numbers(split(0.25, 0, How.STRATIFIED, examples(10, 5)).validation()));
  }

  private static long[] ofEach(Dataset part, int classes) {
    long[] counts = new long[classes];
    for (double label : Written.all(part.columns().get("label"))) {
      counts[(int) label]++;
    }
    return counts;
  }

  @Test
  void sharesOfClassesNeedClasses() {
    Dataset numbers = new Dataset(Map.of("x", new Numbered(ElementType.FLOAT, 4, 0)), List.of());
    assertEquals(
        """
        error[NND0480]: each class can have its share only where labels are classes
          help: leave away: split stratified
        """,
        assertThrows(NndException.class, () -> split(0.5, 0, How.STRATIFIED, numbers))
            .getMessage());
  }

  @Test
  void partsThatTheDataBringsAreKept() {
    Dataset own = examples(3, 2);
    Parts both = new Parts(examples(10, 2), Optional.of(own), Optional.of(examples(2, 2)));
    Parts tested = new Parts(examples(10, 2), Optional.empty(), Optional.of(own));
    assertEquals(List.of(10, 3, 2), sizes(new Holdout(0, 0, How.RANDOM, 1).of(both)));
    assertSame(both.training(), new Holdout(0, 0, How.RANDOM, 1).of(both).training());
    assertEquals(List.of(8, 2, 2), sizes(new Holdout(0.2, 0, How.RANDOM, 1).of(both)));
    assertEquals(List.of(9, 3, 1), sizes(new Holdout(0, 0.1, How.RANDOM, 1).of(both)));
    assertEquals(List.of(10, 0, 3), sizes(new Holdout(0, 0, How.RANDOM, 1).of(tested)));
    assertEquals(List.of(8, 2, 3), sizes(new Holdout(0.2, 0, How.RANDOM, 1).of(tested)));
  }

  @Test
  void theTestPartOfImagesIsWatchedWhereNothingElseIs() {
    Dataset own = examples(3, 2);
    Parts both = new Parts(examples(10, 2), Optional.of(own), Optional.of(examples(2, 2)));
    Parts tested = new Parts(examples(10, 2), Optional.empty(), Optional.of(own));
    assertEquals(List.of(10, 3, 2), sizes(new Holdout(0, 0, How.RANDOM, 1).ofImages(both)));
    assertEquals(List.of(10, 3, 0), sizes(new Holdout(0, 0, How.RANDOM, 1).ofImages(tested)));
    assertEquals(List.of(8, 2, 3), sizes(new Holdout(0.2, 0, How.RANDOM, 1).ofImages(tested)));
    assertEquals(List.of(9, 3, 1), sizes(new Holdout(0, 0.1, How.RANDOM, 1).ofImages(tested)));
  }

  private static List<Integer> sizes(Parts parts) {
    return List.of(
        parts.training().size(),
        parts.validation().map(Dataset::size).orElse(0),
        parts.test().map(Dataset::size).orElse(0));
  }
}
