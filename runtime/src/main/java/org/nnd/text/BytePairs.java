package org.nnd.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Byte-pair encoding (Sennrich, Haddow and Birch, 2016) of a text's UTF-8 bytes: tokens 0 to 255
 * are the bytes, and token 256 + i is the two tokens of {@code merges[i]} in a row.
 *
 * <p>Pairs are merged within chunks only: a word with the space before it, a number, a run of other
 * signs or of spaces, as GPT-2 (Radford et al., 2019) cuts them. Without merges, tokens are bytes.
 *
 * @param merges pairs of tokens, each the most frequent one when it was made
 */
public record BytePairs(List<Pair> merges) implements Encoding {
  /** The number of bytes. */
  private static final int BYTES = 256;

  private static final Pattern CHUNK =
      Pattern.compile(
          "'(?:s|t|re|ve|m|ll|d)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

  /** Plain bytes. */
  public static final BytePairs PLAIN = new BytePairs(List.of());

  /** Two tokens in a row. */
  public record Pair(int first, int second) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      return first != other.first
          ? Integer.compare(first, other.first)
          : Integer.compare(second, other.second);
    }
  }

  public BytePairs {
    merges = List.copyOf(merges);
  }

  /** A chunk of the text as tokens, and how often it is there. */
  private static final class Chunk {
    private int[] tokens;
    private int count;

    private Chunk(int[] tokens) {
      this.tokens = tokens;
    }
  }

  /**
   * Merges the most frequent pair again and again; of equally frequent ones the smallest.
   *
   * @param size how many tokens there may be in all; fewer, once no pair is there twice
   */
  static BytePairs of(Iterable<String> texts, long size) {
    Map<String, Chunk> chunks = new TreeMap<>();
    for (String text : texts) {
      Matcher chunk = CHUNK.matcher(text);
      while (chunk.find()) {
        chunks.computeIfAbsent(chunk.group(), c -> new Chunk(bytes(c))).count++;
      }
    }
    Counts counts = new Counts();
    chunks.values().forEach(c -> counts.add(c, c.count));
    List<Pair> merges = new ArrayList<>();
    while (merges.size() < size - BYTES) {
      Optional<Pair> best = counts.mostFrequent();
      if (best.isEmpty()) {
        break;
      }
      int token = BYTES + merges.size();
      merges.add(best.get());
      for (Chunk c : counts.holders(best.get())) {
        counts.add(c, -c.count);
        c.tokens = merged(c.tokens, best.get(), token);
        counts.add(c, c.count);
      }
    }
    return new BytePairs(merges);
  }

  /** How often each pair is there, and in which chunks it was seen. */
  private static final class Counts {
    private final Map<Pair, Integer> counts = new HashMap<>();
    private final Map<Pair, Set<Chunk>> holders = new HashMap<>();

    void add(Chunk c, int times) {
      for (int i = 0; i + 1 < c.tokens.length; i++) {
        Pair pair = new Pair(c.tokens[i], c.tokens[i + 1]);
        counts.merge(pair, times, Integer::sum);
        holders.computeIfAbsent(pair, p -> new LinkedHashSet<>()).add(c);
      }
    }

    /** The pair, if one is there twice. */
    Optional<Pair> mostFrequent() {
      return counts.entrySet().stream()
          .filter(e -> e.getValue() > 1)
          .max(
              Map.Entry.<Pair, Integer>comparingByValue()
                  .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
          .map(Map.Entry::getKey);
    }

    /** The chunks that may hold a pair, which is about to go. */
    List<Chunk> holders(Pair pair) {
      return List.copyOf(holders.remove(pair));
    }
  }

  private static int[] bytes(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xFF).toArray();
  }

  /** The tokens with every occurrence of a pair, from the left, made one token. */
  private static int[] merged(int[] tokens, Pair pair, int token) {
    int[] all = new int[tokens.length];
    int size = 0;
    for (int i = 0; i < tokens.length; i++) {
      boolean here =
          i + 1 < tokens.length && tokens[i] == pair.first && tokens[i + 1] == pair.second;
      all[size++] = here ? token : tokens[i];
      i += here ? 1 : 0;
    }
    return Arrays.copyOf(all, size);
  }

  @Override
  public int size() {
    return BYTES + merges.size();
  }

  @Override
  public Function<String, int[]> encoder() {
    if (merges.isEmpty()) {
      return BytePairs::bytes;
    }
    Map<Pair, Integer> ranks = new HashMap<>();
    for (int i = 0; i < merges.size(); i++) {
      ranks.putIfAbsent(merges.get(i), i);
    }
    Map<String, int[]> known = new HashMap<>();
    return text -> {
      IntStream.Builder all = IntStream.builder();
      Matcher chunk = CHUNK.matcher(text);
      while (chunk.find()) {
        int[] tokens = known.computeIfAbsent(chunk.group(), c -> encode(bytes(c), ranks));
        IntStream.of(tokens).forEach(all::add);
      }
      return all.build().toArray();
    };
  }

  /** Merges a chunk's pairs in the order in which they were made. */
  private static int[] encode(int[] bytes, Map<Pair, Integer> ranks) {
    int[] tokens = bytes;
    while (true) {
      int first = Integer.MAX_VALUE;
      Pair next = null;
      for (int i = 0; i + 1 < tokens.length; i++) {
        Pair pair = new Pair(tokens[i], tokens[i + 1]);
        int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
        if (rank < first) {
          first = rank;
          next = pair;
        }
      }
      if (next == null) {
        return tokens;
      }
      tokens = merged(tokens, next, BYTES + first);
    }
  }

  /** Bytes that are no UTF-8, such as half of a character, become {@code U+FFFD}. */
  @Override
  public String decode(int[] tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    IntStream.of(tokens).forEach(t -> append(t, bytes));
    return bytes.toString(UTF_8);
  }

  private void append(int token, ByteArrayOutputStream to) {
    if (token < BYTES) {
      to.write(token);
      return;
    }
    Pair pair = merges.get(token - BYTES);
    append(pair.first, to);
    append(pair.second, to);
  }
}
