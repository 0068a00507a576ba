package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.Compiler;
import org.nnd.source.NndException;
import org.nnd.source.Source;

/** What the README shows is so. */
final class ReadmeTest {
  private static String readme;

  @TempDir Path dir;

  @BeforeAll
  static void read() throws IOException {
    readme = Files.readString(Project.ROOT.resolve("README.md"));
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void theNetworkIsThatOfTheExample() throws IOException {
    assertEquals(
        List.of(Files.readString(Project.EXAMPLES.resolve("digits.nnd"))),
        all("^```nnd\n(.*?)^```$", readme));
  }

  @Test
  void theMistakeIsToldLikeThis() {
    Source leNet =
        Source.of(
            "lenet.nnd",
            """
            model LeNet(classes = 10) {
              input image: float[1, 28, 28]

              features = image
                -> conv(6, kernel=5, padding=2) -> sigmoid -> avg_pool(2)
                -> conv(16, kernel=5) -> sigmoid -> avg_pool(2)

              logits = features
                -> dense(120) -> sigmoid
                -> dense(84) -> sigmoid
                -> dense(classes)

              output logits
            }
            """);
    NndException refused = assertThrows(NndException.class, () -> Compiler.check(leNet));
    assertEquals(List.of(refused.getMessage()), all("^```\n(\\S[^`]*: error.*?)^```$", readme));
  }

  /** Those that need files which the repository hasn't. */
  private static boolean needsMore(String command) {
    return command.contains("FOLDER") || command.contains("--runtime");
  }

  private static List<String> commands() {
    List<String> commands = new ArrayList<>(all("^    \\./nnd ([^\n]*)$", readme));
    commands.addAll(all("`\\./nnd ([^`]*)`", readme));
    assertEquals(List.of(), all("`(nnd [^`]*)`", readme), "not ./nnd, so nobody runs it");
    return commands;
  }

  /** In the order of the README, in a folder that holds what the repository does. */
  @Test
  void everyCommandRuns() throws IOException, InterruptedException {
    copyExamples();
    Files.writeString(
        dir.resolve("book.txt"), "The quick brown fox jumps over the lazy dog. ".repeat(40));
    run("train examples/textbook/lstm.nnd --data book.txt --epochs 1");
    assertTrue(commands().size() >= 5, commands().toString());
    for (String command : commands().stream().filter(c -> !needsMore(c)).toList()) {
      run(command);
    }
    assertTrue(Files.exists(dir.resolve("digits.onnx")));
  }

  @Test
  void theCommandForMnistRuns() throws IOException, InterruptedException {
    Path mnist = Project.mnist();
    copyExamples();
    for (String command : commands().stream().filter(c -> c.contains("FOLDER")).toList()) {
      run(command.replace("FOLDER", mnist.toString()) + " --epochs 1");
    }
  }

  private void copyExamples() throws IOException {
    for (Path file : Project.files(Project.EXAMPLES, "")) {
      Path copy = dir.resolve(Project.ROOT.relativize(file));
      if (Files.isRegularFile(file)) {
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private void run(String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.nnd.cli.Main"));
    words.addAll(all("((?<=\")[^\"]*(?=\")|[^\\s\"]+)", command));
    Process process =
        new ProcessBuilder(words).directory(dir.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int expected = command.startsWith("diff ") ? 3 : 0; // something differs
    assertEquals(expected, process.waitFor(), command + "\n" + said);
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    Pattern link = Pattern.compile("\\]\\((?!https?:)([^)#]+)");
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher links = link.matcher(Files.readString(page));
      while (links.find()) {
        if (!Files.exists(page.resolveSibling(links.group(1)))) {
          broken.add(Project.ROOT.relativize(page) + ": " + links.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Project.ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(Project.ROOT.resolve("docs"))) {
      docs.filter(f -> f.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }
}
