package org.nnd.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.Compiler;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.onnx.Running;
import org.nnd.op.Foreign;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/** What imported texts are made of where no layer is seen: operators, parameters, numbers. */
class AsTheyAreTest {
  private static final Tensor X =
      Tensor.of(ElementType.FLOAT, Shape.of(2, 3), 1, -2, 3, 0.5, 4, -0.25);

  private static Experiment check(String body) {
    return Compiler.check(Source.of("m.nnd", body)).values().iterator().next();
  }

  private static Experiment network(String statements) {
    return check("model M {\n  input x: float[3]\n  " + statements + "\n}\n");
  }

  private static double[] run(String statements) throws Exception {
    Experiment e = network(statements);
    Graph graph = e.network().inference(e.network().initial(1));
    try (Running run = new Running(graph)) {
      return run.run(graph.inputs().isEmpty() ? Map.of() : Map.of("x", X)).get("y");
    }
  }

  private static Node only(String statements) {
    Network n = network(statements).network();
    List<Node> nodes = n.inference(n.initial(1)).nodes();
    assertEquals(1, nodes.size());
    return nodes.get(0);
  }

  // Operators.

  @Test
  void anOperatorIsItsNode() throws Exception {
    String y = "output y = operator(x, \"Hardmax\", axis=-1)";
    assertArrayEquals(new double[] {0, 0, 1, 0, 1, 0}, run(y));
    Foreign op = (Foreign) only(y).op();
    assertEquals("Hardmax", op.name());
    assertEquals(Map.of("axis", -1L), op.attributes());
  }

  @Test
  void whatAnOpHereDoesIsThatOp() {
    assertEquals("Erf", only("output y = operator(x, \"Erf\")").op().name());
    assertTrue(!(only("output y = operator(x, \"Erf\")").op() instanceof Foreign));
    assertTrue(
        only("output y = operator(x, \"Erf\", domain=\"elsewhere\", since=1)").op()
            instanceof Foreign);
  }

  @Test
  void inputsMayBeLeftOut() throws Exception {
    assertArrayEquals(
        new double[] {1, -2, 1, 0.5, 1, -0.25},
        run("output y = operator(x, numbers(1.0), \"Clip\", inputs=[0, 2])"));
  }

  @Test
  void severalResults() throws Exception {
    assertArrayEquals(
        new double[] {3, 1, 4, 0.5},
        run(
            "tops = operator(x, numbers([2], element=int64), \"TopK\", axis=-1,"
                + " gives=[\"float[2]\", \"int64[2]\"])\n  output y = tops[0]"));
  }

  /** What is only carried goes from operator to operator. */
  @Test
  void textsAndNumbersOfFewBits() throws Exception {
    String cast = "operator(\"Cast\", to=%d, gives=\"%s[3]\")";
    String there = " -> " + cast.formatted(19, "float8e5m2");
    assertArrayEquals(
        new double[] {1, -2, 3, 0.5, 4, -0.25},
        run("output y = x" + there + " -> " + cast.formatted(1, "float")));
    NndException e =
        assertThrows(NndException.class, () -> network("output y = x" + there + " -> relu"));
    assertEquals(
        """
        m.nnd:3:69: error[NND0204]: this value is float8e5m2[3], which goes into operators only
           3 |   output y = x -> operator("Cast", to=19, gives="float8e5m2[3]") -> relu
             |                                                                     ^^^^
          note: the value comes from float8e5m2[3] on line 3
          help: insert `-> operator("Cast", to=1, gives="float[3]")` before it
        """,
        Rendering.text(e.diagnostics().get(0)));
  }

  private static String trained(String layer) {
    return """
    model M {
      input x: float[3]
      output y = x -> dense(3) -> %s
    }

    train M {
      loss mse(y, label)
      optimizer sgd(lr=0.1)
    }
    """
        .formatted(layer);
  }

  /** All gradients of a step, those of the layer that does the same being the measure. */
  private static Map<String, double[]> gradients(String layer) throws Exception {
    Experiment e = check(trained(layer));
    Training training = e.training().orElseThrow();
    Map<String, Tensor> fed = new LinkedHashMap<>(e.network().initial(1));
    fed.put("x", X);
    fed.put("label", X);
    try (Running run = new Running(TrainingGraph.gradients(training))) {
      return run.run(fed);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operator(\"Tanh\") | tanh",
        "operator(numbers(0.0), numbers(6.0), \"Clip\") | relu6",
        "operator(\"LeakyRelu\", alpha=0.2) | leaky_relu(0.2)",
        "operator(\"LogSoftmax\", axis=1) | log_softmax",
      })
  void whatAnOpHereDoesHasItsGradient(String operator, String layer) throws Exception {
    Map<String, double[]> wanted = gradients(layer);
    Map<String, double[]> given = gradients(operator);
    assertTrue(wanted.containsKey("gradient/dense/weight"));
    assertEquals(wanted.keySet(), given.keySet());
    wanted.forEach((name, y) -> assertArrayEquals(y, given.get(name), 1e-6, name));
  }

  private static void refused(String expected, String text) {
    NndException e = assertThrows(NndException.class, () -> check(text));
    assertEquals(expected, Rendering.text(e.diagnostics().get(0)));
  }

  @Test
  void anotherHasNone() {
    refused(
        """
        m.nnd:7:8: error[NND0640]: no gradient comes through Hardmax, layer operator
           7 |   loss mse(y, label)
             |        ^^^^^^^^^^^^^
          note: before it other layers learn: dense
          help: freeze what is before it, in the train section: freeze "dense"
        """,
        trained("operator(\"Hardmax\")"));
  }

  @Test
  void behindWhatIsFrozenItMayStand() {
    String text = trained("operator(\"Hardmax\") -> dense(3)");
    assertTrue(check(text.replace("  loss", "  freeze \"dense\"\n  loss")).training().isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operator(x) | operator needs the name of an ONNX operator",
        "operator(x, \"Relu\", 3) | operator takes its name, and all else by name",
        "operator(x, \"Relu\", gives=\"number\") | operator gives a type, not \"number\"",
        "operator(x, \"Relu\", alpha=[1, \"a\"]) | operator's alpha can't be [1, \"a\"]",
        "parameter([0]) | parameter can't have the lengths [0]",
        "numbers([[1, 2], [3]]) | numbers's numbers must be a number, or a list of numbers or of"
            + " equally long lists, not [[1, 2], [3]]",
        "numbers(0.5, element=int64) | numbers can't hold [0.5] as int64",
      })
  void whatIsWrongIsTold(String value, String message) {
    NndException e = assertThrows(NndException.class, () -> network("output y = x + " + value));
    assertEquals(message, e.diagnostics().get(0).message());
  }

  // Parameters and numbers.

  @Test
  void aParameterIsLearned() throws Exception {
    Experiment e = network("output y = x + parameter([3], init=constant(2))");
    assertEquals(
        Map.of("parameter/weight", TensorType.of(ElementType.FLOAT, 3)),
        Map.of("parameter/weight", e.network().weights().get("parameter/weight").type()));
    assertTrue(e.network().weights().get("parameter/weight").trainable());
    assertArrayEquals(
        new double[] {3, 0, 5, 2.5, 6, 1.75},
        run("output y = x + parameter([3], init=constant(2))"));
  }

  @Test
  void aParameterBeginsWithZerosAndWholeOnesStay() {
    Network n =
        network(
                "output y = operator(x, parameter([1], element=int64), \"Gather\", axis=1,"
                    + " gives=\"float[1]\")")
            .network();
    Weight w = n.weights().get("parameter/weight");
    assertEquals(Tensor.longs(0), n.initial(1).get("parameter/weight"));
    assertTrue(!w.trainable());
  }

  @Test
  void numbersStandInTheText() throws Exception {
    assertArrayEquals(
        new double[] {2, -4, 9, 1, 8, -0.75}, run("output y = x * numbers([2, 2, 3])"));
    Network n = network("output y = x * numbers([2, 2, 3])").network();
    assertEquals(Map.of(), n.weights());
  }

  @Test
  void listsInLists() throws Exception {
    assertArrayEquals(
        new double[] {1 - 2 * 2, 3, 0.5 + 4 * 2, -0.25},
        run(
            "output y = operator(x, numbers([[1, 0], [2, 0], [0, 1]]), \"MatMul\","
                + " gives=\"float[2]\")"));
  }
}
