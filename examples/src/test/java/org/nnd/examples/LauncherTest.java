package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code nnd} in a source tree of its own, with a Java that only repeats what it is told
 * and a Maven that only makes an empty jar.
 */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final String ECHO = "#!/bin/sh\necho \"$NOTE\" \"$@\"\nexit ${EXIT:-0}\n";
  private static final String MAKE =
      """
      #!/bin/sh
      echo built >>builds
      sleep 1
      mkdir -p cli/target
      : >cli/target/nnd-cli.jar
      """;

  @TempDir Path dir;
  private Path tree;
  private Path tools;
  private Path home;

  private record Said(int exit, String out, String err) {}

  @BeforeEach
  void makeTree() throws IOException {
    dir = dir.toRealPath();
    tree = Files.createDirectory(dir.resolve("a tree"));
    Files.copy(Project.ROOT.resolve("nnd"), tree.resolve("nnd"));
    assertTrue(tree.resolve("nnd").toFile().setExecutable(true));
    Files.createFile(tree.resolve("pom.xml"));
    for (String module : List.of("grammar", "compiler", "runtime", "cli")) {
      Files.createDirectories(tree.resolve(module).resolve("src/main"));
      Files.createFile(tree.resolve(module).resolve("pom.xml"));
    }
    tools = Files.createDirectory(dir.resolve("tools"));
    for (String tool :
        "awk bash cat dirname find head mkdir mv readlink rm sed sleep touch".split(" ", -1)) {
      script(tools.resolve(tool), "#!/bin/sh\nexec " + found(tool) + " \"$@\"\n");
    }
    script(tools.resolve("mvn"), MAKE);
    home = java("a java", "17.0.1");
  }

  private static Path found(String tool) {
    return Stream.of("/bin", "/usr/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  /** A folder like that of a JDK. */
  private Path java(String name, String version) throws IOException {
    Path jdk = dir.resolve(name);
    script(jdk.resolve("bin/java"), ECHO);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private ProcessBuilder command(String... words) {
    ProcessBuilder command = new ProcessBuilder(words).directory(dir.toFile());
    command.environment().clear();
    command.environment().put("PATH", tools.toString());
    command.environment().put("JAVA_HOME", home.toString());
    return command;
  }

  private Process start(ProcessBuilder command) throws IOException {
    return command.redirectError(Files.createTempFile(dir, "err", "").toFile()).start();
  }

  private Said end(ProcessBuilder command, Process process)
      throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return new Said(exit, out, Files.readString(command.redirectError().file().toPath()));
  }

  private Said said(ProcessBuilder command) throws IOException, InterruptedException {
    return end(command, start(command));
  }

  private Said nnd(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(tree.resolve("nnd").toString()));
    all.addAll(List.of(words));
    return said(command(all.toArray(String[]::new)));
  }

  private void assertStarts(Said said, String words) {
    String jar = tree.resolve("cli/target/nnd-cli.jar").toString();
    String end = "-cp " + jar + " org.nnd.cli.Main " + words + "\n";
    assertTrue(said.out().endsWith(end), said.toString());
    assertEquals(0, said.exit());
  }

  private long builds() throws IOException {
    return Files.readAllLines(tree.resolve("builds")).size();
  }

  @Test
  void theFirstCallBuildsAndTheSecondDoesNot() throws IOException, InterruptedException {
    Said first = nnd("check", "my file.nnd");
    assertStarts(first, "check my file.nnd");
    assertEquals("nnd: building once, about a minute ...\n", first.err());
    Said second = nnd("check", "my file.nnd");
    assertStarts(second, "check my file.nnd");
    assertEquals("", second.err());
    assertEquals(1, builds());
    try (Stream<Path> left = Files.list(tree.resolve("cli/target"))) {
      assertEquals(
          List.of("nnd-17.0.1.jsa.for", "nnd-cli.jar"),
          left.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void twoFirstCallsBuildOnce() throws IOException, InterruptedException {
    ProcessBuilder first = command(tree.resolve("nnd").toString(), "check", "a");
    ProcessBuilder second = command(tree.resolve("nnd").toString(), "check", "b");
    Process running = start(first);
    Process waiting = start(second);
    assertStarts(end(first, running), "check a");
    assertStarts(end(second, waiting), "check b");
    assertEquals(1, builds());
  }

  @Test
  void aChangedSourceIsBuiltAgain() throws IOException, InterruptedException {
    nnd("check");
    Path source = Files.createFile(tree.resolve("compiler/src/main/New.java"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    Said again = nnd("check");
    assertStarts(again, "check");
    assertEquals("nnd: a source has changed, building again ...\n", again.err());
    assertEquals(2, builds());
  }

  @Test
  void theBuildWithCudaLiesBesideTheOther() throws IOException, InterruptedException {
    nnd("check");
    script(
        tools.resolve("mvn"),
        MAKE.replace("echo built", "echo \"$@\"").replace("cli/target", "cli/target/cuda"));
    ProcessBuilder command = command(tree.resolve("nnd").toString(), "check");
    command.environment().put("NND_PROFILE", "cuda");
    Said said = said(command);
    String jar = tree.resolve("cli/target/cuda/nnd-cli.jar").toString();
    assertTrue(said.out().endsWith("-cp " + jar + " org.nnd.cli.Main check\n"), said.toString());
    assertEquals("nnd: building once, about a minute, with a download of 640 MB ...\n", said.err());
    assertTrue(Files.readString(tree.resolve("builds")).contains(" -P cuda package "));
    assertStarts(nnd("check"), "check");
    assertEquals(2, builds());
    command.environment().put("NND_PROFILE", "gpu");
    assertEquals(
        new Said(2, "", "nnd: NND_PROFILE is gpu, but there is only cuda\n"), said(command));
  }

  @Test
  void aBuildThatFailsShowsWhy() throws IOException, InterruptedException {
    script(tools.resolve("mvn"), "#!/bin/sh\necho no network\nexit 1\n");
    assertEquals(
        new Said(
            2, "", "nnd: building once, about a minute ...\nno network\nnnd: the build failed\n"),
        nnd("check"));
  }

  @Test
  void linksToTheScriptAreFollowed() throws IOException, InterruptedException {
    Path bin = Files.createDirectory(dir.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("one"), Path.of("../a tree/nnd"));
    Files.createSymbolicLink(bin.resolve("two"), bin.resolve("one"));
    assertStarts(said(command(bin.resolve("two").toString(), "check")), "check");
  }

  @Test
  void exitCodesPassThrough() throws IOException, InterruptedException {
    nnd("check");
    ProcessBuilder command = command(tree.resolve("nnd").toString(), "check");
    command.environment().put("EXIT", "7");
    assertEquals(7, said(command).exit());
  }

  @Test
  void withoutJavaHomeThePathIsLookedAt() throws IOException, InterruptedException {
    Files.createSymbolicLink(tools.resolve("java"), home.resolve("bin/java"));
    ProcessBuilder command = command(tree.resolve("nnd").toString(), "check");
    command.environment().remove("JAVA_HOME");
    assertStarts(said(command), "check");
  }

  @Test
  void optionsForJavaAreHandedOver() throws IOException, InterruptedException {
    ProcessBuilder command = command(tree.resolve("nnd").toString(), "check");
    command.environment().put("NND_JAVA_OPTS", "-Xmx8g -XX:+UseParallelGC");
    Said said = said(command);
    assertTrue(said.out().contains(" -Xmx8g -XX:+UseParallelGC -cp "), said.toString());
    assertTrue(!said.out().contains("UseSerialGC"), said.toString());
  }

  @Test
  void anOldJavaIsRefused() throws IOException, InterruptedException {
    for (String version : List.of("1.8.0_392", "11.0.2")) {
      home = java(version, version);
      assertEquals(
          new Said(
              2,
              "",
              "nnd: "
                  + home.resolve("bin/java")
                  + " is Java "
                  + version
                  + ", but Java 17 or newer is needed; set JAVA_HOME\n"),
          nnd("check"));
    }
  }

  @Test
  void noJavaIsToldWithAWayOut() throws IOException, InterruptedException {
    ProcessBuilder command = command(tree.resolve("nnd").toString(), "check");
    command.environment().remove("JAVA_HOME");
    assertEquals(
        new Said(2, "", "nnd: no Java found: install Java 17 or newer, or set JAVA_HOME\n"),
        said(command));
    command.environment().put("JAVA_HOME", dir.toString());
    assertEquals(
        new Said(
            2,
            "",
            "nnd: JAVA_HOME is " + dir + ", but it has no bin/java (Java 17 or newer is needed)\n"),
        said(command));
  }

  @Test
  void noMavenIsToldWithAWayOut() throws IOException, InterruptedException {
    Files.delete(tools.resolve("mvn"));
    assertEquals(
        new Said(2, "", "nnd: needs building, but mvn (Maven 3.8 or newer) is not on the PATH\n"),
        nnd("check"));
  }

  @Test
  void theRealCommandRuns() throws IOException, InterruptedException {
    Files.delete(tools.resolve("mvn"));
    home = Path.of(System.getProperty("java.home"));
    Said version = said(command(Project.ROOT.resolve("nnd").toString(), "--version"));
    Assumptions.assumeFalse(
        version.err().startsWith("nnd: needs building"), "skipped: there is no jar yet");
    assertEquals("", version.err());
    assertTrue(version.out().matches("nnd [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\n"), version.out());
    Said nothing = said(command(Project.ROOT.resolve("nnd").toString()));
    assertEquals(2, nothing.exit());
    assertEquals("", nothing.out());
    assertTrue(nothing.err().startsWith("Usage: nnd [-hV] COMMAND\n"), nothing.err());
  }
}
