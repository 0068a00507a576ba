package org.nnd.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.text.Tokenizer;

/**
 * A text to learn its language from: windows of {@code length} tokens, the labels of each the same
 * window one token on; where the network gives one answer for a window, the token behind it.
 *
 * <p>The last parts of the text are held out, before anything is counted: the vocabulary is the
 * training part's.
 */
public final class Corpus {
  private static final int LENGTH = 35;

  private final Location at;
  private final Wanted wanted;
  private final String input;
  private final TensorType type;

  private Corpus(Location at, Wanted wanted) {
    this.at = at;
    this.wanted = wanted;
    this.input = wanted.inputs().keySet().iterator().next();
    this.type = wanted.inputs().get(input);
  }

  /**
   * How a text is cut into examples.
   *
   * @param kind what tokens are
   * @param length the tokens of a window; if empty, the input's length, or 35 where that is free
   * @param stride from one window to the next; if empty, the length
   * @param take the tokens that are used, from the start; bytes and pairs are counted as characters
   * @param ordered whether epochs go through the windows in the order of the text; else they are
   *     shuffled, and an epoch's windows begin up to a stride further on
   * @param strips of an ordered training part, in how many strips it is gone through side by side,
   *     so that each batch of so many windows continues the one before; they begin up to a stride
   *     further on
   */
  public record Cutting(
      Tokenizer.Kind kind,
      Optional<Integer> length,
      Optional<Integer> stride,
      Optional<Integer> take,
      boolean ordered,
      Optional<Integer> strips) {}

  /**
   * Reads a text.
   *
   * @param holdout whose shares are cut off the end of the text
   * @throws NndException if the file or what the network wants of it is wrong (NND0401 to NND0404,
   *     NND0465 to NND0468, NND0480)
   */
  public static Fitted read(Path file, Wanted wanted, Cutting cutting, Holdout holdout) {
    Corpus corpus = new Corpus(Location.file(file.toString()), wanted);
    corpus.checkTypes();
    if (holdout.how() == Holdout.How.STRATIFIED) {
      throw Holdout.noClasses();
    }
    int length = corpus.length(cutting.length());
    String all = cutting.kind().cleaning().apply(Texts.read(file));
    String text = cutting.take().map(n -> cutting.kind().cut().first(all, n)).orElse(all);
    List<String> parts = parts(text, cutting.kind(), holdout);
    Tokenizer tokenizer = cutting.kind().fit(parts.subList(0, 1));
    new Sizes(file, wanted, tokenizer, cutting.kind(), true).check();
    List<Optional<Dataset>> sets =
        IntStream.range(0, parts.size())
            .mapToObj(
                i ->
                    i > 0 && cutting.kind().cut().count(parts.get(i)) == 0
                        ? Optional.<Dataset>empty()
                        : Optional.of(
                            corpus.windows(
                                tokenizer.encoding().encode(parts.get(i)),
                                length,
                                cutting,
                                i == 0 ? Optional.of(holdout.seed()) : Optional.empty())))
            .toList();
    return new Fitted(
        new Parts(sets.get(0).orElseThrow(), sets.get(1), sets.get(2)),
        new Schema(List.of(), List.of(), List.of(), new TextSchema(tokenizer, length, 1)));
  }

  /**
   * A whole text, cut into windows with their labels for a network that was trained on others.
   *
   * @throws NndException as above
   */
  public static Dataset labelled(Path file, Wanted wanted, TextSchema schema) {
    Corpus corpus = new Corpus(Location.file(file.toString()), wanted);
    corpus.checkTypes();
    int[] tokens = schema.tokenizer().encode(Texts.read(file));
    int length = corpus.length(Optional.of(schema.length()));
    return corpus.windows(
        tokens, corpus.places(tokens, length, length, Optional.empty()), length, true);
  }

  /**
   * The end of a text, to be continued by a network that was trained on windows.
   *
   * @throws NndException as above
   */
  public static Dataset end(Path file, Wanted wanted, TextSchema schema) {
    return end(Texts.read(file), Location.file(file.toString()), wanted, schema);
  }

  /** The same of a text that is given. */
  public static Dataset end(String text, Location at, Wanted wanted, TextSchema schema) {
    Corpus corpus = new Corpus(at, wanted);
    corpus.checkTypes();
    int[] tokens = new Ending(corpus.type, schema).of(schema.tokenizer().encode(text), at);
    TensorType window = TensorType.of(corpus.type.element(), tokens.length);
    return new Dataset(
        Map.of(corpus.input, new Windows(tokens, window, new Places(1, 1, Optional.empty()), 0)),
        List.of());
  }

  private void checkTypes() {
    boolean tokens =
        wanted.inputs().size() == 1
            && (type.element() == ElementType.INT64 || type.element() == ElementType.INT32)
            && type.shape().rank() == 1;
    if (!tokens) {
      throw new NndException(
          Diagnostic.of(
                  "NND0467",
                  at,
                  "a text feeds one input of tokens, but the network has " + wanted.describe())
              .help("declare it as: input text: int64[T]"));
    }
    wanted
        .label()
        .filter(l -> l.element() != ElementType.INT64 || !isNext(l.shape()))
        .ifPresent(
            l -> {
              throw new NndException(
                  Diagnostic.of(
                          "NND0467",
                          at,
                          "the labels of a text are the next tokens, but the loss wants " + l)
                      .help(
                          "cross_entropy wants int64"
                              + type.shape()
                              + " of a network that gives scores at every token"));
            });
  }

  /** Whether labels are the next token, or that of each token. */
  private boolean isNext(Shape label) {
    return label.rank() == 0 || label.equals(type.shape());
  }

  private int length(Optional<Integer> asked) {
    Dim declared = type.shape().dim(0);
    if (declared.known().isPresent() && asked.filter(n -> !declared.is(n)).isPresent()) {
      throw new NndException(
          Diagnostic.of(
                  "NND0468",
                  at,
                  "windows of " + asked.get() + " tokens don't fit: input " + input + " is " + type)
              .help("leave length away, or give the input a free one: int64[T]"));
    }
    return declared.known().isPresent()
        ? Math.toIntExact(declared.known().getAsLong())
        : asked.orElse(LENGTH);
  }

  private static List<String> parts(String text, Tokenizer.Kind kind, Holdout holdout) {
    int tokens = kind.cut().count(text);
    int tested = Holdout.share(holdout.test(), tokens);
    int held = Holdout.share(holdout.validation(), tokens);
    int learned = Math.max(0, tokens - held - tested);
    String training = kind.cut().first(text, learned);
    String both = kind.cut().first(text, learned + held);
    return List.of(training, both.substring(training.length()), text.substring(both.length()));
  }

  /**
   * A part, cut as its text is.
   *
   * @param seed if it is learned from
   */
  private Dataset windows(int[] tokens, int length, Cutting cutting, Optional<Long> seed) {
    int stride = cutting.stride().orElse(length);
    Optional<Integer> strips = cutting.strips().filter(n -> seed.isPresent());
    Optional<Long> from = seed.filter(s -> !cutting.ordered());
    Places places =
        strips.isPresent()
            ? strips(tokens, length, strips.get(), seed)
            : places(tokens, length, stride, from);
    return windows(tokens, places, length, cutting.ordered());
  }

  private Places places(int[] tokens, int length, int stride, Optional<Long> seed) {
    checkEnough(tokens, length + 1, "a window with its labels has", "a smaller length");
    Optional<Long> moved = seed.filter(s -> tokens.length >= length + stride);
    int room = tokens.length - 1 - length - (moved.isPresent() ? stride - 1 : 0);
    return new Places(room / stride + 1, stride, moved);
  }

  /** One window of each strip for a batch. */
  private Places strips(int[] tokens, int length, int strips, Optional<Long> seed) {
    int least = Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) strips * length + length));
    checkEnough(
        tokens,
        least,
        "a window for each of the " + strips + " examples of a batch, moved, has",
        "a smaller length or batch");
    int apart = (tokens.length - length) / strips;
    return new Places(apart / length * strips, strips, apart, length, seed);
  }

  private Dataset windows(int[] tokens, Places places, int length, boolean ordered) {
    Map<String, Column> columns = new LinkedHashMap<>();
    TensorType window = type.shaped(Shape.of(length));
    columns.put(input, new Windows(tokens, window, places, 0));
    wanted
        .label()
        .ifPresent(
            label -> {
              boolean each = label.shape().rank() > 0;
              TensorType next = label.shaped(each ? Shape.of(length) : Shape.SCALAR);
              int shift = each ? 1 : length;
              columns.put(Dataset.LABEL, new Windows(tokens, next, places, shift));
            });
    return new Dataset(columns, List.of(), ordered);
  }

  private void checkEnough(int[] tokens, int wantedTokens, String what, String smaller) {
    if (tokens.length < wantedTokens || tokens.length == 0) {
      throw new NndException(
          Diagnostic.of(
                  "NND0466",
                  at,
                  "a part of the text has "
                      + Wording.count(tokens.length, "token")
                      + ", but "
                      + what
                      + " "
                      + wantedTokens)
              .help("use a longer text, " + smaller + ", or hold out none or more of it"));
    }
  }
}
