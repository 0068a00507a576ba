package org.nnd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.runtime.Target;

/** {@code nnd train --resume}, and what is said where it can't. */
final class ResumeTest {
  private static final String LAST = "DIR/small.checkpoints/last.safetensors";
  private static final String ANEW = "without --resume, the training begins anew";

  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.small(dir);
  }

  private Outcome train(String more) {
    return Outcome.of(dir, "train DIR/small.nnd -o DIR " + more);
  }

  private Path file(String name) {
    return dir.resolve(name);
  }

  @Test
  void moreEpochsAreAsIfThereHadBeenNoEnd() throws IOException {
    train("--epochs 5 --log DIR/log.jsonl");
    byte[] model = Files.readAllBytes(file("small.onnx"));
    List<String> log = untimed();
    train("--epochs 2 --log DIR/log.jsonl");
    assertEquals(log.subList(0, 2), untimed());
    assertEquals(
        Outcome.fine(
            """
            Small: 0 examples to learn from, none held out
            going on from DIR/small.checkpoints/last.safetensors, after epoch 0
            epoch      loss  accuracy   seconds
              0/0    0.0000    0.0000      0.00
              0/0    0.0000    0.0000      0.00
              0/0    0.0000    0.0000      0.00
            wrote DIR/small.onnx after 0 epochs in 0.00 s
            how it went is told in DIR/small.html
            """),
        train("--epochs 5 --log DIR/log.jsonl --resume").withoutDigits());
    assertArrayEquals(model, Files.readAllBytes(file("small.onnx")));
    assertEquals(log, untimed());
  }

  private List<String> untimed() throws IOException {
    return Files.readAllLines(file("log.jsonl")).stream()
        .map(line -> line.replaceFirst(",\"seconds\".*", ""))
        .toList();
  }

  /** How many steps a run does is no part of what a training is. */
  @Test
  void stepsInARunMayBeOthersThanBefore() throws IOException {
    train("--epochs 5 --batch 1 --log DIR/log.jsonl");
    byte[] model = Files.readAllBytes(file("small.onnx"));
    List<String> log = untimed();
    train("--epochs 2 --batch 1 --log DIR/log.jsonl --steps-per-run 2");
    train("--epochs 5 --batch 1 --log DIR/log.jsonl --steps-per-run 50 --resume");
    assertArrayEquals(model, Files.readAllBytes(file("small.onnx")));
    assertEquals(log, untimed());
  }

  @Test
  void whatHasFinishedIsWrittenAgain() throws IOException {
    train("");
    byte[] model = Files.readAllBytes(file("small.onnx"));
    Files.delete(file("small.onnx"));
    assertEquals(
        Outcome.fine(
            """
            Small: 0 examples to learn from, none held out
            going on from DIR/small.checkpoints/last.safetensors, after epoch 0
            wrote DIR/small.onnx after 0 epochs in 0.00 s
            how it went is told in DIR/small.html
            """),
        train("--resume").withoutDigits());
    assertArrayEquals(model, Files.readAllBytes(file("small.onnx")));
  }

  @Test
  void withoutCheckpointsThereIsNoFolder() {
    train("--no-checkpoints");
    assertTrue(Files.notExists(file("small.checkpoints")));
  }

  @Test
  void anEarlyEndIsTold() {
    Outcome outcome = train("--validation 0.4 --patience 1 --lr 50 --epochs 30 --seed 3");
    String told =
        outcome.out().lines().filter(line -> line.startsWith("stopped")).findFirst().orElse("");
    assertTrue(
        told.matches("stopped early: val_loss was best in epoch \\d+, whose weights are taken"),
        outcome.toString());
  }

  /** A network of convolutions takes other steps on this processor than anywhere. */
  @Test
  void anotherTargetIsRefused() throws IOException {
    assumeTrue(Target.ORT_CPU.lowering() != Target.PORTABLE.lowering());
    StringBuilder rows = new StringBuilder("label");
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < 16 * 4 * 4; i++) {
      rows.append(",p").append(i);
      row.append(',').append(i % 7);
    }
    rows.append('\n').append("a").append(row).append('\n').append("b").append(row).append('\n');
    Files.writeString(dir.resolve("images.csv"), rows);
    Files.writeString(
        dir.resolve("images.nnd"),
        """
        model Images {
          input image: float[16, 4, 4]
          output logits = image -> conv(16, 3, padding=1) -> flatten -> dense(2)
        }

        train Images {
          data      csv("images.csv", label="label")
          loss      cross_entropy(logits, label)
          optimizer sgd(lr=0.1)
          epochs 2  batch 2  seed 1
        }
        """);
    Outcome.of(dir, "train DIR/images.nnd -o DIR --epochs 1 --target portable");
    Outcome refused = Outcome.of(dir, "train DIR/images.nnd -o DIR --resume");
    assertEquals(
        Outcome.wrong(
            "DIR/images.checkpoints/last.safetensors: error[NND0532]: this checkpoint is of another"
                + " training\n"
                + "  note: target is ort-cpu with blocks of N, but portable in the checkpoint\n"
                + "  help: go on with what it was trained with; without --resume, it begins anew\n"),
        new Outcome(refused.exit(), refused.out(), refused.err().replaceAll("of \\d+,", "of N,")));
    Outcome resumed = Outcome.of(dir, "train DIR/images.nnd -o DIR --resume --target portable");
    assertEquals(0, resumed.exit(), resumed.err());
  }

  /** A change of the text, or of the options, and what is said of it. */
  private record Case(String from, String to, String more, String... notes) {}

  @TestFactory
  Stream<DynamicTest> anotherTrainingIsRefused() {
    return Stream.of(
            new Case("", "", "--lr 0.2", "lr is 0.2, but 0.1 in the checkpoint"),
            new Case("", "", "--batch 3", "batch is 3, but 4 in the checkpoint"),
            new Case("", "", "--seed 2", "seed is 2, but 1 in the checkpoint"),
            new Case(
                "",
                "",
                "--precision float16",
                "precision is float16, but float32 in the checkpoint"),
            new Case("", "", "--recompute", "recompute is true, but false in the checkpoint"),
            new Case("", "", "--validation 0.2", "validation is 0.2, but 0.0 in the checkpoint"),
            new Case(
                "",
                "",
                "--batch 3 --seed 2",
                "batch is 3, but 4 in the checkpoint",
                "seed is 2, but 1 in the checkpoint"),
            new Case("", "", "--data DIR/other.csv", "the examples are others"),
            new Case(
                "sgd(lr=0.1)",
                "sgd(lr=0.1) clip_norm 1",
                "",
                "the optimizer, or what is done with gradients, is another"),
            new Case(
                "sgd(", "adam(", "", "the optimizer, or what is done with gradients, is another"),
            new Case(
                "dense(2)",
                "dense(2) -> tanh",
                "",
                "the model, its loss or its metrics are others"),
            new Case(
                "dense(2)",
                "dense(3) -> dense(2)",
                "",
                "the model, its loss or its metrics are others",
                "dense/weight is float[3, 2], but float[2, 2] in the checkpoint",
                "dense/bias is float[3], but float[2] in the checkpoint"))
        .map(
            c ->
                dynamicTest(
                    c.to + c.more,
                    () -> {
                      writeFiles();
                      Texts.write(file("other.csv"), Texts.TABLE.replace("3,1,1", "3,2,1"));
                      train("");
                      byte[] model = Files.readAllBytes(file("small.onnx"));
                      Texts.write(file("small.nnd"), Texts.SMALL.replace(c.from, c.to));
                      assertEquals(
                          Outcome.wrong(
                              LAST
                                  + ": error[NND0532]: this checkpoint is of another training\n"
                                  + String.join(
                                      "",
                                      Arrays.stream(c.notes)
                                          .map(note -> "  note: " + note + "\n")
                                          .toList())
                                  + "  help: go on with what it was trained with; without --resume,"
                                  + " it begins anew\n"),
                          train("--log DIR/log.jsonl --resume " + c.more));
                      assertArrayEquals(model, Files.readAllBytes(file("small.onnx")));
                      assertTrue(Files.notExists(file("log.jsonl")));
                    }));
  }

  @Test
  void aCheckpointOfAnotherFolderIsGoneOnWith() throws IOException {
    train("--validation 0.4 --epochs 1");
    String options = "--validation 0.4 --epochs 2 --resume DIR/small.checkpoints/last.safetensors";
    assertEquals(0, Outcome.of(dir, "train DIR/small.nnd -o DIR/other " + options).exit());
    train("--validation 0.4 --epochs 2");
    assertArrayEquals(
        Files.readAllBytes(file("small.onnx")), Files.readAllBytes(file("other/small.onnx")));
  }

  @Test
  void optionsWithoutSense() {
    String help = "\nTry: nnd train --help\n";
    assertEquals(Outcome.wrong("--keep must be at least 0, not -1" + help), train("--keep -1"));
    assertEquals(
        Outcome.wrong("--checkpoint-every must be at least 0, not -2" + help),
        train("--checkpoint-every -2"));
    for (String number : List.of("0", "-1", "many", "1.5", "10000000000")) {
      assertEquals(
          Outcome.wrong(
              "Invalid value for option '--steps-per-run': must be auto or a number of at least 1, not "
                  + number
                  + help),
          train("--steps-per-run " + number));
    }
    assertEquals(
        Outcome.wrong("--find-lr begins anew, and --resume goes on: give one of them" + help),
        train("--find-lr --resume"));
  }

  @Test
  void noCheckpoint() {
    assertEquals(
        Outcome.wrong(
            "error[NND0530]: there is no checkpoint "
                + LAST
                + "\n  note: looked for "
                + LAST
                + "\n  help: "
                + ANEW
                + "\n"),
        train("--resume"));
  }

  private void assertDamaged(String what, byte[] bytes) throws IOException {
    Files.write(file("small.checkpoints/last.safetensors"), bytes);
    assertEquals(
        Outcome.wrong(
            LAST
                + ": error[NND0531]: "
                + what
                + "\n  help: another one may be whole, such as best.safetensors beside it; "
                + ANEW
                + "\n"),
        train("--resume"));
  }

  @Test
  void aDamagedCheckpoint() throws IOException {
    train("");
    byte[] bytes = Files.readAllBytes(file("small.checkpoints/last.safetensors"));
    String sum = "this checkpoint is damaged: its checksum is not that of its content";
    assertDamaged(sum, Arrays.copyOf(bytes, bytes.length - 1));
    assertDamaged("this is no checkpoint of nnd", new byte[0]);
    assertDamaged("this is no checkpoint of nnd", Texts.TABLE.getBytes(UTF_8));
    bytes[bytes.length - 5] ^= 1;
    assertDamaged(sum, bytes);
  }

  @Test
  void aPlaceThatIsNoFolderIsToldBeforeTheTraining() throws IOException {
    Files.createFile(file("small.checkpoints"));
    assertEquals(
        Outcome.wrong(
            LAST + ": error[NND0509]: can't be written: DIR/small.checkpoints is no folder\n"),
        train(""));
  }

  /** Linux has a device that is always full; the new file goes there in place of the disk. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskLeavesTheCheckpointBefore() throws IOException {
    String full =
        LAST
            + ": error[NND0533]: can't be written: No space left on device\n%s"
            + "  help: make room, or choose another folder with -o, and go on with --resume\n";
    Files.createDirectory(file("small.checkpoints"));
    Path part = file("small.checkpoints/.last.safetensors.part");
    Files.createSymbolicLink(part, Path.of("/dev/full"));
    Outcome first = train("");
    assertEquals(full.formatted(""), first.err());
    assertEquals(2, first.exit());
    assertEquals(0, file("small.checkpoints").toFile().list().length);

    train("");
    byte[] before = Files.readAllBytes(file("small.checkpoints/last.safetensors"));
    Files.createSymbolicLink(part, Path.of("/dev/full"));
    assertEquals(
        full.formatted("  note: the last good checkpoint is " + LAST + "\n"),
        train("--epochs 3 --resume").err());
    assertArrayEquals(before, Files.readAllBytes(file("small.checkpoints/last.safetensors")));
    assertEquals(0, train("--epochs 3 --resume").exit());
  }

  @Test
  void patienceNeedsExamplesHeldOut() {
    Outcome wrong =
        Outcome.wrong(
            """
            error[NND0534]: patience and monitor look at examples held out, and there are none
              help: hold some out: validation 0.1 in the train section, or --validation 0.1
            """);
    assertEquals(wrong, train("--patience 1"));
    assertEquals(wrong, train("--monitor accuracy"));
  }
}
