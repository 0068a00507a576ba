package org.nnd.train;

import java.util.List;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Arguments;
import org.nnd.call.Catalogue;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;

/** Where a train section finds its examples; reading them is the runtime's. */
public sealed interface DataSource {

  /** The file or folder as the text gives it, relative to the text's own folder. */
  String path();

  /** The same kind of data from another place. */
  DataSource at(String path);

  /** Whether recurrent layers go on with the states that the batch before left. */
  default boolean continued() {
    return false;
  }

  /**
   * A table with a header.
   *
   * @param label the columns to predict; none means the last one
   * @param validation a file of examples that are held out
   * @param test a file of examples that are measured once, at the end
   * @param missing {@code error}, {@code drop}, {@code zero}, {@code mean} or {@code median}
   * @param oneHot whether columns of names become a column for each name
   * @param normalize {@code none}, {@code standard} or {@code minmax}
   */
  record Csv(
      String path,
      List<String> label,
      Optional<String> validation,
      Optional<String> test,
      String missing,
      boolean oneHot,
      String normalize)
      implements DataSource {
    public Csv {
      label = List.copyOf(label);
    }

    /** Numbers as they are. */
    public Csv(String path, List<String> label) {
      this(path, label, Optional.empty(), Optional.empty(), "error", false, "none");
    }

    @Override
    public DataSource at(String other) {
      return new Csv(other, label, validation, test, missing, oneHot, normalize);
    }
  }

  /** A folder with a folder of images for each class, or the four files of MNIST and its kind. */
  record Images(String path) implements DataSource {
    @Override
    public DataSource at(String other) {
      return new Images(other);
    }
  }

  /**
   * NumPy's files.
   *
   * @param path a {@code .npy} or {@code .npz}
   * @param label the file of the labels, or their name in a {@code .npz}
   */
  record Numpy(String path, Optional<String> label) implements DataSource {
    @Override
    public DataSource at(String other) {
      boolean alike = path.endsWith(".npz") == other.endsWith(".npz");
      return new Numpy(other, label.filter(l -> alike));
    }
  }

  /**
   * How texts become numbers.
   *
   * @param kind {@code characters}, {@code words}, {@code bytes} or {@code pairs}
   * @param vocabulary how many different tokens there may be
   * @param lower whether capitals become small letters
   * @param letters whether all but letters becomes spaces
   */
  record Tokens(String kind, Optional<Long> vocabulary, boolean lower, boolean letters) {
    private static final Argument<Long> VOCABULARY =
        Argument.unset(
            "vocabulary",
            ArgumentType.whole(2),
            "all",
            "how many different tokens there may be: the most frequent ones");
    private static final Argument<Boolean> LOWER =
        Argument.optional(
            "lower", ArgumentType.flag(), false, "whether capitals become small letters");
    private static final Argument<Boolean> LETTERS =
        Argument.optional(
            "letters", ArgumentType.flag(), false, "whether all but letters becomes spaces");

    private static Argument<String> kind(String usual) {
      return Argument.optional(
          "tokens",
          ArgumentType.word("characters", "words", "bytes", "pairs"),
          usual,
          "what is numbered; pairs are made by byte-pair encoding");
    }

    /** A vocabulary of pairs has the 256 bytes and needs an end. */
    private static Tokens of(Arguments a, Argument<String> kind) {
      Optional<Long> vocabulary = a.find(VOCABULARY);
      if (a.get(kind).equals("pairs") && vocabulary.filter(n -> n > 256).isEmpty()) {
        throw new Refusal(
            "pairs need a vocabulary of more than the 256 bytes", "for example: vocabulary=1000");
      }
      return new Tokens(a.get(kind), vocabulary, a.get(LOWER), a.get(LETTERS));
    }
  }

  /**
   * A text whose language is learned: windows of tokens, labelled with the token behind each.
   *
   * @param length the tokens of a window; that of the network's input if empty
   * @param take how many tokens are used, from the start
   * @param stride from one window to the next; the length if empty
   * @param windows {@code random}, {@code sequential} or {@code continued}
   */
  record Text(
      String path,
      Tokens tokens,
      Optional<Integer> length,
      Optional<Integer> take,
      Optional<Integer> stride,
      String windows)
      implements DataSource {
    private static final String CONTINUED = "continued";

    /** Characters as they are. */
    public Text(String path) {
      this(
          path,
          new Tokens("characters", Optional.empty(), false, false),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          "random");
    }

    @Override
    public boolean continued() {
      return windows.equals(CONTINUED);
    }

    @Override
    public DataSource at(String other) {
      return new Text(other, tokens, length, take, stride, windows);
    }
  }

  /**
   * A table of labelled texts.
   *
   * @param text the column of texts
   * @param label the column to predict
   * @param validation a file of examples that are held out
   * @param test a file of examples that are measured once, at the end
   * @param length how many tokens are read of a text
   * @param least the shortest that an example is made
   */
  record Lines(
      String path,
      String text,
      String label,
      Optional<String> validation,
      Optional<String> test,
      Tokens tokens,
      Optional<Integer> length,
      int least)
      implements DataSource {
    @Override
    public DataSource at(String other) {
      return new Lines(other, text, label, validation, test, tokens, length, least);
    }
  }

  /** Every source that a train section can name. */
  Catalogue<DataSource> ALL =
      new Catalogue<DataSource>(List.of(csv(), images(), numpy(), text(), lines()));

  private static Entry<Csv> csv() {
    Argument<String> path = Argument.required("path", ArgumentType.text(), "the file");
    Argument<List<String>> label =
        Argument.unset(
            "label", ArgumentType.texts(), "the last column", "the column or columns to predict");
    Argument<String> validation =
        Argument.unset(
            "validation", ArgumentType.text(), "none", "a file of examples that are held out");
    Argument<String> test =
        Argument.unset(
            "test", ArgumentType.text(), "none", "a file that is measured once, at the end");
    Argument<String> missing =
        Argument.optional(
            "missing",
            ArgumentType.word("error", "drop", "zero", "mean", "median"),
            "error",
            "what becomes of empty cells; mean and median are the training part's");
    Argument<String> categories =
        Argument.optional(
            "categories",
            ArgumentType.word("error", "one_hot"),
            "error",
            "what becomes of columns of names; one_hot makes a column of zeros and ones for each");
    Argument<String> normalize =
        Argument.optional(
            "normalize",
            ArgumentType.word("none", "standard", "minmax"),
            "none",
            "(x - mean) / deviation, or (x - min) / (max - min), of the training part");
    return Entry.of(
            "csv",
            "a table with a header",
            a ->
                new Csv(
                    a.get(path),
                    a.find(label).orElse(List.of()),
                    a.find(validation),
                    a.find(test),
                    a.get(missing),
                    a.get(categories).equals("one_hot"),
                    a.get(normalize)),
            path,
            label,
            validation,
            test,
            missing,
            categories,
            normalize)
        .taking(0, 0);
  }

  private static Entry<Images> images() {
    Argument<String> path = Argument.required("path", ArgumentType.text(), "the folder");
    return Entry.of(
            "images",
            "a folder for each class, or MNIST's four IDX files; pixels become 0 to 1",
            a -> new Images(a.get(path)),
            path)
        .taking(0, 0);
  }

  private static Entry<Numpy> numpy() {
    Argument<String> path =
        Argument.required("path", ArgumentType.text(), "a .npz, or the .npy of the one input");
    Argument<String> label =
        Argument.unset(
            "label",
            ArgumentType.text(),
            "the array label of a .npz",
            "the .npy of the labels, or their name in the .npz");
    return Entry.of(
            "numpy",
            "arrays of NumPy, the first axis that of the examples; those of a .npz are called as"
                + " the inputs",
            a -> new Numpy(a.get(path), a.find(label)),
            path,
            label)
        .taking(0, 0);
  }

  private static ArgumentType<Integer> count(int least) {
    return ArgumentType.whole(least, Integer.MAX_VALUE).as(Math::toIntExact);
  }

  private static Entry<Text> text() {
    Argument<String> path = Argument.required("path", ArgumentType.text(), "the file");
    Argument<String> tokens = Tokens.kind("characters");
    Argument<Integer> length =
        Argument.unset(
            "length", count(1), "the input's, or 35 where that is free", "tokens of a window");
    Argument<Integer> take =
        Argument.unset("take", count(1), "all", "how many tokens are used, from the start");
    Argument<Integer> stride =
        Argument.unset(
            "stride", count(1), "the length", "tokens from one window's start to the next one's");
    Argument<String> windows =
        Argument.optional(
            "windows",
            ArgumentType.word("random", "sequential", Text.CONTINUED),
            "random",
            "whether epochs shuffle and move them, or follow the text; continued: in as many strips"
                + " as a batch has examples, moved, recurrent layers going on with the states that"
                + " the window before left");
    return Entry.of(
            "text",
            "a text whose language is learned: each window of tokens is labelled with the tokens"
                + " one further on; the last part is held out",
            a ->
                sideBySide(
                    new Text(
                        a.get(path),
                        Tokens.of(a, tokens),
                        a.find(length),
                        a.find(take),
                        a.find(stride),
                        a.get(windows))),
            path,
            tokens,
            length,
            Tokens.VOCABULARY,
            Tokens.LOWER,
            Tokens.LETTERS,
            take,
            stride,
            windows)
        .taking(0, 0);
  }

  /** Windows continue each other only without gaps. */
  private static Text sideBySide(Text text) {
    if (text.continued() && text.stride().isPresent()) {
      throw new Refusal(
          "continued windows stand side by side, so they have no stride", "leave stride away");
    }
    return text;
  }

  private static Entry<Lines> lines() {
    Argument<String> path = Argument.required("path", ArgumentType.text(), "a table with a header");
    Argument<String> text =
        Argument.optional("text", ArgumentType.text(), "text", "the column of texts");
    Argument<String> label =
        Argument.optional("label", ArgumentType.text(), "label", "the column to predict");
    Argument<String> validation =
        Argument.unset(
            "validation", ArgumentType.text(), "none", "a file of examples that are held out");
    Argument<String> test =
        Argument.unset(
            "test", ArgumentType.text(), "none", "a file that is measured once, at the end");
    Argument<String> tokens = Tokens.kind("words");
    Argument<Integer> length =
        Argument.unset("length", count(1), "all", "how many tokens are read of a text");
    Argument<Integer> least =
        Argument.optional(
            "least", count(1), 1, "the tokens of the shortest example; convolutions need as many");
    return Entry.of(
            "lines",
            "a table of labelled texts; token 0 fills up those that are shorter than others of"
                + " their batch, and an input lengths is fed the numbers of tokens",
            a ->
                new Lines(
                    a.get(path),
                    a.get(text),
                    a.get(label),
                    a.find(validation),
                    a.find(test),
                    Tokens.of(a, tokens),
                    a.find(length),
                    a.get(least)),
            path,
            text,
            label,
            validation,
            test,
            tokens,
            length,
            Tokens.VOCABULARY,
            Tokens.LOWER,
            Tokens.LETTERS,
            least)
        .taking(0, 0);
  }
}
