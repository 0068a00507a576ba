package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.runtime.Target;

final class CompileCommandTest {
  private static final List<String> SMALL =
      List.of("small.eval.onnx", "small.init.onnx", "small.onnx", "small.train.onnx");

  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.small(dir);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void allModelsAreWritten() throws IOException {
    assertEquals(
        Outcome.fine(
            """
            wrote DIR/a/b/small.onnx
            wrote DIR/a/b/small.init.onnx
            wrote DIR/a/b/small.train.onnx
            wrote DIR/a/b/small.eval.onnx
            """),
        Outcome.of(dir, "compile DIR/small.nnd -o DIR/a/b"));
    assertEquals(SMALL, files(dir.resolve("a/b")));
  }

  @Test
  void withoutATrainSectionOneModelIsWritten() throws IOException {
    Texts.write(dir.resolve("plain.nnd"), Texts.SMALL.substring(0, Texts.SMALL.indexOf("train")));
    assertEquals(
        Outcome.fine("wrote DIR/out/plain.onnx\n"),
        Outcome.of(dir, "compile DIR/plain.nnd -o DIR/out"));
    assertEquals(List.of("plain.onnx"), files(dir.resolve("out")));
  }

  @Test
  void theBytesAreTheSameEachTime() throws IOException {
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/a");
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/b");
    for (String file : files(dir.resolve("a"))) {
      assertArrayEquals(
          Files.readAllBytes(dir.resolve("a").resolve(file)),
          Files.readAllBytes(dir.resolve("b").resolve(file)));
    }
  }

  /** Only what trains knows of it. */
  @Test
  void aPrecisionCanBeGiven() throws IOException {
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/a");
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/b --precision float16");
    for (String file : files(dir.resolve("a"))) {
      byte[] floats = Files.readAllBytes(dir.resolve("a").resolve(file));
      byte[] halves = Files.readAllBytes(dir.resolve("b").resolve(file));
      boolean trains = file.contains("train") || file.contains("init");
      assertEquals(trains, !Arrays.equals(floats, halves), file);
    }
    assertEquals(
        Outcome.wrong(
            "error[NND0304]: precision must be float32 or float16 or bfloat16, not half\n"),
        Outcome.of(dir, "compile DIR/small.nnd -o DIR/b --precision half"));
  }

  /** Only the training step of a network of convolutions is another on this processor. */
  @Test
  void aTargetCanBeGiven() throws IOException {
    Files.writeString(
        dir.resolve("images.nnd"),
        """
        model Images {
          input image: float[16, 8, 8]
          output logits = image -> conv(16, 3, padding=1) -> flatten -> dense(4)
        }

        train Images {
          loss      cross_entropy(logits, label)
          optimizer sgd(lr=0.1)
        }
        """);
    Outcome.of(dir, "compile DIR/images.nnd -o DIR/a");
    Outcome.of(dir, "compile DIR/images.nnd -o DIR/b --target portable");
    Outcome.of(dir, "compile DIR/images.nnd -o DIR/c --target ort-cpu");
    for (String file : files(dir.resolve("a"))) {
      byte[] portable = Files.readAllBytes(dir.resolve("a").resolve(file));
      byte[] again = Files.readAllBytes(dir.resolve("b").resolve(file));
      byte[] host = Files.readAllBytes(dir.resolve("c").resolve(file));
      assertArrayEquals(portable, again, file);
      assertFalse(mentionsBlocks(portable), file);
      assertEquals(
          file.contains("train") && Target.ORT_CPU.lowering() != Target.PORTABLE.lowering(),
          mentionsBlocks(host),
          file);
      assertEquals(
          Optional.of(Target.ORT_CPU.describe()).filter(t -> file.contains("train")),
          target(host),
          file);
      assertEquals(Optional.empty(), target(portable), file);
    }
    assertEquals(
        "Invalid value for option '--target': must be portable or ort-cpu or ort-cuda, not gpu",
        Outcome.of(dir, "compile DIR/images.nnd --target gpu").err().lines().findFirst().get());
  }

  @Test
  void aRunMayDoAnyNumberOfSteps() throws IOException {
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/a");
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/b --steps-per-run 1");
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/c --steps-per-run any");
    for (String file : SMALL) {
      byte[] one = Files.readAllBytes(dir.resolve("a").resolve(file));
      assertArrayEquals(one, Files.readAllBytes(dir.resolve("b").resolve(file)));
      byte[] any = Files.readAllBytes(dir.resolve("c").resolve(file));
      assertEquals(file.contains("train"), !Arrays.equals(one, any), file);
    }
    assertEquals(
        "kind       does any number of training steps",
        Outcome.of(dir, "inspect DIR/c/small.train.onnx").out().lines().toList().get(1));
    assertEquals(
        Outcome.wrong(
            "--steps-per-run must be 1 or any, not 5: with any, each run does as many steps as it is"
                + " fed batches\nTry: nnd compile --help\n"),
        Outcome.of(dir, "compile DIR/small.nnd --steps-per-run 5"));
  }

  @Test
  void whatCudaHasNoKernelsForIsTold() throws IOException {
    Files.writeString(
        dir.resolve("m.nnd"),
        """
        model M {
          input x: float[2, H, W]
          first = x -> conv(3, 3) -> avg_pool(3, stride=1)
          second = first -> conv(3, 3) -> avg_pool(3, stride=1)
          output y = second -> global_avg_pool -> flatten -> dense(2)
        }
        train M {
          loss mse(y, label)
          optimizer sgd(lr=0.1)
        }
        """);
    Outcome some = Outcome.of(dir, "compile DIR/m.nnd -o DIR --target ort-cuda");
    assertEquals(0, some.exit());
    assertEquals(
        """
        warning[NND0720]: 2 nodes of the step have no kernel in ONNX Runtime's CUDA provider: what \
        they read and give is copied between the GPU and the CPU at each step
          note: Col2Im: no kernel (avg_pool, avg_pool_2)
          help: write the layers otherwise, or train on the CPU: nnd explain NND0720
        """,
        some.err());
    assertEquals("", Outcome.of(dir, "compile DIR/m.nnd -o DIR").err());
  }

  private static Optional<String> target(byte[] model) throws IOException {
    return ModelProto.parseFrom(model).getMetadataPropsList().stream()
        .filter(p -> p.getKey().equals("nnd.target"))
        .map(StringStringEntryProto::getValue)
        .findFirst();
  }

  private static boolean mentionsBlocks(byte[] model) {
    return new String(model, StandardCharsets.ISO_8859_1).contains("com.microsoft.nchwc");
  }

  @Test
  void aFolderBehindALinkIsAFolder() throws IOException {
    Path real = Files.createDirectory(dir.resolve("real"));
    Files.createSymbolicLink(dir.resolve("link"), real);
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/link");
    assertEquals(SMALL, files(real));
  }

  @Test
  void aFileInThePlaceOfTheFolder() throws IOException {
    Files.createFile(dir.resolve("file"));
    assertEquals(
        Outcome.wrong(
            "DIR/file/small.onnx: error[NND0509]: can't be written: DIR/file is no folder\n"),
        Outcome.of(dir, "compile DIR/small.nnd -o DIR/file"));
  }

  @Test
  void aFolderInThePlaceOfTheFile() throws IOException {
    Files.createDirectories(dir.resolve("out/small.onnx"));
    assertEquals(
        Outcome.wrong("DIR/out/small.onnx: error[NND0509]: can't be written: it is a folder\n"),
        Outcome.of(dir, "compile DIR/small.nnd -o DIR/out"));
    assertEquals(List.of("small.onnx"), files(dir.resolve("out")));
  }

  @Test
  void theModelThatIsMeantIsNamed() throws IOException {
    Texts.write(dir.resolve("two.nnd"), Texts.SMALL + Texts.SMALL.replace("Small", "Other"));
    assertEquals(
        Outcome.wrong(
            """
            error[NND0502]: the file has several models: Small, Other
              help: say which one with --model
            """),
        Outcome.of(dir, "compile DIR/two.nnd -o DIR"));
    assertEquals(
        Outcome.wrong(
            """
            error[NND0501]: there is no model Othr in the file
              note: there is Small, Other
              help: did you mean Other?
            """),
        Outcome.of(dir, "compile DIR/two.nnd -o DIR --model Othr"));
    assertEquals(
        Outcome.fine(
            """
            wrote DIR/Other.onnx
            wrote DIR/Other.init.onnx
            wrote DIR/Other.train.onnx
            wrote DIR/Other.eval.onnx
            """),
        Outcome.of(dir, "compile DIR/two.nnd -o DIR --model Other"));
  }

  @Test
  void forToolsThereIsJsonAlone() {
    assertEquals(
        Outcome.fine("[]\n"), Outcome.of(dir, "compile DIR/small.nnd -o DIR --format json"));
  }

  @Test
  void aScheduleIsToldHowLongTheTrainingIs() throws IOException {
    Texts.write(
        dir.resolve("cosine.nnd"),
        Texts.SMALL.replaceFirst("optimizer [^\n]*", "optimizer sgd\n  schedule cosine"));
    String wrote =
        """
        wrote DIR/cosine.onnx
        wrote DIR/cosine.init.onnx
        wrote DIR/cosine.train.onnx
        wrote DIR/cosine.eval.onnx
        """;
    assertEquals(
        Outcome.fine(
            wrote
                + "the schedule depends on how long the training is: say it with --steps, or feed"
                + " schedule/steps\n"),
        Outcome.of(dir, "compile DIR/cosine.nnd -o DIR"));
    byte[] open = Files.readAllBytes(dir.resolve("cosine.init.onnx"));
    assertEquals(Outcome.fine(wrote), Outcome.of(dir, "compile DIR/cosine.nnd -o DIR --steps 100"));
    byte[] told = Files.readAllBytes(dir.resolve("cosine.init.onnx"));
    assertFalse(Arrays.equals(open, told));
    assertEquals(
        Outcome.wrong("error[NND0304]: steps must be a whole number of at least 1, not 0\n"),
        Outcome.of(dir, "compile DIR/cosine.nnd -o DIR --steps 0"));
  }

  @Test
  void onnxsOwnTrainingInformationIsPutIn() throws IOException {
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/plain");
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/full --training-info");
    assertTrue(
        Files.size(dir.resolve("full/small.onnx"))
            > 2 * Files.size(dir.resolve("plain/small.onnx")));
    assertArrayEquals(
        Files.readAllBytes(dir.resolve("plain/small.train.onnx")),
        Files.readAllBytes(dir.resolve("full/small.train.onnx")));
    Texts.write(dir.resolve("plain.nnd"), Texts.SMALL.substring(0, Texts.SMALL.indexOf("train")));
    for (String option : List.of("--training-info", "--steps 5", "--steps-per-run any")) {
      assertEquals(
          Outcome.wrong(
              """
              DIR/plain.nnd: error[NND0510]: there is no train section here
                help: write one: train Name { data csv("data.csv")  loss ...  optimizer ... }
              """),
          Outcome.of(dir, "compile DIR/plain.nnd -o DIR " + option));
    }
  }
}
