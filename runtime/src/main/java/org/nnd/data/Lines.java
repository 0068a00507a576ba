package org.nnd.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.text.Tokenizer;

/**
 * Labelled texts of different lengths: a table with a column of texts and one of labels.
 *
 * <p>Token 0 fills up what is shorter than others of its batch. An input called {@code lengths} is
 * fed the number of tokens.
 */
public final class Lines {
  private static final String LENGTHS = "lengths";

  private final Wanted wanted;
  private final String input;
  private final TensorType type;
  private final Reading reading;

  /**
   * How texts become examples.
   *
   * @param text the column of texts
   * @param label the column to predict
   * @param length how many tokens are read of a text; all if empty
   * @param least the shortest that an example is made
   */
  public record Reading(String text, String label, Optional<Integer> length, int least) {}

  private Lines(Location at, Wanted wanted, Reading reading) {
    List<String> tokens =
        wanted.inputs().keySet().stream().filter(name -> !name.equals(LENGTHS)).toList();
    TensorType first = wanted.inputs().get(tokens.isEmpty() ? LENGTHS : tokens.get(0));
    boolean fits =
        tokens.size() == 1
            && first.shape().rank() == 1
            && (first.element() == ElementType.INT64 || first.element() == ElementType.INT32);
    TensorType number = wanted.inputs().get(LENGTHS);
    if (!fits || (number != null && !number.equals(TensorType.scalar(ElementType.INT64)))) {
      throw new NndException(
          Diagnostic.of(
                  "NND0467",
                  at,
                  "texts feed one input of tokens, but the network has " + wanted.describe())
              .help("declare it as: input text: int64[T], and if needed: input lengths: int64"));
    }
    wanted
        .label()
        .filter(t -> !t.shape().elements().equals(Dim.of(1)))
        .ifPresent(t -> refuse(at, t, first));
    this.wanted = wanted;
    this.input = tokens.get(0);
    this.type = first;
    this.reading = reading;
  }

  /** A text has a single label. */
  private static void refuse(Location at, TensorType label, TensorType text) {
    Diagnostic wrong =
        Diagnostic.of(
            "NND0487", at, "each text has one label, but the network is compared with " + label);
    boolean each = label.shape().dim(0).equals(text.shape().dim(0));
    throw new NndException(
        each
            ? wrong
                .note("it answers at every token")
                .help(
                    "answer once for a text: returns=final in the last recurrent layer, or mean(0) over the tokens")
            : wrong.help(
                "end the network with one answer: dense(classes) for classes, dense(1) for a number"));
  }

  /**
   * Reads texts to learn from; the vocabulary is the training part's.
   *
   * @param kind what tokens are
   * @param validation a file of its own for that part
   * @param test another one
   * @throws NndException if a file or what the network wants of it is wrong (NND0401 to NND0441,
   *     NND0465, NND0467, NND0482, NND0487)
   */
  public static Fitted fit(
      Path file,
      Optional<Path> validation,
      Optional<Path> test,
      Wanted wanted,
      Reading reading,
      Tokenizer.Kind kind,
      Holdout holdout) {
    Lines lines = new Lines(Location.file(file.toString()), wanted, reading);
    Rows rows = lines.rows(file, List.of());
    Column label = rows.label();
    Dataset numbers =
        new Dataset(
            Map.of(
                "row",
                new WholeNumbers(IntStream.range(0, label.size()).toArray()),
                Dataset.LABEL,
                label),
            rows.classes());
    Parts parts = holdout.of(Parts.of(numbers));
    List<String> learned = new ArrayList<>();
    for (int row : numbers(parts.training())) {
      learned.add(kind.cleaning().apply(rows.texts().get(row)));
    }
    Tokenizer tokenizer = kind.fit(learned);
    new Sizes(file, wanted, tokenizer, kind, false).check();
    Function<String, int[]> encoder = tokenizer.encoder();
    Dataset all = lines.dataset(rows, encoder);
    Function<Path, Dataset> own = f -> lines.dataset(lines.rows(f, rows.classes()), encoder);
    return new Fitted(
        new Parts(
            all.select(numbers(parts.training())),
            validation.map(own).or(() -> parts.validation().map(p -> all.select(numbers(p)))),
            test.map(own).or(() -> parts.test().map(p -> all.select(numbers(p))))),
        new Schema(
            List.of(reading.text()),
            List.of(reading.label()),
            rows.classes(),
            new TextSchema(
                tokenizer, reading.length().orElse(Integer.MAX_VALUE), reading.least())));
  }

  /**
   * Reads texts for a trained network: the column that it learned from, or the lines of a file that
   * is no table.
   *
   * @throws NndException as above
   */
  public static Dataset read(Path file, Wanted wanted, Schema schema) {
    Lines lines = trained(Location.file(file.toString()), wanted, schema);
    boolean table =
        wanted.label().isPresent() || file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    Rows rows =
        table
            ? lines.rows(file, schema.classes())
            : new Rows(Texts.read(file).lines().toList(), Optional.empty(), List.of());
    return lines.dataset(rows, schema.text().orElseThrow().tokenizer().encoder());
  }

  /** The same of one text that is given, without a label. */
  public static Dataset of(String text, Location at, Wanted wanted, Schema schema) {
    Rows one = new Rows(List.of(text), Optional.empty(), List.of());
    return trained(at, wanted, schema)
        .dataset(one, schema.text().orElseThrow().tokenizer().encoder());
  }

  private static Lines trained(Location at, Wanted wanted, Schema schema) {
    TextSchema text = schema.text().orElseThrow();
    String label = schema.labels().isEmpty() ? "" : schema.labels().get(0);
    return new Lines(
        at,
        wanted,
        new Reading(schema.features().get(0), label, Optional.of(text.length()), text.least()));
  }

  /** What stands in a file: the texts, and their labels where they are wanted. */
  private record Rows(List<String> texts, Optional<CsvColumn> labels, List<String> classes) {
    private Column label() {
      return labels.orElseThrow();
    }
  }

  private Rows rows(Path file, List<String> known) {
    return Csv.open(file, csv -> rows(csv, known));
  }

  private Rows rows(CsvFile csv, List<String> known) throws IOException {
    CsvHeader header = csv.header();
    Problems problems = new Problems();
    header.require(List.of(reading.text()), "the texts", problems);
    Optional<CsvColumn> labels = Optional.empty();
    if (wanted.label().isPresent()) {
      header.require(List.of(reading.label()), "the label", problems);
    }
    problems.check();
    if (wanted.label().isPresent()) {
      labels = Optional.of(label(header.places().get(reading.label()), known));
    }
    int place = header.places().get(reading.text());
    List<String> texts = new ArrayList<>();
    Optional<CsvColumn> filled = labels;
    csv.forEachRow(
        row -> {
          filled.ifPresent(column -> column.add(row));
          texts.add(row.cells().get(place));
        });
    boolean named = labels.isPresent() && labels.get() instanceof CsvClasses;
    return new Rows(texts, labels, named ? ((CsvClasses) labels.get()).settle() : List.of());
  }

  private CsvColumn label(int place, List<String> known) {
    if (wanted.labelsAreClasses()) {
      return new CsvClasses(reading.label(), place, wanted.classes(), known);
    }
    List<CsvFeature> one = List.of(new CsvFeature(reading.label(), place, List.of()));
    return new CsvNumbers(wanted.label().orElseThrow(), one, wanted.classes(), f -> false);
  }

  private Dataset dataset(Rows rows, Function<String, int[]> encoder) {
    long most =
        Math.min(
            reading.length().orElse(Integer.MAX_VALUE),
            type.shape().size().orElse(Integer.MAX_VALUE));
    int[][] tokens =
        rows.texts().stream()
            .map(encoder)
            .map(t -> t.length > most ? Arrays.copyOf(t, (int) most) : t)
            .toArray(int[][]::new);
    Map<String, Column> columns = new LinkedHashMap<>();
    for (String name : wanted.inputs().keySet()) {
      columns.put(
          name,
          name.equals(input)
              ? new Sentences(tokens, type, reading.least())
              : new WholeNumbers(Arrays.stream(tokens).mapToInt(t -> t.length).toArray()));
    }
    rows.labels().ifPresent(l -> columns.put(Dataset.LABEL, l));
    return new Dataset(columns, rows.classes());
  }

  private static int[] numbers(Dataset part) {
    int[] rows = new int[part.size()];
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    for (int i = 0; i < rows.length; i++) {
      part.columns().get("row").write(i, number.clear());
      rows[i] = (int) number.getLong(0);
    }
    return rows;
  }
}
