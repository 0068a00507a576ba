package org.nnd.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A graph that is none can't be made, and the complaint says why. */
class VerifierTest {
  private static final Tensor TWO = Tensor.of(ElementType.FLOAT, Shape.of(2), 1, 2);
  private static final Value X = value("x", 4);
  private static final Value Y = value("y", 2);
  private static final Value Z = value("z", 1);
  private static final Node HALF = node("half", X, Y);
  private static final Node QUARTER = node("quarter", Y, Z);

  @Test
  void aGraphIsWrittenAsAPersonReadsIt() {
    Value a = value("a", 2);
    Value v = value("v", 2);
    Map<Value, Tensor> numbers = new LinkedHashMap<>();
    numbers.put(Y, TWO);
    numbers.put(v, TWO);
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put("first", a);
    outputs.put("again", a);
    outputs.put("through", X);
    Node both = new Node("both", new Halves(), List.of(X, X), List.of(a, value("b", 2)));
    Graph graph = new Graph("g", List.of(X, Y), numbers, List.of(both), outputs);
    assertEquals(
        """
        graph g(x: float[4], y: float[2]) {
          y: float[2] := float[2]
          v: float[2] := float[2]
          a: float[2], b: float[2] = Halves[](x, x)
          return first = a
          return again = a
          return through = x
        }
        """,
        graph.toString());
  }

  @Test
  void whatAGraphHoldsCannotBeChanged() {
    List<Value> inputs = new ArrayList<>(List.of(X));
    Map<Value, Tensor> numbers = new LinkedHashMap<>(Map.of(Y, TWO));
    Map<String, Value> outputs = new LinkedHashMap<>(Map.of("x", X));
    Graph graph = new Graph("g", inputs, numbers, List.of(), outputs);
    inputs.clear();
    numbers.clear();
    outputs.clear();
    assertEquals(List.of(X), graph.inputs());
    assertEquals(Map.of(Y, TWO), graph.initializers());
    assertEquals(Map.of("x", X), graph.outputs());
    assertThrows(UnsupportedOperationException.class, () -> graph.inputs().clear());
    assertThrows(UnsupportedOperationException.class, () -> graph.initializers().clear());
    assertThrows(UnsupportedOperationException.class, () -> graph.nodes().clear());
    assertThrows(UnsupportedOperationException.class, () -> graph.outputs().clear());
  }

  @Test
  void aChainIsAGraph() {
    graph(List.of(X), Map.of(), List.of(HALF, QUARTER), Z);
  }

  @Test
  void anInputMayHaveNumbersByDefault() {
    graph(List.of(X, Y), Map.of(Y, TWO), List.of(QUARTER), Z);
  }

  @Test
  void eachNameIsDefinedOnce() {
    assertComplaint("x is defined twice", List.of(X, X), Map.of(), List.of(), X);
    assertComplaint("x is defined twice", List.of(X, value("x", 3)), Map.of(), List.of(), X);
    assertComplaint("x is defined twice", List.of(X), Map.of(value("x", 2), TWO), List.of(), X);
    assertComplaint("y is defined twice", List.of(X, Y), Map.of(), List.of(HALF), Y);
    assertComplaint("y is defined twice", List.of(X), Map.of(Y, TWO), List.of(HALF), Y);
    assertComplaint("y is defined twice", List.of(X), Map.of(), List.of(HALF, HALF), Y);
    Node twice = new Node("twice", new Halves(), List.of(X, X), List.of(Y, Y));
    assertComplaint("y is defined twice", List.of(X), Map.of(), List.of(twice), Y);
  }

  @Test
  void eachValueIsDefinedBeforeItsUse() {
    assertComplaint(
        "half uses x: float[4], which is not defined", List.of(), Map.of(), List.of(HALF), Y);
    assertComplaint(
        "quarter uses y: float[2], which is not defined",
        List.of(X),
        Map.of(),
        List.of(QUARTER, HALF),
        Z);
    assertComplaint(
        "an output uses z: float[1], which is not defined", List.of(X), Map.of(), List.of(HALF), Z);
    Node itself = node("itself", Y, value("y", 1));
    assertComplaint(
        "itself uses y: float[2], which is not defined", List.of(), Map.of(), List.of(itself), Y);
  }

  @Test
  void aValueKeepsItsType() {
    assertComplaint(
        "half uses x: float[4], which is defined as x: float[6]",
        List.of(value("x", 6)),
        Map.of(),
        List.of(HALF),
        Y);
    assertComplaint(
        "an output uses x: float[6], which is defined as x: float[4]",
        List.of(X),
        Map.of(),
        List.of(),
        value("x", 6));
  }

  @Test
  void numbersAreOfTheTypeOfTheirValue() {
    assertComplaint(
        "x: float[4] has numbers of type float[2]", List.of(), Map.of(X, TWO), List.of(), X);
  }

  @Test
  void aNodeGivesWhatItsOpGives() {
    Node wrong = node("half", X, value("y", 3));
    assertComplaint(
        "half = Halves[](x: float[4]) gives [float[2]], not [float[3]]",
        List.of(X),
        Map.of(),
        List.of(wrong),
        wrong.output());
    Node more = new Node("half", new Halves(), List.of(X), List.of(Y, value("z", 2)));
    assertComplaint(
        "half = Halves[](x: float[4]) gives [float[2]], not [float[2], float[2]]",
        List.of(X),
        Map.of(),
        List.of(more),
        Y);
  }

  @Test
  void anOpTakesWhatItCanTake() {
    Node wrong = new Node("half", new Halves(), List.of(X, Y), List.of(Y, Z));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> graph(List.of(X, Y), Map.of(), List.of(wrong), Z))
            .getMessage();
    assertEquals("Halves can't take [float[4], float[2]]", message);
  }

  private static void assertComplaint(
      String complaint,
      List<Value> inputs,
      Map<Value, Tensor> numbers,
      List<Node> nodes,
      Value output) {
    String message =
        assertThrows(IllegalStateException.class, () -> graph(inputs, numbers, nodes, output))
            .getMessage();
    assertEquals(complaint, message);
  }

  private static Graph graph(
      List<Value> inputs, Map<Value, Tensor> numbers, List<Node> nodes, Value output) {
    return new Graph("g", inputs, numbers, nodes, Map.of("out", output));
  }

  private static Value value(String name, long size) {
    return new Value(name, TensorType.of(ElementType.FLOAT, size));
  }

  private static Node node(String name, Value in, Value out) {
    return new Node(name, new Halves(), List.of(in), List.of(out));
  }
}
