package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --provider} and what belongs to it. */
final class ProviderOptionsTest {
  private static final String NONE =
      """
      error[NND0700]: cuda can't be used: this build of ONNX Runtime does not have it
        note: it has cpu; it comes from onnxruntime-N.jar
        help: NND_PROFILE=cuda ./nnd builds with the one that has it, a download of 640 MB; \
      --native-path FOLDER takes one that is there; docs/gpu.md tells more
      """;

  @TempDir Path dir;

  @BeforeEach
  void train() throws IOException {
    Texts.write(
        dir.resolve("net.nnd"),
        """
        model Net {
          input x: float[1]
          output y = x -> dense(2)
        }
        train Net {
          data csv("net.csv")  loss cross_entropy(y, label)
          optimizer sgd(lr=0.1)  epochs 1  batch 2
        }
        """);
    Texts.write(dir.resolve("net.csv"), "x,label\n1,0\n2,1\n3,0\n4,1\n");
  }

  private Outcome outcome(String command) {
    Outcome o = Outcome.of(dir, command);
    return new Outcome(
        o.exit(), o.out(), o.err().replaceAll("(?<=onnxruntime-)[0-9.]+(?=.jar)", "N"));
  }

  private static void assumeTheStockBuild() {
    assumeFalse(
        OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), "skipped: has CUDA");
  }

  /** Nothing is computed on the CPU instead, and no file is written. */
  @Test
  void cudaWhereTheBuildHasNone() throws IOException {
    assumeTheStockBuild();
    assertEquals(Outcome.wrong(NONE), outcome("train DIR/net.nnd -o DIR/out --provider cuda"));
    assertTrue(Files.notExists(dir.resolve("out/net.onnx")));
    assertEquals(
        Outcome.wrong(NONE), outcome("train DIR/net.nnd -o DIR --find-lr --provider cuda"));
    assertEquals(Outcome.wrong(NONE), outcome("check DIR/net.nnd --grad --provider cuda"));
    Outcome.of(dir, "train DIR/net.nnd -o DIR --no-report");
    assertEquals(
        Outcome.wrong(NONE),
        outcome("eval DIR/net.nnd --data DIR/net.csv --weights DIR/net.onnx --provider cuda"));
    assertEquals(
        Outcome.wrong(NONE), outcome("predict DIR/net.onnx --data DIR/net.csv --provider cuda"));
    assertEquals(Outcome.wrong(NONE), outcome("generate DIR/net.onnx --prompt a --provider cuda"));
    assertEquals(
        Outcome.wrong(NONE),
        outcome(
            "export DIR/net.nnd --weights DIR/net.onnx -o DIR/f.onnx --float16 --provider cuda"));
  }

  @Test
  void autoTellsWhatItTookAndWhy() {
    assumeTheStockBuild();
    Outcome outcome = outcome("train DIR/net.nnd -o DIR --no-report --provider auto");
    assertEquals(0, outcome.exit());
    assertEquals(
        "provider cpu: cuda can't be used: this build of ONNX Runtime does not have it\n",
        outcome.err());
  }

  @Test
  void whatCannotBeMeant() {
    assertWrong("--provider=gpu", "--provider: must be one of cpu, cuda, ");
    assertWrong("--threads=0", "--threads: there must be at least 1 thread, not 0\n");
    assertWrong("--threads=many", "Invalid value for option '--threads': 'many' is not an int\n");
    assertWrong("--provider-option=a=1", "--provider-option: cpu takes no options, so no a\n");
    assertWrong(
        "--provider=auto --provider-option=a=1",
        "--provider-option goes with a provider that is named, not with auto\n");
  }

  private void assertWrong(String options, String beginning) {
    Outcome outcome = outcome("train DIR/net.nnd " + options);
    assertEquals(2, outcome.exit());
    assertTrue(outcome.err().startsWith(beginning), outcome.err());
  }

  @Test
  void foldersWithoutLibraries() throws IOException {
    assertEquals(
        """
        error[NND0701]: DIR/away is no folder
          note: libraries of ONNX Runtime are looked for there
        """,
        withoutHelp("doctor --native-path DIR/away"));
    assertEquals(
        "error[NND0701]: there are no libraries of ONNX Runtime in DIR\n"
            + "  note: looked for "
            + System.mapLibraryName("onnxruntime")
            + ", or CUDA's libraries, there and in lib, onnxruntime/capi,"
            + " lib/python*/site-packages/onnxruntime/capi, Lib/site-packages/onnxruntime/capi\n",
        withoutHelp("doctor --native-path DIR"));
    Path capi =
        Files.createDirectories(dir.resolve("lib/python3.12/site-packages/onnxruntime/capi"));
    Files.createFile(capi.resolve("libonnxruntime.so.1.2.3"));
    String version = OrtProvider.class.getPackage().getImplementationVersion();
    assertEquals(
        "error[NND0701]: DIR/lib/python3.12/site-packages/onnxruntime/capi/libonnxruntime.so.1.2.3"
            + " is another version than ONNX Runtime's Java binding\n"
            + "  note: it is 1.2.3, the binding is "
            + version
            + "\n  help: a Python package has them: pip install --target FOLDER onnxruntime-gpu=="
            + version
            + "\n",
        outcome("predict m.onnx --text a --native-path DIR").err());
  }

  private String withoutHelp(String command) {
    return outcome(command).err().replaceFirst("  help: .*\n", "");
  }
}
