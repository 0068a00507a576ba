package org.nnd.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.runtime.Epoch;
import org.nnd.source.NndException;
import org.nnd.train.Measure;

/** A file with a line of JSON for each epoch, each written when the epoch ends. */
final class EpochLog implements AutoCloseable {
  private final Optional<Path> file;
  private final Optional<Writer> writer;

  /**
   * Begins a log.
   *
   * @param done the epochs that are done already: their lines come first
   */
  EpochLog(Optional<Path> file, List<Epoch> done) {
    this.file = file;
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
    write(Epoch.toJson("test_", results));
  }

  private void write(JsonObject line) {
    try {
      if (writer.isPresent()) {
        writer.get().write(line + "\n");
        writer.get().flush();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
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
