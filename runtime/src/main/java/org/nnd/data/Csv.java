package org.nnd.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.ir.ElementType;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * Data sets from CSV files: a line that names the columns, then a row for each example.
 *
 * <p>Cells are separated by commas, and in quotes where they hold a comma (<a
 * href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>). The text is UTF-8.
 */
public final class Csv {
  private Csv() {}

  /**
   * How a table is read.
   *
   * @param labels the columns to predict; if empty, the last one
   * @param missing what becomes of cells without a value
   * @param oneHot whether columns of names are features too
   * @param normalizing how numbers are brought to a common size
   */
  public record Reading(
      List<String> labels, Missing missing, boolean oneHot, Normalizing normalizing) {

    /** All columns are numbers, and all are there. */
    public static final Reading PLAIN =
        new Reading(List.of(), Missing.ERROR, false, Normalizing.NONE);
  }

  /**
   * What was read, and from where; a trained network finds its columns again by these names.
   *
   * @param columns those that the inputs took, in their order
   * @param labels the columns that the label took; none when predicting
   */
  public record Table(Dataset dataset, List<CsvFeature> columns, List<String> labels) {
    public Table {
      columns = List.copyOf(columns);
      labels = List.copyOf(labels);
    }

    /** The names of the columns that the inputs took. */
    public List<String> features() {
      return columns.stream().map(CsvFeature::name).toList();
    }

    private Schema schema() {
      Map<String, List<String>> categories = new LinkedHashMap<>();
      columns.stream()
          .filter(c -> !c.categories().isEmpty())
          .forEach(c -> categories.put(c.name(), c.categories()));
      return new Schema(
          features(), labels, dataset.classes(), categories, Map.of(), Optional.empty());
    }
  }

  /**
   * Reads a table to learn from: its parts, with numbers filled in and scaled by what they are in
   * the training part.
   *
   * @param validation a file of its own for that part
   * @param test another one
   * @throws NndException as {@link #read}, or if whole numbers are to be scaled (NND0481)
   */
  public static Fitted fit(
      Path file,
      Optional<Path> validation,
      Optional<Path> test,
      Wanted wanted,
      Reading reading,
      Holdout holdout) {
    Table table = read(file, wanted, reading, Schema.NONE);
    Schema schema = table.schema();
    Parts parts =
        holdout.of(
            new Parts(
                table.dataset(),
                validation.map(f -> read(f, wanted, reading, schema).dataset()),
                test.map(f -> read(f, wanted, reading, schema).dataset())));
    if (!reading.missing().filled() && reading.normalizing() == Normalizing.NONE) {
      return new Fitted(parts, schema);
    }
    Map<String, Scaling> scalings = new LinkedHashMap<>();
    wanted
        .own()
        .forEach(
            input -> {
              Column column = parts.training().columns().get(input);
              scalings.putAll(fit(column, features(table.columns(), wanted, input), reading, file));
            });
    return new Fitted(
        parts.map(part -> scaled(part, table.columns(), wanted, scalings)), schema.with(scalings));
  }

  /** The features of an input: all for a single one, else that of its name. */
  private static List<CsvFeature> features(List<CsvFeature> all, Wanted wanted, String input) {
    return wanted.own().size() == 1
        ? all
        : all.stream().filter(f -> f.name().equals(input)).toList();
  }

  private static Map<String, Scaling> fit(
      Column column, List<CsvFeature> features, Reading reading, Path file) {
    ElementType element = column.type().element();
    if (element != ElementType.FLOAT && element != ElementType.DOUBLE) {
      if (reading.normalizing() == Normalizing.NONE && reading.missing() == Missing.ZERO) {
        return Map.of();
      }
      throw new NndException(
          Diagnostic.of(
                  "NND0481",
                  Location.file(file.toString()),
                  "only float and double columns are scaled or have a mean, but an input is "
                      + column.type())
              .help("declare the input as float, or use missing=zero or missing=drop"));
    }
    int width = features.stream().mapToInt(CsvFeature::width).sum();
    double[][] values = new double[width][column.size()];
    ByteBuffer numbers = ByteBuffer.allocate(width * element.bytes());
    for (int example = 0; example < column.size(); example++) {
      column.write(example, numbers.clear());
      for (int i = 0; i < width; i++) {
        values[i][example] =
            element == ElementType.FLOAT
                ? numbers.getFloat(i * element.bytes())
                : numbers.getDouble(i * element.bytes());
      }
    }
    Map<String, Scaling> fitted = new LinkedHashMap<>();
    int at = 0;
    for (CsvFeature f : features) {
      if (f.categories().isEmpty()) {
        fitted.put(f.name(), Scaling.fit(values[at], reading.missing(), reading.normalizing()));
      } else if (reading.missing().filled()) {
        fitted.put(f.name(), new Scaling(0.0, 0, 1));
      }
      at += f.width();
    }
    return fitted;
  }

  private static Dataset scaled(
      Dataset part, List<CsvFeature> all, Wanted wanted, Map<String, Scaling> scalings) {
    if (scalings.isEmpty()) {
      return part;
    }
    Map<String, Column> columns = new LinkedHashMap<>(part.columns());
    Scaling same = new Scaling(null, 0, 1);
    for (String input : wanted.own()) {
      List<Scaling> each = new ArrayList<>();
      List<CsvFeature> features = features(all, wanted, input);
      for (CsvFeature f : features) {
        Scaling scaling = scalings.getOrDefault(f.name(), same);
        IntStream.range(0, f.width()).forEach(i -> each.add(scaling));
      }
      if (features.stream().anyMatch(f -> scalings.containsKey(f.name()))) {
        columns.put(input, new Scaled(columns.get(input), each));
      }
    }
    return part.with(columns);
  }

  /**
   * Reads a table for a trained network, as the one that it learned from.
   *
   * @throws NndException as {@link #read}
   */
  public static Dataset read(Path file, Wanted wanted, Schema schema) {
    List<String> labels = wanted.label().isPresent() ? schema.labels() : List.of();
    Reading reading = new Reading(labels, Missing.ERROR, false, Normalizing.NONE);
    Table table = read(file, wanted, reading, schema);
    return scaled(table.dataset(), table.columns(), wanted, schema.scalings());
  }

  /**
   * Reads a file.
   *
   * <p>A single input takes all feature columns, its last axis varying fastest. Of several inputs,
   * each takes the column that has its name, and so do those that only the loss reads: these are no
   * features, and are taken as they stand.
   *
   * @param known the columns, classes and categories that are fixed already
   * @throws NndException if the file or what the network wants of it is wrong (NND0401 to NND0441,
   *     NND0482 to NND0485)
   */
  public static Table read(Path file, Wanted wanted, Reading reading, Schema known) {
    wanted.checkLengths();
    Map<String, List<String>> categories =
        reading.oneHot() && known.features().isEmpty()
            ? open(
                file,
                csv -> {
                  CsvLayout layout =
                      CsvLayout.named(csv.header(), wanted, reading, known, Map.of());
                  return CsvCategories.of(csv, layout.features());
                })
            : known.categories();
    return open(
        file,
        csv -> {
          CsvLayout layout = CsvLayout.of(csv.header(), wanted, reading, known, categories);
          Map<String, CsvColumn> columns = layout.columns();
          csv.forEachRow(
              row -> {
                if (reading.missing() != Missing.DROP || !layout.isIncomplete(row)) {
                  columns.values().forEach(column -> column.add(row));
                }
              });
          List<String> classes =
              columns.get(Dataset.LABEL) instanceof CsvClasses labels ? labels.settle() : List.of();
          Dataset dataset = new Dataset(new LinkedHashMap<>(columns), classes);
          return new Table(dataset, layout.all(), layout.labels());
        });
  }

  /** What is done with an open file. */
  @FunctionalInterface
  interface Use<T> {
    T of(CsvFile csv) throws IOException;
  }

  /** Opens a file (NND0401 to NND0404). */
  static <T> T open(Path file, Use<T> use) {
    try {
      return FileProblem.reading(
          file,
          "NND0401",
          () -> {
            try (BufferedReader text = Files.newBufferedReader(file)) {
              return use.of(new CsvFile(file.toString(), text));
            }
          });
    } catch (CharacterCodingException e) {
      throw new NndException(Texts.noText(file));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0402", e));
    }
  }
}
