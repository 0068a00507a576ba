package org.nnd.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Tensor;
import org.nnd.op.Foreign;
import org.nnd.train.Experiment;

/** What NND writes it reads back, step of a training or not: every node as the op that it was. */
class OwnModelsTest {
  private static final Path NOWHERE = Path.of("nowhere");

  @TestFactory
  Stream<DynamicTest> whatWasWrittenComesBack() {
    return Stream.of("digits", "textbook/lstm", "textbook/transformer", "textbook/googlenet")
        .map(name -> dynamicTest(name, () -> compare(Path.of("../examples/" + name + ".nnd"))));
  }

  private static void compare(Path file) {
    Experiment e = Compiler.choose(Compiler.check(file), Optional.empty());
    Map<String, Tensor> weights = e.network().initial(1);
    comesBack(Compiler.inference(e, weights, Map.of("a", "b")));
    e.training().ifPresent(t -> comesBack(Compiler.training(e, t, weights)));
  }

  private static void comesBack(OnnxModel model) {
    byte[] written = model.toBytes();
    OnnxModel read = OnnxReader.exactly(written, NOWHERE);
    assertEquals(model.metadata(), read.metadata());
    assertEquals(model.graph().inputs(), read.graph().inputs());
    assertEquals(List.of(), kept(read.graph()));
    byte[] again = read.toBytes();
    assertArrayEquals(again, OnnxReader.exactly(again, NOWHERE).toBytes());
  }

  /**
   * Loops over sequences are kept: whose outputs serve a gradient the file doesn't tell; and lists
   * of places along an axis, which gradients alone gather.
   */
  private static List<String> kept(Graph graph) {
    return graph.nodes().stream()
        .filter(n -> n.op() instanceof Foreign)
        .filter(n -> !List.of("Gather", "Scan").contains(n.op().name()))
        .map(Node::toString)
        .toList();
  }
}
