package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.runtime.Gpu;
import org.nnd.runtime.Installation;
import org.nnd.source.Diagnostic;

/** What {@code nnd doctor} tells of a machine. */
final class DoctorCommandTest {
  @TempDir Path dir;

  private static Installation machine(
      List<String> providers, List<Gpu> gpus, Optional<Diagnostic> cuda) {
    return new Installation(
        "17.0.1 Maker",
        "Linux 6.1 amd64",
        8,
        4L << 30,
        Optional.of("1.29.0"),
        Optional.of("1.29.0"),
        "onnxruntime.jar",
        providers,
        gpus,
        Optional.empty(),
        cuda);
  }

  @Test
  void aMachineWithAGpu() {
    Gpu gpu = new Gpu("NVIDIA H200", "143771 MiB", "580.65");
    assertEquals(
        """
        nnd              (not packaged)
        Java             17.0.1 Maker
        system           Linux 6.1 amd64
        threads          8
        memory for Java  4,096 MB
        ONNX Runtime     1.29.0, its Java binding 1.29.0
        its libraries    onnxruntime.jar
        its providers    cpu, cuda
        NVIDIA GPUs      NVIDIA H200, 143771 MiB, driver 580.65
        cpu              works
        cuda             works\
        """,
        DoctorCommand.text(machine(List.of("cpu", "cuda"), List.of(gpu), Optional.empty())));
  }

  private static final Installation WITHOUT =
      machine(
          List.of("cpu"),
          List.of(),
          Optional.of(Diagnostic.of("NND0700", "it is away").note("a fact").help("bring it")));

  @Test
  void aMachineWithout() {
    assertEquals(
        """
        its providers    cpu
        NVIDIA GPUs      none found
        cpu              works
        cuda             does not work: see below

        it is away
          note: a fact
          help: bring it\
        """,
        DoctorCommand.text(WITHOUT).replaceFirst("(?s).*(?=its providers)", ""));
    assertEquals(
        "{\"nnd\":\"(not packaged)\",\"java\":\"17.0.1 Maker\",\"system\":\"Linux 6.1 amd64\","
            + "\"threads\":8,\"memory\":4294967296,\"onnxruntime\":{\"version\":\"1.29.0\","
            + "\"binding\":\"1.29.0\",\"libraries\":\"onnxruntime.jar\",\"providers\":[\"cpu\"]},"
            + "\"gpus\":[],\"cpu\":[],\"cuda\":[{\"code\":\"NND0700\",\"severity\":\"error\","
            + "\"message\":\"it is away\",\"notes\":[\"a fact\"],\"help\":\"bring it\"}]}",
        DoctorCommand.json(WITHOUT).toString());
  }

  /** Wherever it runs, the CPU works. */
  @Test
  void thisMachine() {
    Outcome outcome = Outcome.of(dir, "doctor --format json");
    assertEquals(0, outcome.exit(), outcome.err());
    assertEquals(
        "[]", JsonParser.parseString(outcome.out()).getAsJsonObject().get("cpu").toString());
    assertTrue(Outcome.of(dir, "doctor").out().contains("\ncpu              works\n"));
  }
}
