package org.nnd.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;

/** Models that bring functions of their own. */
class FunctionsTest {
  private static final Path NOWHERE = Path.of("nowhere");

  private static byte[] model(String nodes, String functions) {
    return Models.text(
        "ir_version: 8 opset_import { version: 18 } opset_import { domain: 'own' version: 1 } graph"
            + " { name: 'g' "
            + nodes
            + Models.input("x", 3)
            + Models.output("y", 3)
            + "} "
            + functions);
  }

  private static String function(String name, long opset, String nodes) {
    return "functions { name: '"
        + name
        + "' domain: 'own' input: 'a' output: 'b' attribute: 'slope' opset_import { version: "
        + opset
        + " } opset_import { domain: 'own' version: 1 } "
        + nodes
        + "} ";
  }

  private static String call(String name, String x, String y, double slope) {
    return "node { name: '"
        + name
        + "' op_type: '"
        + name
        + "' domain: 'own' input: '"
        + x
        + "' output: '"
        + y
        + "' attribute { name: 'slope' type: FLOAT f: "
        + slope
        + " } } ";
  }

  private static final String BEND =
      "node { op_type: 'Neg' input: 'a' output: 'c' } "
          + "node { op_type: 'LeakyRelu' input: 'c' output: 'b' "
          + "attribute { name: 'alpha' type: FLOAT ref_attr_name: 'slope' } } ";

  @Test
  void aFunctionIsItsNodes() throws Exception {
    String twice =
        call("Bend", "a", "c", 0.5)
            + call("Bend", "c", "b", 0.25).replace("'Bend' op", "'again' op");
    byte[] model =
        model(
            call("Twice", "x", "y", 0), function("Bend", 18, BEND) + function("Twice", 18, twice));
    Graph graph = OnnxReader.exactly(model, NOWHERE).graph();
    assertEquals(
        List.of("Neg[]", "LeakyRelu[alpha=0.5]", "Neg[]", "LeakyRelu[alpha=0.25]"),
        graph.nodes().stream().map(n -> n.op().toString()).toList());
    Map<String, Tensor> feed = Map.of("x", Tensor.of(ElementType.FLOAT, Shape.of(3), -2, 0, 4));
    try (Running running = new Running(graph)) {
      assertArrayEquals(new double[] {-0.5, 0, 2}, running.run(feed).get("y"), 1e-9);
    }
  }

  @Test
  void functionsThatNeverEnd() {
    byte[] model =
        model(call("Loops", "x", "y", 0), function("Loops", 18, call("Loops", "a", "b", 0)));
    assertRefused(
        """
        error[NND0607]: functions call each other without end
          help: functions that call themselves, or give more than 100,000 nodes, are not read
        """,
        model);
    StringBuilder doubling = new StringBuilder(function("F0", 18, BEND));
    for (int i = 1; i < 40; i++) {
      String inner = "F" + (i - 1);
      doubling.append(function("F" + i, 18, call(inner, "a", "c", 0) + call(inner, "c", "b", 0)));
    }
    assertRefused(
        """
        error[NND0607]: functions call each other without end
          help: functions that call themselves, or give more than 100,000 nodes, are not read
        """,
        model(call("F39", "x", "y", 0), doubling.toString()));
  }

  @Test
  void aFunctionOfAnotherOperatorSet() {
    assertRefused(
        """
        error[NND0609]: function Bend of another operator set than the model can't be read
          help: inline the functions with onnx.inliner, or export the model without them
        """,
        model(call("Bend", "x", "y", 1), function("Bend", 13, BEND)));
  }

  private static void assertRefused(String expected, byte[] model) {
    NndException e = assertThrows(NndException.class, () -> OnnxReader.exactly(model, NOWHERE));
    assertEquals(expected, Rendering.text(e.diagnostics().get(0)));
  }
}
