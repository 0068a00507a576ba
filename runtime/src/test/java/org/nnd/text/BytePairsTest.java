package org.nnd.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BytePairsTest {

  /** The paper's example, with the space before each word. */
  @Test
  void theMostFrequentPairsAreMergedFirst() {
    String text = " low".repeat(5) + " lower".repeat(2) + " newest".repeat(6) + " widest".repeat(3);
    BytePairs pairs = BytePairs.of(List.of(text), 256 + 5);
    List<String> made =
        pairs.merges().stream().map(p -> pairs.decode(new int[] {p.first(), p.second()})).toList();
    assertEquals(List.of("es", "est", " l", "ow", " low"), made);
  }

  @Test
  void ofEquallyFrequentPairsTheSmallestIsFirst() {
    BytePairs pairs = BytePairs.of(List.of("cdcd cdcd abab abab"), 257);
    assertEquals(List.of(new BytePairs.Pair('a', 'b')), pairs.merges());
  }

  @Test
  void nothingIsMergedThatIsThereOnce() {
    assertEquals(256, BytePairs.of(List.of("abc"), 300).size());
    assertEquals(256, BytePairs.of(List.of("abab"), 10).size());
  }

  @Test
  void decodingUndoesEncoding() {
    BytePairs pairs = BytePairs.of(List.of("the cat sat on the mat, the cat's hat  \n\n sat"), 290);
    assertTrue(pairs.size() > 260);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      String text =
          random
              .ints(random.nextInt(40), 0, 12)
              .mapToObj(
                  c ->
                      List.of("the", " cat", "s", "\n", " ", "é", "😀", "12", "!", "'s", "a", "t")
                          .get(c))
              .collect(Collectors.joining());
      assertEquals(text, pairs.decode(pairs.encode(text)));
      assertEquals(text, BytePairs.PLAIN.decode(BytePairs.PLAIN.encode(text)));
    }
    assertTrue(pairs.encode("the cat sat").length < 8);
  }

  @Test
  void pairsStayWithinWords() {
    BytePairs pairs = BytePairs.of(List.of("ab ".repeat(9)), 300);
    assertEquals(
        List.of("ab", " ab"),
        List.of(pairs.decode(new int[] {256}), pairs.decode(new int[] {257})));
    assertEquals(258, pairs.size());
    assertArrayEquals(new int[] {256, 257, ' '}, pairs.encode("ab ab "));
  }

  @Test
  void aTextThatEndsWithinACharacter() {
    assertEquals("a\uFFFD", BytePairs.PLAIN.decode(new int[] {'a', 0xC3}));
  }
}
