package org.nnd.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link Worker} in a process of its own, which ends with this. */
final class Remote implements AutoCloseable {
  private final String name;
  private final Process process;
  private final PrintStream to;
  private final BufferedReader from;

  private Remote(String name, ProcessBuilder command) throws IOException {
    this.name = name;
    this.process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    this.to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** NND, in a JVM as this one. */
  static Remote nnd() throws IOException {
    String home = System.getProperty("java.home");
    List<String> command = new ArrayList<>(List.of(Path.of(home, "bin", "java").toString()));
    System.getProperties().stringPropertyNames().stream()
        .filter(key -> key.startsWith("onnxruntime.native"))
        .forEach(key -> command.add("-D" + key + "=" + System.getProperty(key)));
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmn32m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(NndWorker.class.getName());
    return new Remote("NND", new ProcessBuilder(command));
  }

  /**
   * PyTorch.
   *
   * @param python the program
   * @param worker its text
   */
  static Remote pytorch(String python, Path worker) throws IOException {
    ProcessBuilder command = new ProcessBuilder(python, worker.toString());
    command.environment().put("THREADS", "" + Runtime.getRuntime().availableProcessors());
    return new Remote("PyTorch", command);
  }

  /**
   * The numbers that it answers.
   *
   * @throws IOException if it can't do that
   */
  double[] ask(Object... words) throws IOException {
    to.println(Stream.of(words).map(Object::toString).collect(Collectors.joining("\t")));
    String answer = from.readLine();
    if (answer == null || answer.startsWith("error")) {
      throw new IOException(name + ": " + (answer == null ? "the process ended" : answer));
    }
    return answer.isEmpty()
        ? new double[0]
        : Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  public void close() throws IOException {
    to.close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    from.close();
  }
}
