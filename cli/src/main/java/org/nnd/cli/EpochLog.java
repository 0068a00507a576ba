package org.nnd.cli;

import com.google.gson.Gson;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.nnd.runtime.Trainer;
import org.nnd.source.NndException;
import org.nnd.train.Measure;

/** A file with a line of JSON for each epoch, each written when the epoch ends. */
final class EpochLog implements AutoCloseable {
  private final Optional<Path> file;
  private final Optional<Writer> writer;

  EpochLog(Optional<Path> file) {
    this.file = file;
    file.ifPresent(Written::prepare);
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
    epoch.training().forEach((name, x) -> add(line, name, x));
    epoch.validation().forEach((name, x) -> add(line, "val_" + name, x));
    line.addProperty("seconds", Math.round(epoch.seconds() * 1000) / 1000.0);
    write(line);
  }

  /** The last line, if examples were held out for it. */
  void test(Map<String, Measure> results) {
    JsonObject line = new JsonObject();
    results.forEach((name, x) -> add(line, "test_" + name, x));
    write(line);
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

  private static void add(JsonObject line, String name, Measure measure) {
    if (measure instanceof Measure.Single x) {
      // JSON has no other numbers than finite ones.
      line.add(name, Double.isFinite(x.value()) ? new JsonPrimitive(x.value()) : JsonNull.INSTANCE);
    } else if (measure instanceof Measure.Matrix m) {
      line.add(name, new Gson().toJsonTree(m.counts()));
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
