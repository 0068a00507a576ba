package org.nnd.build;

import org.nnd.train.DataSource;

/**
 * Where the examples are: {@code new Train().data(csv("data.csv"))}.
 *
 * <p>Made from the catalogue by CatalogueSourceTest: don't edit it.
 */
public final class DataSources {
  private DataSources() {}

  /** What {@code missing} may be. */
  public enum Missing {
    ERROR,
    DROP,
    ZERO,
    MEAN,
    MEDIAN
  }

  /** What {@code categories} may be. */
  public enum Categories {
    ERROR,
    ONE_HOT
  }

  /** What {@code normalize} may be. */
  public enum Normalize {
    NONE,
    STANDARD,
    MINMAX
  }

  /** What {@code tokens} may be. */
  public enum Tokens {
    CHARACTERS,
    WORDS,
    BYTES,
    PAIRS
  }

  /** What {@code windows} may be. */
  public enum Windows {
    RANDOM,
    SEQUENTIAL,
    CONTINUED
  }

  /**
   * a table with a header
   *
   * <p>In a text: {@code csv(path, label=the last column, validation=none, test=none,
   * missing=error, categories=error, normalize=none)}
   *
   * @param path the file
   */
  public static Csv csv(String path) {
    return new Csv(Call.Arguments.NONE.with("path", Literal.of(path)));
  }

  /** A call of {@code csv}. */
  public static final class Csv extends Call<DataSource> {
    private Csv(Call.Arguments arguments) {
      super(org.nnd.train.DataSource.ALL, "csv", arguments);
    }

    /**
     * The column or columns to predict.
     *
     * @param label a text in quotes or a list of them; without it: the last column
     */
    public Csv label(String... label) {
      return new Csv(arguments().with("label", Literal.of(label)));
    }

    /**
     * A file of examples that are held out.
     *
     * @param validation a text in quotes; without it: none
     */
    public Csv validation(String validation) {
      return new Csv(arguments().with("validation", Literal.of(validation)));
    }

    /**
     * A file that is measured once, at the end.
     *
     * @param test a text in quotes; without it: none
     */
    public Csv test(String test) {
      return new Csv(arguments().with("test", Literal.of(test)));
    }

    /**
     * What becomes of empty cells; mean and median are the training part's.
     *
     * @param missing error or drop or zero or mean or median; without it: error
     */
    public Csv missing(Missing missing) {
      return new Csv(arguments().with("missing", Literal.of(missing)));
    }

    /**
     * What becomes of columns of names; one_hot makes a column of zeros and ones for each.
     *
     * @param categories error or one_hot; without it: error
     */
    public Csv categories(Categories categories) {
      return new Csv(arguments().with("categories", Literal.of(categories)));
    }

    /**
     * (x - mean) / deviation, or (x - min) / (max - min), of the training part.
     *
     * @param normalize none or standard or minmax; without it: none
     */
    public Csv normalize(Normalize normalize) {
      return new Csv(arguments().with("normalize", Literal.of(normalize)));
    }
  }

  /**
   * a folder for each class, or MNIST's four IDX files; pixels become 0 to 1
   *
   * <p>In a text: {@code images(path)}
   *
   * @param path the folder
   */
  public static Images images(String path) {
    return new Images(Call.Arguments.NONE.with("path", Literal.of(path)));
  }

  /** A call of {@code images}. */
  public static final class Images extends Call<DataSource> {
    private Images(Call.Arguments arguments) {
      super(org.nnd.train.DataSource.ALL, "images", arguments);
    }
  }

  /**
   * arrays of NumPy, the first axis that of the examples; those of a .npz are called as the inputs
   *
   * <p>In a text: {@code numpy(path, label=the array label of a .npz)}
   *
   * @param path a .npz, or the .npy of the one input
   */
  public static Numpy numpy(String path) {
    return new Numpy(Call.Arguments.NONE.with("path", Literal.of(path)));
  }

  /** A call of {@code numpy}. */
  public static final class Numpy extends Call<DataSource> {
    private Numpy(Call.Arguments arguments) {
      super(org.nnd.train.DataSource.ALL, "numpy", arguments);
    }

    /**
     * The .npy of the labels, or their name in the .npz.
     *
     * @param label a text in quotes; without it: the array label of a .npz
     */
    public Numpy label(String label) {
      return new Numpy(arguments().with("label", Literal.of(label)));
    }
  }

  /**
   * a text whose language is learned: each window of tokens is labelled with the tokens one further
   * on; the last part is held out
   *
   * <p>In a text: {@code text(path, tokens=characters, length=the input's, or 35 where that is
   * free, vocabulary=all, lower=false, letters=false, take=all, stride=the length, windows=random)}
   *
   * @param path the file
   */
  public static Text text(String path) {
    return new Text(Call.Arguments.NONE.with("path", Literal.of(path)));
  }

  /** A call of {@code text}. */
  public static final class Text extends Call<DataSource> {
    private Text(Call.Arguments arguments) {
      super(org.nnd.train.DataSource.ALL, "text", arguments);
    }

    /**
     * What is numbered; pairs are made by byte-pair encoding.
     *
     * @param tokens characters or words or bytes or pairs; without it: characters
     */
    public Text tokens(Tokens tokens) {
      return new Text(arguments().with("tokens", Literal.of(tokens)));
    }

    /**
     * Tokens of a window.
     *
     * @param length a whole number from 1 to 2147483647; without it: the input's, or 35 where that
     *     is free
     */
    public Text length(long length) {
      return new Text(arguments().with("length", Literal.of(length)));
    }

    /**
     * How many different tokens there may be: the most frequent ones.
     *
     * @param vocabulary a whole number of at least 2; without it: all
     */
    public Text vocabulary(long vocabulary) {
      return new Text(arguments().with("vocabulary", Literal.of(vocabulary)));
    }

    /**
     * Whether capitals become small letters.
     *
     * @param lower true or false; without it: false
     */
    public Text lower(boolean lower) {
      return new Text(arguments().with("lower", Literal.of(lower)));
    }

    /**
     * Whether all but letters becomes spaces.
     *
     * @param letters true or false; without it: false
     */
    public Text letters(boolean letters) {
      return new Text(arguments().with("letters", Literal.of(letters)));
    }

    /**
     * How many tokens are used, from the start.
     *
     * @param take a whole number from 1 to 2147483647; without it: all
     */
    public Text take(long take) {
      return new Text(arguments().with("take", Literal.of(take)));
    }

    /**
     * Tokens from one window's start to the next one's.
     *
     * @param stride a whole number from 1 to 2147483647; without it: the length
     */
    public Text stride(long stride) {
      return new Text(arguments().with("stride", Literal.of(stride)));
    }

    /**
     * Whether epochs shuffle and move them, or follow the text; continued: in as many strips as a
     * batch has examples, moved, recurrent layers going on with the states that the window before
     * left.
     *
     * @param windows random or sequential or continued; without it: random
     */
    public Text windows(Windows windows) {
      return new Text(arguments().with("windows", Literal.of(windows)));
    }
  }

  /**
   * a table of labelled texts; token 0 fills up those that are shorter than others of their batch,
   * and an input lengths is fed the numbers of tokens
   *
   * <p>In a text: {@code lines(path, text=text, label=label, validation=none, test=none,
   * tokens=words, length=all, vocabulary=all, lower=false, letters=false, least=1)}
   *
   * @param path a table with a header
   */
  public static Lines lines(String path) {
    return new Lines(Call.Arguments.NONE.with("path", Literal.of(path)));
  }

  /** A call of {@code lines}. */
  public static final class Lines extends Call<DataSource> {
    private Lines(Call.Arguments arguments) {
      super(org.nnd.train.DataSource.ALL, "lines", arguments);
    }

    /**
     * The column of texts.
     *
     * @param text a text in quotes; without it: text
     */
    public Lines text(String text) {
      return new Lines(arguments().with("text", Literal.of(text)));
    }

    /**
     * The column to predict.
     *
     * @param label a text in quotes; without it: label
     */
    public Lines label(String label) {
      return new Lines(arguments().with("label", Literal.of(label)));
    }

    /**
     * A file of examples that are held out.
     *
     * @param validation a text in quotes; without it: none
     */
    public Lines validation(String validation) {
      return new Lines(arguments().with("validation", Literal.of(validation)));
    }

    /**
     * A file that is measured once, at the end.
     *
     * @param test a text in quotes; without it: none
     */
    public Lines test(String test) {
      return new Lines(arguments().with("test", Literal.of(test)));
    }

    /**
     * What is numbered; pairs are made by byte-pair encoding.
     *
     * @param tokens characters or words or bytes or pairs; without it: words
     */
    public Lines tokens(Tokens tokens) {
      return new Lines(arguments().with("tokens", Literal.of(tokens)));
    }

    /**
     * How many tokens are read of a text.
     *
     * @param length a whole number from 1 to 2147483647; without it: all
     */
    public Lines length(long length) {
      return new Lines(arguments().with("length", Literal.of(length)));
    }

    /**
     * How many different tokens there may be: the most frequent ones.
     *
     * @param vocabulary a whole number of at least 2; without it: all
     */
    public Lines vocabulary(long vocabulary) {
      return new Lines(arguments().with("vocabulary", Literal.of(vocabulary)));
    }

    /**
     * Whether capitals become small letters.
     *
     * @param lower true or false; without it: false
     */
    public Lines lower(boolean lower) {
      return new Lines(arguments().with("lower", Literal.of(lower)));
    }

    /**
     * Whether all but letters becomes spaces.
     *
     * @param letters true or false; without it: false
     */
    public Lines letters(boolean letters) {
      return new Lines(arguments().with("letters", Literal.of(letters)));
    }

    /**
     * The tokens of the shortest example; convolutions need as many.
     *
     * @param least a whole number from 1 to 2147483647; without it: 1
     */
    public Lines least(long least) {
      return new Lines(arguments().with("least", Literal.of(least)));
    }
  }
}
