package org.nnd.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way from a text to the numbers of its tokens: cleaned, cut, numbered. A network remembers the
 * one that it was trained with.
 */
public record Tokenizer(Cleaning cleaning, Encoding encoding) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /**
   * What tokens are.
   *
   * @param tokens {@code characters}, {@code words}, {@code bytes} or {@code pairs}
   * @param vocabulary how many different ones there may be, special ones too; none for no limit
   * @param padded whether number 0 is for padding; bytes and pairs pad with the byte 0 anyway
   */
  public record Kind(String tokens, Cleaning cleaning, Optional<Long> vocabulary, boolean padded) {

    /** The tokens that are counted and cut off before there is a vocabulary. */
    public Cut cut() {
      return tokens.equals("words") ? Cut.WORDS : Cut.CHARACTERS;
    }

    /** Makes the vocabulary from texts that are cleaned. */
    public Tokenizer fit(Iterable<String> texts) {
      List<String> special =
          padded ? List.of(Vocabulary.PADDING, Vocabulary.UNKNOWN) : List.of(Vocabulary.UNKNOWN);
      long most = vocabulary.orElse(Long.MAX_VALUE);
      return new Tokenizer(
          cleaning,
          switch (tokens) {
            case "bytes" -> BytePairs.PLAIN;
            case "pairs" -> BytePairs.of(texts, most);
            default -> Vocabulary.of(cut(), texts, special, most);
          });
    }
  }

  /** The tokens of a text as it stands in a file. */
  public int[] encode(String text) {
    return encoder().apply(text);
  }

  /** The same for many texts. */
  public Function<String, int[]> encoder() {
    return encoding.encoder().compose(cleaning::apply);
  }

  /** The parts of a text that have no number of their own. */
  public List<String> unknown(String text) {
    return encoding.unknown(cleaning.apply(text));
  }

  /** As JSON: how it cleans and cuts, and its entries or merges. */
  private record Saved(
      boolean lower, boolean letters, Cut cut, List<String> entries, int[][] merges) {}

  /** As a network's file keeps it. */
  public String toJson() {
    if (encoding instanceof Vocabulary v) {
      return GSON.toJson(
          new Saved(cleaning.lower(), cleaning.letters(), v.cut(), v.entries(), null));
    }
    int[][] merges =
        ((BytePairs) encoding)
            .merges().stream().map(p -> new int[] {p.first(), p.second()}).toArray(int[][]::new);
    return GSON.toJson(new Saved(cleaning.lower(), cleaning.letters(), null, null, merges));
  }

  /**
   * What {@link #toJson} wrote.
   *
   * @throws JsonSyntaxException if it is something else
   */
  public static Tokenizer ofJson(String json) {
    Saved saved = GSON.fromJson(json, Saved.class);
    try {
      Cleaning cleaning = new Cleaning(saved.lower, saved.letters);
      if (saved.merges == null) {
        return new Tokenizer(cleaning, new Vocabulary(saved.cut, saved.entries));
      }
      List<BytePairs.Pair> merges =
          Arrays.stream(saved.merges).map(p -> new BytePairs.Pair(p[0], p[1])).toList();
      return new Tokenizer(cleaning, new BytePairs(merges));
    } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
      throw new JsonSyntaxException("this is no vocabulary", e);
    }
  }
}
