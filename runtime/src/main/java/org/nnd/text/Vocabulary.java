package org.nnd.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Characters or words, each with a number: first {@link #UNKNOWN}, which stands for all that are
 * not in it, then by how often they are, equally frequent ones in Unicode's order.
 *
 * @param entries the tokens in the order of their numbers; may begin with {@link #PADDING}
 */
public record Vocabulary(Cut cut, List<String> entries) implements Encoding {
  /** What shorter texts of a batch are filled with. */
  public static final String PADDING = "<pad>";

  /** What every token that the vocabulary hasn't becomes. */
  public static final String UNKNOWN = "<unk>";

  public Vocabulary {
    entries = List.copyOf(entries);
  }

  /**
   * Counts the tokens of texts.
   *
   * @param special the first entries
   * @param most how many entries there may be in all; the rarest tokens are left out
   */
  static Vocabulary of(Cut cut, Iterable<String> texts, List<String> special, long most) {
    Map<String, Integer> counts = new HashMap<>();
    texts.forEach(text -> cut.forEach(text, token -> counts.merge(token, 1, Integer::sum)));
    special.forEach(counts::remove);
    List<String> entries = new ArrayList<>(special);
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(Math.max(0, most - special.size()))
        .forEach(e -> entries.add(e.getKey()));
    return new Vocabulary(cut, entries);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Function<String, int[]> encoder() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      numbers.put(entries.get(i), i);
    }
    int unknown = numbers.getOrDefault(UNKNOWN, 0);
    return text -> {
      IntStream.Builder tokens = IntStream.builder();
      cut.forEach(text, token -> tokens.add(numbers.getOrDefault(token, unknown)));
      return tokens.build().toArray();
    };
  }

  /** Words with a space between them. */
  @Override
  public String decode(int[] tokens) {
    return IntStream.of(tokens).mapToObj(entries::get).collect(Collectors.joining(between()));
  }

  @Override
  public String between() {
    return cut == Cut.WORDS ? " " : "";
  }

  @Override
  public List<String> unknown(String text) {
    Set<String> others = new LinkedHashSet<>();
    cut.forEach(text, others::add);
    entries.forEach(others::remove);
    return List.copyOf(others);
  }

  @Override
  public boolean isText(int token) {
    return !entries.get(token).equals(UNKNOWN) && !entries.get(token).equals(PADDING);
  }
}
