package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that trains with ONNX Runtime alone: a row of the table in examples/drivers/README.md.
 *
 * @param name what it runs on
 * @param once the command that makes it ready, in the folder of drivers
 * @param training the command that trains {@code digits} for 200 steps
 */
record Host(String name, String once, String training) {
  /** The host that the others are compared with; it needs what the tests need. */
  static final String JAVA = "Java";

  private static final Pattern ROW =
      Pattern.compile("^\\| ([^|]*) \\| `([^`]*)` \\| `([^`]*)` \\|$", Pattern.MULTILINE);

  /** The hosts of a page, or those of them that {@code -Dhosts=NAME,NAME} names. */
  static List<Host> of(String page) {
    List<String> chosen = List.of(System.getProperty("hosts", "").split(",", -1));
    return ROW.matcher(page)
        .results()
        .map(Host::of)
        .filter(h -> h.name.equals(JAVA) || chosen.equals(List.of("")) || chosen.contains(h.name))
        .toList();
  }

  private static Host of(MatchResult row) {
    return new Host(row.group(1), row.group(2), row.group(3));
  }

  /** Makes it ready; skips the calling test, and says so, where that can't be done. */
  void prepare(Path folder) throws IOException, InterruptedException {
    Output output = run(once, folder, 240);
    if (output.exit() != 0 && !name.equals(JAVA)) {
      String reason = "skipped: " + name + ": `" + once + "` says: " + output.last();
      System.out.println(reason);
      Assumptions.abort(reason);
    }
    assertEquals(0, output.exit(), output.text());
  }

  /** Trains NETWORK.train.onnx of the folder; the loss of each step. */
  float[] losses(Path folder, String network, int steps) throws IOException, InterruptedException {
    String command =
        training.replace(" digits ", " " + network + " ").replace(" 200 ", " " + steps + " ");
    Output output = run(command, folder, 240);
    assertEquals(0, output.exit(), command + "\n" + output.text());
    List<String> lines =
        output.text().lines().filter(line -> line.matches("\\d+ [-+.0-9Ee]+")).toList();
    assertEquals(steps, lines.size(), output.text());
    float[] losses = new float[steps];
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      losses[Integer.parseInt(words[0]) - 1] = (float) Double.parseDouble(words[1]);
    }
    return losses;
  }

  /** The file that it saves its state in. */
  Path state(Path folder) {
    return folder.resolve(training.replaceFirst(".* (\\S+\\.safetensors)\\b.*", "$1"));
  }

  private record Output(int exit, String text) {
    String last() {
      return text.lines().reduce("nothing", (before, line) -> line);
    }
  }

  private static Output run(String command, Path folder, int seconds)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    try {
      ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
      String tools = Path.of(System.getProperty("java.home"), "bin").toString();
      shell.environment().merge("PATH", tools, (path, java) -> java + ":" + path);
      shell.redirectErrorStream(true).redirectOutput(said.toFile());
      Process process = shell.start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return new Output(1, Files.readString(said) + "\nit takes more than " + seconds + " s");
      }
      return new Output(process.exitValue(), Files.readString(said));
    } finally {
      Files.delete(said);
    }
  }
}
