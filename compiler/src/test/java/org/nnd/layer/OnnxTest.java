package org.nnd.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.Compiler;
import org.nnd.check.Checker;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.Running;
import org.nnd.op.Add;
import org.nnd.op.BatchNormalization;
import org.nnd.op.Foreign;
import org.nnd.op.Gemm;
import org.nnd.op.Mul;
import org.nnd.op.Relu;
import org.nnd.op.Reshape;
import org.nnd.op.Transpose;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import org.nnd.source.Source;
import org.nnd.summary.Summary;
import org.nnd.syntax.Parser;
import org.nnd.train.Experiment;
import org.nnd.train.TrainingGraph;

/** A network in a file as a layer. */
class OnnxTest {
  @TempDir Path folder;

  /** Two products with a normalisation and a scale between them, and a product beside them. */
  @BeforeEach
  void file() throws IOException {
    Builder g = new Builder("net");
    Value x = g.input("x", new TensorType(ElementType.FLOAT, Shape.of(Dim.BATCH, Dim.of(3))));
    Value first = g.apply(new Gemm(false, true), x, weight(g, "first.weight", 4, 3));
    Value scale = weight(g, "norm.weight", 4);
    Value bias = weight(g, "norm.bias", 4);
    Value mean = weight(g, "norm.mean", 4);
    Value variance =
        g.initializer("norm.var", Tensor.filled(TensorType.of(ElementType.FLOAT, 4), 1));
    Value normal = g.apply(new BatchNormalization(1e-5), first, scale, bias, mean, variance);
    Value half = g.initializer("half", Tensor.of(ElementType.FLOAT, Shape.of(1), 0.5));
    Value halved = g.apply(new Relu(), g.apply(new Mul(), normal, half));
    Value mask =
        g.initializer(
            "mask", Tensor.of(ElementType.FLOAT, Shape.of(4), 0, Double.NEGATIVE_INFINITY, 0, 0));
    g.scope("head");
    Value y = g.apply(new Gemm(false, true), halved, weight(g, "head.weight", 2, 4));
    g.output("y", y);
    g.output("masked", g.apply(new Add(), halved, mask));
    new OnnxModel(g.build(), "", Map.of()).write(folder.resolve("net.onnx"));
  }

  private static Value weight(Builder g, String name, long... sizes) {
    Shape shape = Shape.of(sizes);
    double[] values = new double[Math.toIntExact(shape.size().orElseThrow())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7 % 5 - 2 + name.length() % 3) / 4.0;
    }
    return g.initializer(name, Tensor.of(ElementType.FLOAT, shape, values));
  }

  private Experiment check(String text) {
    Path file = folder.resolve("m.nnd");
    return Compiler.choose(
        Compiler.check(new Source("m.nnd", text, Optional.of(file))), Optional.empty());
  }

  private static String model(String body) {
    return "model M {\n  input x: float[3]\n" + body + "}\n";
  }

  private String said(String text) {
    NndException e = assertThrows(NndException.class, () -> check(text));
    assertEquals(1, e.diagnostics().size());
    return Rendering.text(e.diagnostics().get(0));
  }

  @Test
  void numbersThatCanBeWeightsAre() {
    Experiment e = check(model("  output y = x -> onnx(\"net.onnx\", until=\"y\")\n"));
    Map<String, Boolean> learn = new LinkedHashMap<>();
    e.network().weights().forEach((name, w) -> learn.put(name, w.trainable()));
    Map<String, Boolean> expected = new LinkedHashMap<>();
    expected.put("onnx/first.weight", true);
    expected.put("onnx/norm.weight", true);
    expected.put("onnx/norm.bias", true);
    expected.put("onnx/norm.mean", false);
    expected.put("onnx/norm.var", false);
    expected.put("onnx/head.weight", true);
    assertEquals(expected, learn);
    Summary s = Summary.of(e, 1, Map.of());
    assertEquals(28, s.trainable());
    assertEquals(36, s.parameters());
    assertEquals(20, s.parts().get(0).multiplyAdds());
  }

  @Test
  void itPredictsAsTheFileDoes() throws Exception {
    Experiment e =
        check(
            model(
                "  both = x -> onnx(\"net.onnx\")\n  output y = both[0]\n  output m = both[1]\n"));
    Tensor in = Tensor.of(ElementType.FLOAT, Shape.of(2, 3), 1, -2, 3, 0.5, 4, -1);
    byte[] predicts = Compiler.inference(e, e.network().initial(1), Map.of()).toBytes();
    try (Running file = new Running(Files.readAllBytes(folder.resolve("net.onnx")));
        Running ours = new Running(predicts)) {
      Map<String, double[]> is = file.run(Map.of("x", in));
      Map<String, double[]> got = ours.run(Map.of("x", in));
      assertArrayEquals(is.get("y"), got.get("y"), 1e-6);
      assertArrayEquals(is.get("masked"), got.get("m"), 1e-6);
    }
    byte[] again =
        Compiler.inference(
                check(
                    model(
                        """
                          both = x -> onnx("net.onnx")
                          output y = both[0]
                          output m = both[1]
                        """)),
                e.network().initial(2),
                Map.of())
            .toBytes();
    assertArrayEquals(predicts, again);
  }

  @Test
  void itIsCutAtValuesAndNodes() {
    Experiment value = check(model("  output y = x -> onnx(\"net.onnx\", until=\"Relu\")\n"));
    assertEquals("float[4]", value.network().outputs().get("y").type().perExample().toString());
    assertFalse(value.network().weights().containsKey("onnx/head.weight"));
    Experiment several =
        check(
            model(
                """
                  both = x -> onnx("net.onnx", until=["Gemm", "y"])
                  output y = both[1]
                """));
    assertEquals("float[2]", several.network().outputs().get("y").type().perExample().toString());
  }

  @Test
  void frozenAndFixedWeightsStay() {
    String text =
        model(
            "  output y = x -> onnx(\"net.onnx\", until=\"y\", fixed=[\"norm.*\"]) -> dense(2)\n");
    Experiment fixed = check(text);
    assertFalse(fixed.network().weights().get("onnx/norm.bias").trainable());
    assertTrue(fixed.network().weights().get("onnx/first.weight").trainable());
    Experiment frozen =
        check(
            model("  output y = x -> onnx(\"net.onnx\", until=\"y\", frozen=true) -> dense(2)\n"));
    assertEquals(
        List.of("dense/weight", "dense/bias"),
        frozen.network().weights().entrySet().stream()
            .filter(w -> w.getValue().trainable())
            .map(Map.Entry::getKey)
            .toList());
  }

  @Test
  void aNamedOneSharesItsWeights() {
    Experiment e =
        check(
            """
            model M {
              input a: float[3]
              input b: float[3]
              layer twin = onnx("net.onnx", until="y")
              output d = l2((a -> twin) - (b -> twin))
            }
            """);
    assertEquals(6, e.network().weights().size());
    assertTrue(e.network().weights().containsKey("twin/first.weight"));
  }

  @Test
  void freeLengthsAreThoseOfWhatIsSent() throws Exception {
    Builder g = new Builder("free");
    Dim steps = new Dim.Named("steps");
    Value x =
        g.input("x", new TensorType(ElementType.FLOAT, Shape.of(Dim.BATCH, steps, Dim.of(2))));
    g.output("y", Reshape.reshape(g, x, Shape.of(Dim.BATCH, steps.times(2))));
    new OnnxModel(g.build(), "", Map.of()).write(folder.resolve("free.onnx"));
    Experiment known =
        check("model M {\n  input x: float[5, 2]\n  output y = x -> onnx(\"free.onnx\")\n}\n");
    assertEquals("float[10]", known.network().outputs().get("y").type().perExample().toString());
    Experiment named =
        check("model M {\n  input x: float[T, 2]\n  output y = x -> onnx(\"free.onnx\")\n}\n");
    assertEquals("float[2*T]", named.network().outputs().get("y").type().perExample().toString());
    Tensor in = Tensor.of(ElementType.FLOAT, Shape.of(1, 2, 2), 1, 2, 3, 4);
    byte[] model = Compiler.inference(named, Map.of(), Map.of()).toBytes();
    try (Running run = new Running(model)) {
      assertArrayEquals(new double[] {1, 2, 3, 4}, run.run(Map.of("x", in)).get("y"));
    }
  }

  @Test
  void aLossThatItsWeightsLowerFalls() throws Exception {
    Experiment e =
        check(
            model("  output y = x -> onnx(\"net.onnx\", until=\"y\")\n")
                + "train M {\n"
                + "  loss mse(y, label)\n"
                + "  optimizer adam(lr=0.05)\n"
                + "  precision float16\n"
                + "}\n");
    TrainingGraph step = TrainingGraph.of(e.training().orElseThrow(), e.network().initial(1));
    Map<String, Tensor> fed = new LinkedHashMap<>(step.defaults());
    fed.put("x", Tensor.of(ElementType.FLOAT, Shape.of(2, 3), 1, -2, 3, 0.5, 4, -1));
    fed.put("label", Tensor.of(ElementType.FLOAT, Shape.of(2, 2), 1, 0, 0, 1));
    double first = 0;
    double last = 0;
    try (Running run = new Running(step.withoutDefaults())) {
      for (int i = 0; i < 20; i++) {
        Map<String, Tensor> results = run.tensors(fed);
        last = Running.doubles(results.get("loss"))[0];
        first = i == 0 ? last : first;
        step.state().forEach((state, next) -> fed.put(state, results.get(next)));
      }
    }
    assertTrue(last < first / 2, first + " to " + last);
  }

  @Test
  void whatItCantTakeIsTold() {
    assertEquals(
        """
        m.nnd:3:19: error[NND0205]: net.onnx has no value, node or output called Rellu
           3 |   output y = x -> onnx("net.onnx", until="Rellu")
             |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          help: did you mean Relu?
        """,
        said(model("  output y = x -> onnx(\"net.onnx\", until=\"Rellu\")\n")));
    assertEquals(
        """
        m.nnd:3:19: error[NND0205]: net.onnx has no weights called nrom.*
           3 |   output y = x -> onnx("net.onnx", fixed="nrom.*")
             |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          help: there is first.weight, norm.weight, norm.bias, norm.mean, norm.var, head.weight
        """,
        said(model("  output y = x -> onnx(\"net.onnx\", fixed=\"nrom.*\")\n")));
    assertEquals(
        """
        m.nnd:3:31: error[NND0204]: net.onnx takes float[3] as its x, but this value is float[4]
           3 |   output y = x -> dense(4) -> onnx("net.onnx", until="y")
             |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^
          note: the value comes from dense(4) on line 3
        """,
        said(model("  output y = x -> dense(4) -> onnx(\"net.onnx\", until=\"y\")\n")));
  }

  /** No cast makes such a value. */
  @Test
  void itTakesTexts() throws IOException {
    Builder g = new Builder("texts");
    g.output("y", g.input("x", new TensorType(ElementType.STRING, Shape.of(Dim.BATCH, Dim.of(3)))));
    new OnnxModel(g.build(), "", Map.of()).write(folder.resolve("texts.onnx"));
    assertEquals(
        """
        m.nnd:3:19: error[NND0204]: texts.onnx takes string[3] as its x, but this value is float[3]
           3 |   output y = x -> onnx("texts.onnx")
             |                   ^^^^^^^^^^^^^^^^^^
          note: the value comes from input x: float[3] on line 2
        """,
        said(model("  output y = x -> onnx(\"texts.onnx\")\n")));
  }

  @Test
  void anOperatorWithoutGradientIsNamed() throws IOException {
    Builder g = new Builder("hard");
    TensorType type = new TensorType(ElementType.FLOAT, Shape.of(Dim.BATCH, Dim.of(3)));
    Value x = g.input("x", type);
    Value first = g.apply(new Gemm(false, true), x, weight(g, "first.weight", 3, 3));
    Foreign hard =
        new Foreign("Hardmax", "", 0, Map.of("axis", 1L), List.of(0), List.of(0), List.of(type), 0);
    g.output("y", g.apply(hard, first));
    new OnnxModel(g.build(), "", Map.of()).write(folder.resolve("hard.onnx"));
    String train = "train M {\n  loss mse(y, label)\n  optimizer sgd(lr=0.1)\n}\n";
    assertEquals(
        """
        m.nnd:6:8: error[NND0640]: no gradient comes through Hardmax, node Hardmax of hard.onnx
           6 |   loss mse(y, label)
             |        ^^^^^^^^^^^^^
          note: before it weights of onnx learn: first.weight
          help: freeze them, onnx("hard.onnx", fixed="first.weight"), or the whole layer, frozen=true
        """,
        said(model("  output y = x -> onnx(\"hard.onnx\") -> dense(2)\n") + train));
    assertEquals(
        """
        m.nnd:6:8: error[NND0640]: no gradient comes through Hardmax, node Hardmax of hard.onnx
           6 |   loss mse(y, label)
             |        ^^^^^^^^^^^^^
          note: before it other layers learn: dense
          help: freeze what is before it, in the train section: freeze "dense"
        """,
        said(
            model("  output y = x -> dense(3) -> onnx(\"hard.onnx\", frozen=true) -> dense(2)\n")
                + train));
    check(model("  output y = x -> onnx(\"hard.onnx\", frozen=true) -> dense(2)\n") + train);
    check(model("  output y = x -> onnx(\"hard.onnx\", until=\"Gemm\") -> dense(2)\n") + train);
  }

  @Test
  void aModelWithoutFreeExamplesIsNoneToTrain() throws IOException {
    Builder g = new Builder("turned");
    Value x = g.input("x", TensorType.of(ElementType.FLOAT, 4, 3));
    Value turned = g.apply(new Transpose(List.of(1, 0)), x);
    g.output("y", g.apply(new Gemm(false, true), turned, weight(g, "w", 2, 4)));
    Path file = folder.resolve("turned.onnx");
    new OnnxModel(g.build(), "", Map.of()).write(file);
    String section = "train T {\n  loss mse(y, label)\n  optimizer sgd(lr=0.1)\n}\n";
    NndException e =
        assertThrows(
            NndException.class,
            () -> Checker.train(Parser.parse(Source.of("t.nnd", section)), file));
    assertEquals(
        "turned.onnx: error[NND0642]: its input x is float[4, 3]: no free number of examples\n",
        Rendering.text(e.diagnostics().get(0)).replace(folder + "/", ""));
  }
}
