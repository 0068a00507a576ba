package org.nnd.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Takes turns as it is told: a line is a command, and each is answered by a line of numbers, or by
 * one that begins with {@code error}.
 *
 * <p>{@code open NAME KIND ARGUMENT...} makes something, {@code turn NAME SECONDS} and {@code
 * losses NAME ROUNDS} let it work, {@code close NAME} ends it; words are separated by tabs.
 */
public final class Worker {
  private final Map<String, Kind> kinds;
  private final Map<String, Turns> opened = new LinkedHashMap<>();

  /** Makes something that takes turns. */
  @FunctionalInterface
  public interface Kind {
    Turns open(List<String> arguments) throws Exception;
  }

  public Worker(Map<String, Kind> kinds) {
    this.kinds = kinds;
  }

  /** Answers on standard output what comes by standard input, until there are no more lines. */
  public void serve() throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err); // what libraries print is no answer
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(answer(line));
      out.flush();
    }
  }

  String answer(String line) {
    List<String> words = List.of(line.split("\t"));
    try {
      return Arrays.stream(done(words)).mapToObj(Double::toString).collect(Collectors.joining(" "));
    } catch (Exception | LinkageError e) {
      return "error: " + line.replace('\t', ' ') + ": " + e.toString().replace('\n', ' ');
    }
  }

  private double[] done(List<String> words) throws Exception {
    String name = words.get(1);
    switch (words.get(0)) {
      case "open" -> opened.put(name, kinds.get(words.get(2)).open(words.subList(3, words.size())));
      case "close" -> opened.remove(name).close();
      case "turn" -> {
        return opened.get(name).turn(Double.parseDouble(words.get(2)));
      }
      case "losses" -> {
        return opened.get(name).losses(Integer.parseInt(words.get(2)));
      }
      default -> throw new IllegalArgumentException("no such command");
    }
    return new double[0];
  }
}
