package org.nnd.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.source.FileProblem;
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
   * What was read, and from where; a trained network finds its columns again by these names.
   *
   * @param features the columns that the inputs took, in their order
   * @param labels the columns that the label took; none when predicting
   */
  public record Table(Dataset dataset, List<String> features, List<String> labels) {
    public Table {
      features = List.copyOf(features);
      labels = List.copyOf(labels);
    }
  }

  /**
   * Reads a file.
   *
   * <p>A single input takes all feature columns, its last axis varying fastest. Of several inputs,
   * each takes the column that has its name.
   *
   * @param labelColumns if empty, the last column
   * @param featureColumns if empty, all columns but the label's, in the order of the file
   * @throws NndException if the file or what the network wants of it is wrong (NND0401 to NND0441)
   */
  public static Table read(
      Path file, Wanted wanted, List<String> labelColumns, List<String> featureColumns) {
    wanted.checkLengths();
    try {
      return FileProblem.reading(
          file,
          "NND0401",
          () -> {
            try (BufferedReader text = Files.newBufferedReader(file)) {
              CsvFile csv = new CsvFile(file.toString(), text);
              return read(csv, CsvLayout.of(csv.header(), wanted, labelColumns, featureColumns));
            }
          });
    } catch (CharacterCodingException e) {
      throw new NndException(Texts.noText(file));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0402", e));
    }
  }

  private static Table read(CsvFile csv, CsvLayout layout) throws IOException {
    Map<String, CsvColumn> columns = layout.columns();
    csv.forEachRow(row -> columns.values().forEach(column -> column.add(row)));
    List<String> classes =
        columns.get(Dataset.LABEL) instanceof CsvClasses labels ? labels.settle() : List.of();
    Dataset dataset = new Dataset(new LinkedHashMap<>(columns), classes);
    return new Table(dataset, layout.features(), layout.labels());
  }
}
