package org.nnd.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.ir.Builder;
import org.nnd.ir.DeadCode;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;
import org.nnd.onnx.Running;

/** Every formulation of a convolution and its gradients gives what the others give. */
class ConvLoweringTest {
  private static final int EXAMPLES = 3;

  /** A convolution from some channels to others, over axes of some lengths. */
  private record Geometry(Window window, long in, long out, long group, Shape lengths) {
    Geometry(Window window, long in, long out, long... lengths) {
      this(window, in, out, 1, Shape.of(lengths));
    }

    Conv op() {
      return new Conv(window, group);
    }

    Shape x() {
      return new Shape(List.of(Dim.BATCH, Dim.of(in))).then(lengths);
    }

    Shape w() {
      return Shape.of(out, in / group).then(window.shape());
    }
  }

  private static final List<Geometry> GEOMETRIES =
      List.of(
          new Geometry(Window.square(2, 3, 1, 1, 1), 16, 16, 12, 11),
          new Geometry(Window.square(2, 3, 1, 1, 1), 8, 16, 9, 9),
          new Geometry(Window.square(2, 3, 2, 1, 1), 8, 16, 12, 12),
          new Geometry(Window.square(2, 5, 1, 1, 0), 6, 16, 14, 14),
          new Geometry(Window.square(2, 3, 1, 2, 2), 4, 4, 20, 20),
          new Geometry(Window.square(2, 7, 2, 1, 3), 3, 8, 24, 24),
          new Geometry(Window.square(2, 1, 1, 1, 0), 16, 8, 6, 6),
          new Geometry(Window.square(2, 1, 2, 1, 0), 8, 16, 6, 6),
          new Geometry(Window.square(2, 3, 1, 1, 1), 8, 64, 2, 2),
          new Geometry(Window.square(2, 3, 2, 1, 1), 8, 64, 3, 2),
          new Geometry(
              new Window(
                  List.of(3L, 2L), List.of(1L, 2L), List.of(2L, 1L), List.of(1L, 0L, 2L, 1L)),
              8,
              8,
              11,
              12),
          new Geometry(Window.square(2, 3, 1, 1, 1), 16, 32, 4, Shape.of(9, 8)),
          new Geometry(Window.square(2, 3, 2, 1, 1), 8, 8, 2, Shape.of(9, 8)),
          new Geometry(Window.square(2, 3, 1, 2, 2), 8, 8, 8, Shape.of(11, 12)),
          new Geometry(Window.square(1, 5, 1, 1, 2), 16, 16, 21),
          new Geometry(Window.square(1, 3, 2, 1, 1), 4, 8, 20),
          new Geometry(Window.square(1, 3, 1, 1, 1), 16, 32, 2, Shape.of(20)),
          new Geometry(Window.square(3, 3, 1, 1, 1), 3, 8, 5, 6, 7),
          new Geometry(Window.square(3, 2, 2, 1, 0), 8, 4, 2, Shape.of(6, 6, 4)));

  @TestFactory
  Stream<DynamicTest> allAgree() {
    return GEOMETRIES.stream().map(g -> dynamicTest(g.toString(), () -> compare(g)));
  }

  private static void compare(Geometry geometry) throws Exception {
    Conv op = geometry.op();
    Map<String, double[]> results;
    Shape dyShape = op.infer(List.of(type(geometry.x()), type(geometry.w()))).get(0).shape();
    Builder g = new Builder("all");
    Value x = g.input("x", type(geometry.x()));
    Value w = g.input("w", type(geometry.w()));
    Value b = g.input("b", type(Shape.of(geometry.out())));
    Value dy = g.input("dy", type(dyShape));
    g.output("y conv", g.apply(op, x, w, b));
    if (op.group() == 1) {
      g.output("y folded", g.apply(new FoldedConv(op), x, w, b));
    }
    for (ConvWeightGradient each : ConvWeightGradient.values()) {
      if (each.applies(op, x.shape(), w.shape())) {
        g.output("dw " + each, each.of(g, op, x, w, dy));
      }
    }
    for (ConvInputGradient each : ConvInputGradient.values()) {
      if (each.applies(op, x.shape(), w.shape())) {
        g.output("dx " + each, each.of(g, op, x, w, dy));
      }
    }
    Map<String, Tensor> feed =
        Map.of(
            "x", numbers(x.shape()),
            "w", numbers(w.shape()),
            "b", numbers(b.shape()),
            "dy", numbers(dy.shape()));
    try (Running run = new Running(DeadCode.remove(g.build()))) {
      results = run.run(feed);
    }
    for (String kind : List.of("y", "dw", "dx")) {
      List<Map.Entry<String, double[]>> same =
          results.entrySet().stream().filter(e -> e.getKey().startsWith(kind + " ")).toList();
      assertTrue(same.size() > 1 || (kind.equals("y") && op.group() > 1), kind);
      double[] first = same.get(0).getValue();
      for (Map.Entry<String, double[]> e : same) {
        assertArrayEquals(first, e.getValue(), 5e-4, e.getKey() + " and " + same.get(0).getKey());
      }
    }
  }

  /**
   * A window over a single channel, larger than its image: no product stands for its own columns.
   */
  @Test
  void columnsOfOneChannelEnd() throws Exception {
    Geometry geometry = new Geometry(Window.square(2, 15, 1, 1, 7), 1, 32, 5, 5);
    Builder g = new Builder("wide", Lowerings.PORTABLE);
    Value x = g.input("x", type(geometry.x()));
    Value w = g.input("w", type(geometry.w()));
    Value y = g.apply(geometry.op(), x, w);
    Value loss = ReduceMean.reduceMean(g, Mul.mul(g, y, y), List.of(), false);
    Backward.gradients(g, loss, List.of(x, w)).forEach((v, d) -> g.output("d" + v.name(), d));
    try (Running run = new Running(DeadCode.remove(g.build()))) {
      Map<String, double[]> results =
          run.run(Map.of("x", numbers(x.shape()), "w", numbers(w.shape())));
      assertEquals(EXAMPLES * 25, results.get("dx").length);
      assertEquals(32 * 225, results.get("dw").length);
    }
  }

  /** Each line of the table is the first that holds somewhere. */
  @Test
  void everyFormulationIsChosenSomewhere() {
    Set<String> chosen = new TreeSet<>();
    for (Geometry g : GEOMETRIES) {
      chosen.add("dw " + ConvLowering.weights(g.op(), g.x(), g.w()));
      chosen.add("dx " + ConvLowering.input(g.op(), g.x(), g.w()));
      chosen.add("y folded " + ConvLowering.folds(g.op(), g.x(), g.w()));
    }
    assertEquals(
        Set.of(
            "dw COLUMNS",
            "dw FOLDED",
            "dw ROWS",
            "dw SEPARATE",
            "dx COLUMNS",
            "dx FOLDED",
            "dx TURNED",
            "y folded false",
            "y folded true"),
        chosen);
  }

  /** On ONNX Runtime's CPU provider whole blocks of channels are laid side by side. */
  @Test
  void wholeBlocksHaveTheirChannelsLast() {
    Window dense = Window.square(2, 3, 1, 1, 1);
    assertEquals("BESIDE", onCpu(new Geometry(dense, 16, 16, 12, 12)));
    assertEquals("LAID", onCpu(new Geometry(Window.square(2, 3, 2, 1, 1), 16, 16, 12, 12)));
    assertEquals("as portable", onCpu(new Geometry(dense, 3, 16, 12, 12)));
    assertEquals("as portable", onCpu(new Geometry(dense, 16, 64, 2, 2)));
    assertEquals("as portable", onCpu(new Geometry(dense, 32, 16, 12, 12)));
    Window places = Window.square(2, 1, 1, 1, 0);
    assertEquals("as portable", onCpu(new Geometry(places, 16, 16, 12, 12)));
    assertEquals("as portable", onCpu(new Geometry(dense, 32, 32, 2, Shape.of(12, 12))));
    Shape free = new Shape(List.of(new Dim.Named("H"), new Dim.Named("W")));
    assertEquals("as portable", onCpu(new Geometry(dense, 16, 16, 1, free)));
  }

  private static String onCpu(Geometry geometry) {
    Builder g = new Builder("one");
    List<Value> in = List.of(g.input("x", type(geometry.x())), g.input("w", type(geometry.w())));
    return Lowerings.onnxRuntimeCpu(16)
        .of(new ConvWeights(geometry.op()), in)
        .map(c -> ((Formulation) c).way().toString())
        .orElse("as portable");
  }

  /** A factor for each channel of dy gives the same as one of the weights. */
  @TestFactory
  Stream<DynamicTest> factorsOfChannelsGoToTheWeights() {
    return Stream.of(
            new Geometry(Window.square(2, 3, 1, 1, 1), 8, 16, 9, 9),
            new Geometry(Window.square(2, 3, 2, 1, 1), 8, 8, 2, Shape.of(9, 8)),
            new Geometry(Window.square(1, 5, 1, 1, 2), 16, 16, 21))
        .map(g -> dynamicTest(g.toString(), () -> compareFactors(g)));
  }

  @Test
  void factorsStayWherePlacesAreFew() {
    Shape w = Shape.of(64, 64, 3, 3);
    assertTrue(ConvLowering.weightsTakeFactors(w, Shape.of(2, 64, 6, 6)));
    assertFalse(ConvLowering.weightsTakeFactors(w, Shape.of(2, 64, 5, 7)));
  }

  private static void compareFactors(Geometry geometry) throws Exception {
    Map<String, double[]> weights = factored(geometry, true);
    Map<String, double[]> plain = factored(geometry, false);
    assertEquals(plain.keySet(), weights.keySet());
    plain.forEach((name, numbers) -> assertArrayEquals(numbers, weights.get(name), 1e-4, name));
  }

  /** The gradients by y each, where the factor is known as one if it stands behind. */
  private static Map<String, double[]> factored(Geometry geometry, boolean known) throws Exception {
    Shape ones = Shape.of(LongStream.of(geometry.lengths().sizes()).map(i -> 1).toArray());
    Builder g = new Builder("factored", Lowerings.PORTABLE);
    Value x = g.input("x", type(geometry.x()));
    Value w = g.input("w", type(geometry.w()));
    Value b = g.input("b", type(Shape.of(geometry.out())));
    Value each = g.input("each", type(Shape.of(geometry.out()).then(ones)));
    Conv op = geometry.op();
    Value y = g.apply(op, x, w, b);
    Value dy = known ? Mul.mul(g, y, each) : Mul.mul(g, each, y);
    List<Value> gradients =
        op.vjp(new Vjp(g, new Node("y", op, List.of(x, w, b), List.of(y)), List.of(dy)));
    for (int i = 0; i < gradients.size(); i++) {
      g.output("d" + i, gradients.get(i));
    }
    Graph graph = DeadCode.remove(g.build());
    assertEquals(known, graph.nodes().stream().noneMatch(n -> n.outputs().contains(dy)));
    try (Running run = new Running(graph)) {
      return run.run(
          Map.of(
              "x", numbers(x.shape()),
              "w", numbers(w.shape()),
              "b", numbers(b.shape()),
              "each", numbers(each.shape())));
    }
  }

  /** A product whose x has one channel only is no factor of all channels. */
  @Test
  void numbersThatSpreadAreNoFactors() {
    Builder g = new Builder("spread");
    Value one = g.input("one", type(Shape.of(2, 1, 3, 3)));
    Value all = g.input("all", type(Shape.of(2, 4, 3, 3)));
    Value each = g.input("each", type(Shape.of(4, 1, 1)));
    assertTrue(Channels.Scaled.of(g, Mul.mul(g, one, each)).isEmpty());
    assertTrue(Channels.Scaled.of(g, Mul.mul(g, all, each)).isPresent());
    assertTrue(Channels.Scaled.of(g, Mul.mul(g, all, all)).isEmpty());
  }

  private static TensorType type(Shape shape) {
    return new TensorType(ElementType.FLOAT, shape);
  }

  private static Tensor numbers(Shape shape) {
    long[] sizes =
        shape.with(0, shape.dim(0).known().isPresent() ? shape.dim(0) : Dim.of(EXAMPLES)).sizes();
    return Running.convert(Sample.numbers(sizes), ElementType.FLOAT);
  }
}
