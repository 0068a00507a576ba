package org.nnd.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Reshape;

/**
 * Exports with a free batch, and with batches of 1 and 2 built in, {@code export_batches.py} made
 * them: read for any number of examples, they compute what the file computes for its own.
 */
class FreeBatchTest {
  @TempDir Path dir;

  private static final int EXAMPLES = 4;

  private static Path folder() throws URISyntaxException {
    return Path.of(FreeBatchTest.class.getResource("/onnx/batches").toURI());
  }

  @TestFactory
  Stream<DynamicTest> theBatchIsFree() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder())) {
      files = all.sorted(Comparator.comparing(Path::toString)).toList();
    }
    assertEquals(18, files.size());
    return files.stream().map(f -> dynamicTest(f.getFileName().toString(), () -> compare(f)));
  }

  private static void compare(Path file) throws Exception {
    OnnxReader.Freed read = OnnxReader.freed(file);
    assertEquals(Optional.empty(), read.fixed());
    Value x = read.model().graph().inputs().get(0);
    Value y = read.model().graph().outputs().get("y");
    assertEquals(Dim.BATCH, x.shape().dim(0));
    assertEquals(Dim.BATCH, y.shape().dim(0));
    String number = file.getFileName().toString().split("\\.", -1)[2];
    int fixed = number.equals("free") ? 2 : Integer.parseInt(number);
    double[] numbers = numbers(EXAMPLES * (int) each(x));
    double[] expected = inPieces(Files.readAllBytes(file), x, fixed, numbers);
    try (Running running = new Running(read.model().graph())) {
      double[] given = running.run(Map.of("x", tensor(x, EXAMPLES, numbers, 0))).get("y");
      assertArrayEquals(expected, given, 1e-6);
    }
  }

  private static double[] inPieces(byte[] model, Value x, int fixed, double[] numbers)
      throws Exception {
    List<Double> all = new ArrayList<>();
    try (Running running = new Running(model)) {
      for (int i = 0; i < EXAMPLES; i += fixed) {
        Tensor piece = tensor(x, fixed, numbers, i);
        for (double y : running.run(Map.of("x", piece)).get("y")) {
          all.add(y);
        }
      }
    }
    return all.stream().mapToDouble(d -> d).toArray();
  }

  private static long each(Value x) {
    return x.shape().from(1).size().orElseThrow();
  }

  private static double[] numbers(int count) {
    double[] all = new double[count];
    for (int i = 0; i < count; i++) {
      all[i] = Math.sin(i * 1.7);
    }
    return all;
  }

  private static Tensor tensor(Value x, int examples, double[] numbers, int from) {
    int each = (int) each(x);
    double[] part = new double[examples * each];
    System.arraycopy(numbers, from * each, part, 0, part.length);
    Shape shape = Shape.of(examples).then(x.shape().from(1));
    return Tensor.of(ElementType.FLOAT, shape, part);
  }

  /** What exporters compute of lengths is computed when reading. */
  @Test
  void targetsAreConstants() throws Exception {
    Path file = folder().resolve("vision.dynamo.free.onnx");
    assertEquals(2, computedTargets(OnnxReader.exactly(file).graph()));
    assertEquals(0, computedTargets(OnnxReader.read(file).graph()));
  }

  private static long computedTargets(Graph graph) {
    return graph.nodes().stream()
        .filter(n -> n.op() instanceof Reshape)
        .filter(n -> !graph.initializers().containsKey(n.inputs().get(1)))
        .count();
  }

  /** Rows that differ from example to example. */
  @Test
  void aBatchThatCantBeFreeStaysAndSaysWhy() throws IOException {
    byte[] rows =
        Models.of(
            "node { name: 'a' op_type: 'Add' input: 'x' input: 'w' output: 'y' }",
            Models.input("x", 2, 3),
            "initializer { name: 'w' data_type: 1 dims: 2 dims: 1 float_data: [1, 2] }",
            Models.output("y", 2, 3));
    assertFixed("the batch of 2 is built into node a (Add)", rows);
    byte[] vector =
        Models.of(
            "node { name: 'a' op_type: 'Neg' input: 'x' output: 'y' }",
            Models.input("x", 4),
            Models.output("y", 4));
    assertFixed("no input has an axis beside its first one", vector);
    byte[] sum =
        Models.of(
            "node { name: 'a' op_type: 'ReduceSum' input: 'x' output: 'y' }",
            Models.input("x", 2, 3),
            "output { name: 'y' }");
    assertFixed("no output has the batch in front", sum);
    byte[] second =
        Models.of(
            "node { name: 'a' op_type: 'Neg' input: 'x' output: 'y' }",
            "input { name: 'x' type { tensor_type { elem_type: 1 shape { dim { dim_param: 'steps' }"
                + " dim { dim_param: 'batch' } } } } }",
            "output { name: 'y' }");
    assertFixed("the batch is no input's first axis", second);
  }

  private void assertFixed(String why, byte[] model) throws IOException {
    Path file = dir.resolve("m.onnx");
    Files.write(file, model);
    OnnxReader.Freed read = OnnxReader.freed(file);
    assertEquals(Optional.of(why), read.fixed());
    assertEquals(OnnxReader.exactly(file).graph(), read.model().graph());
  }
}
