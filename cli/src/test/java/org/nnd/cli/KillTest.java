package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.runtime.Checkpoint;

/**
 * A training in a process of its own that is killed at random moments and resumed until it ends; a
 * few times, or as often as {@code -Dnnd.kills=50} says.
 */
@DisabledOnOs(OS.WINDOWS) // has no signals
final class KillTest {
  private static final int KILLS = Integer.getInteger("nnd.kills", 5);
  private static final int SIGKILL = 128 + 9;
  private static final String TEXT =
      """
      model Net {
        input x: float[4]
        output y = x -> dense(64) -> batch_norm -> relu -> dropout(0.3) -> dense(2)
      }
      train Net {
        data csv("net.csv")  validation 0.2
        loss cross_entropy(y, label)  metric accuracy(y, label)
        optimizer adam(lr=0.01)
        epochs 12  batch 8  patience 8
      }
      """;

  @TempDir Path dir;
  private final Random random = new Random();

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.write(dir.resolve("net.nnd"), TEXT);
    Random numbers = new Random(1);
    StringBuilder table = new StringBuilder("a,b,c,d,label\n");
    for (int i = 0; i < 240; i++) {
      double sum = 0;
      for (int j = 0; j < 4; j++) {
        double x = numbers.nextGaussian();
        sum += x;
        table.append(x).append(',');
      }
      table.append(sum + numbers.nextGaussian() > 0 ? 1 : 0).append('\n');
    }
    Texts.write(dir.resolve("net.csv"), table.toString());
  }

  /** What a training leaves behind; the log without times. */
  private record Left(Path folder) {
    Path checkpoint() {
      return folder.resolve("net.checkpoints/last.safetensors");
    }

    byte[] model() throws IOException {
      return Files.readAllBytes(folder.resolve("net.onnx"));
    }

    List<String> log() throws IOException {
      return Files.readAllLines(folder.resolve("log.jsonl")).stream()
          .map(line -> line.replaceFirst(",\"seconds\".*", ""))
          .toList();
    }

    void assertSame(Left other) throws IOException {
      assertArrayEquals(other.model(), model());
      assertEquals(other.log(), log());
      assertEquals(other.names(), names());
    }

    private List<String> names() {
      return Stream.of(folder.resolve("net.checkpoints").toFile().list()).sorted().toList();
    }
  }

  private Process start(Left left, boolean resumed) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                dir.resolve("net.nnd").toString(),
                "-o",
                left.folder.toString(),
                "--log",
                left.folder.resolve("log.jsonl").toString(),
                "--checkpoint-every",
                "2"));
    if (resumed) {
      words.add("--resume");
    }
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("output").toFile())
        .start();
  }

  private void finish(Process process) throws IOException, InterruptedException {
    assertEquals(0, process.waitFor(), Files.readString(dir.resolve("output")));
  }

  @Test
  void aSignalEndsTheStepAndTellsHowToGoOn() throws Exception {
    Left undisturbed = new Left(Files.createDirectory(dir.resolve("undisturbed")));
    finish(start(undisturbed, false));
    Left left = new Left(Files.createDirectory(dir.resolve("stopped")));
    Process process = start(left, false);
    while (process.isAlive() && Files.notExists(left.checkpoint())) {
      Thread.sleep(5);
    }
    process.destroy(); // SIGTERM
    int exit = process.waitFor();
    String told = Files.readString(dir.resolve("output"));
    if (exit != 0) { // it wasn't done yet
      assertEquals(Interruption.EXIT, exit, told);
      assertTrue(
          told.matches(
              "(?s).*\\Rstopped after [^;]+; go on with: nnd train \\S+net.nnd -o \\S+"
                  + " --log \\S+log.jsonl --checkpoint-every 2 --resume\\R"),
          told);
      assertFalse(Files.exists(left.folder.resolve("net.onnx")), told);
    }
    finish(start(left, true));
    left.assertSame(undisturbed);
  }

  @Test
  void whenItIsKilledDoesNotMatter() throws Exception {
    Left undisturbed = new Left(Files.createDirectory(dir.resolve("undisturbed")));
    long start = System.nanoTime();
    finish(start(undisturbed, false));
    long nanoseconds = System.nanoTime() - start;

    int kills = 0;
    int inBetween = 0;
    int trainings = 0;
    while (kills < KILLS) {
      Left left = new Left(Files.createDirectory(dir.resolve("killed" + ++trainings)));
      boolean begun = false;
      while (kills < KILLS) {
        Process process = start(left, begun);
        boolean ended =
            process.waitFor((long) (random.nextDouble() * nanoseconds), TimeUnit.NANOSECONDS);
        process.destroyForcibly();
        int exit = process.waitFor();
        if (ended || exit == 0) {
          assertEquals(0, exit, Files.readString(dir.resolve("output")));
          break;
        }
        assertEquals(SIGKILL, exit, Files.readString(dir.resolve("output")));
        kills++;
        begun = Files.exists(left.checkpoint());
        if (begun) {
          Checkpoint c = Checkpoint.read(left.checkpoint());
          inBetween += c.step() > 0 ? 1 : 0;
        }
      }
      finish(start(left, begun || Files.exists(left.checkpoint())));
      left.assertSame(undisturbed);
    }
    assertTrue(kills >= KILLS);
    System.out.println(
        String.format(
            "%d kills in %d trainings, %d of them within an epoch", kills, trainings, inBetween));
  }
}
