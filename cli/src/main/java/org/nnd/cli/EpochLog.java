package org.nnd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nnd.runtime.Epoch;
import org.nnd.source.NndException;
import org.nnd.train.Measure;

/**
 * A file with a line for each epoch, each written when the epoch ends: JSON, or a row of a table if
 * the file is called {@code .csv}. In a table what is no number is an empty cell, a matrix is its
 * JSON, and the results of a test, which are no epoch, have no row.
 */
final class EpochLog implements AutoCloseable {
  private final Optional<Path> file;
  private final boolean csv;
  private boolean headed;
  private final Optional<Writer> writer;

  /**
   * Begins a log.
   *
   * @param done the epochs that are done already: their lines come first
   */
  EpochLog(Optional<Path> file, List<Epoch> done) {
    this.file = file;
    this.csv = file.filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".csv")).isPresent();
    file.ifPresent(Written::prepare);
    try {
      this.writer =
          file.isPresent() ? Optional.of(Files.newBufferedWriter(file.get())) : Optional.empty();
    } catch (IOException e) {
      throw unwritable(e);
    }
    done.forEach(this::write);
  }

  void write(Epoch epoch) {
    write(epoch.toJson());
  }

  /** The last line, if examples were held out for it. */
  void test(Map<String, Measure> results) {
    if (!csv) {
      write(Epoch.toJson("test_", results));
    }
  }

  private void write(JsonObject line) {
    try {
      if (writer.isPresent()) {
        writer.get().write(csv ? row(line) : line + "\n");
        writer.get().flush();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** The line as a row, the names over the first one. */
  private String row(JsonObject line) throws IOException {
    StringWriter row = new StringWriter();
    try (CsvWriter table = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(row)) {
      if (!headed) {
        table.writeRecord(line.keySet());
        headed = true;
      }
      table.writeRecord(line.asMap().values().stream().map(EpochLog::cell).toList());
    }
    return row.toString();
  }

  private static String cell(JsonElement x) {
    return x.isJsonNull() ? "" : x.toString();
  }

  private NndException unwritable(IOException e) {
    return Written.unwritable(file.orElseThrow(), e);
  }

  @Override
  public void close() {
    try {
      if (writer.isPresent()) {
        writer.get().close();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}
