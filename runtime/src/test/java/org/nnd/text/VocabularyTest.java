package org.nnd.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {
  private static final Cleaning AS_IT_IS = new Cleaning(false, false);

  private static Tokenizer fit(String tokens, Optional<Long> most, boolean padded, String text) {
    return new Tokenizer.Kind(tokens, AS_IT_IS, most, padded).fit(List.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, 'Oh, 2 cafés! ', 'Oh, 2 cafés! '",
    "true, false, 'Oh, 2 cafés!', 'oh, 2 cafés!'",
    "false, true, 'Oh, 2 cafés!', 'Oh cafés '",
    "true, true, 'It''s ÜBER', 'it s über'",
  })
  void textsAreCleaned(boolean lower, boolean letters, String text, String cleaned) {
    assertEquals(cleaned, new Cleaning(lower, letters).apply(text));
  }

  @Test
  void charactersAreCodePoints() {
    Tokenizer t = fit("characters", Optional.empty(), false, "b😀a😀");
    assertEquals(new Vocabulary(Cut.CHARACTERS, List.of("<unk>", "😀", "a", "b")), t.encoding());
    assertArrayEquals(new int[] {1, 2, 0, 3}, t.encode("😀acb"));
    assertEquals("😀a<unk>b", t.encoding().decode(new int[] {1, 2, 0, 3}));
  }

  @Test
  void wordsAreCutAtSpacesAndSigns() {
    Tokenizer t = fit("words", Optional.empty(), true, "the dog, the\ndog's don't! 12 a1");
    assertEquals(
        List.of("<pad>", "<unk>", "the", "!", ",", "12", "a1", "dog", "dog's", "don't"),
        ((Vocabulary) t.encoding()).entries());
    assertArrayEquals(new int[] {2, 7, 1, 3}, t.encode("the dog barks!"));
    assertEquals("the dog", t.encoding().decode(new int[] {2, 7}));
  }

  @Test
  void theRarestAreLeftOut() {
    Tokenizer t = fit("words", Optional.of(4L), true, "b b a c c c a");
    assertEquals(List.of("<pad>", "<unk>", "c", "a"), ((Vocabulary) t.encoding()).entries());
    assertArrayEquals(new int[] {1, 2}, t.encode("b c"));
  }

  @ParameterizedTest
  @CsvSource({
    "CHARACTERS, 'a😀 b', 3, 'a😀 '",
    "WORDS, 'one two, three', 2, 'one two'",
    "WORDS, 'one two, three', 0, ''",
    "WORDS, 'one two', 9, 'one two'",
  })
  void theFirstTokens(Cut cut, String text, int first, String expected) {
    assertEquals(expected, cut.first(text, first));
  }

  @Test
  void tokensAreCounted() {
    assertEquals(4, Cut.CHARACTERS.count("a😀 b"));
    assertEquals(4, Cut.WORDS.count("one two, three"));
  }

  @Test
  void savedAndFoundAgain() {
    for (String tokens : List.of("characters", "words", "bytes", "pairs")) {
      Tokenizer t =
          new Tokenizer.Kind(tokens, new Cleaning(true, true), Optional.of(270L), true)
              .fit(List.of("low lower lowest \"quoted\" <unk>"));
      assertEquals(t, Tokenizer.ofJson(t.toJson()), tokens);
    }
    assertEquals(
        "{\"lower\":false,\"letters\":false,\"cut\":\"CHARACTERS\",\"entries\":[\"<unk>\",\"a\"]}",
        fit("characters", Optional.empty(), false, "a").toJson());
  }
}
