package org.nnd.examples;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nnd.onnx.OfficialChecker;

/**
 * What a training left behind.
 *
 * @param model the trained model
 * @param log a line of JSON for each epoch
 */
record Run(Path model, List<String> log) {

  /** Trains an example; the model that is written must satisfy ONNX's checker. */
  static Run of(String example, Path folder, Object... more) throws IOException {
    Path log = folder.resolve("log.jsonl");
    List<Object> words = new ArrayList<>(List.of("train", Project.EXAMPLES.resolve(example)));
    words.addAll(List.of("-o", folder, "--log", log));
    words.addAll(List.of(more));
    Project.nnd(words.toArray());
    String name = Path.of(example).getFileName().toString().replace(".nnd", ".onnx");
    Run run = new Run(folder.resolve(name), Files.readAllLines(log));
    OfficialChecker.check(run.bytes());
    return run;
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(model);
  }

  /** A number of the last epoch. */
  double last(String name) {
    return number(log.get(log.size() - 1), name);
  }

  /** How long all epochs took. */
  double seconds() {
    return log.stream().mapToDouble(line -> number(line, "seconds")).sum();
  }

  private static double number(String line, String name) {
    return JsonParser.parseString(line).getAsJsonObject().get(name).getAsDouble();
  }

  /** The log without the only thing that differs from run to run. */
  List<String> logWithoutSeconds() {
    return log.stream().map(line -> line.replaceAll(",\"seconds\":[0-9.E-]+", "")).toList();
  }

  /** The first column of what the model predicts. */
  List<String> predictions(Path data) {
    return Project.nnd("predict", model, "--data", data)
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1)[0])
        .toList();
  }
}
