package org.nnd.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.nnd.runtime.Trainer;
import org.nnd.source.FileProblem;
import org.nnd.source.NndException;

/** A file with a line of JSON for each epoch, each written when the epoch ends. */
final class EpochLog implements AutoCloseable {
  private final Optional<Path> file;
  private final Optional<Writer> writer;

  EpochLog(Optional<Path> file) {
    this.file = file;
    try {
      this.writer =
          file.isPresent() ? Optional.of(Files.newBufferedWriter(file.get())) : Optional.empty();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  void write(Trainer.Epoch epoch) {
    JsonObject line = new JsonObject();
    line.addProperty("epoch", epoch.number());
    epoch.training().forEach(line::addProperty);
    epoch.validation().forEach((name, x) -> line.addProperty("val_" + name, x));
    line.addProperty("seconds", Math.round(epoch.seconds() * 1000) / 1000.0);
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
    return new NndException(FileProblem.unwritable(file.orElseThrow(), "NND0509", e));
  }

  @Override
  public void close() throws IOException {
    if (writer.isPresent()) {
      writer.get().close();
    }
  }
}
