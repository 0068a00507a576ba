package org.nnd.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.onnx.OfficialChecker;
import org.nnd.onnx.Running;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/** Every kind of number through the layers: a model that ONNX's checker takes, or a refusal. */
class TypesTest {
  private static final List<String> EVERYWHERE =
      List.of(
          "[3] -> dense(2)",
          "[3, 4] -> dense(2)",
          "[3, 4] -> batch_norm",
          "[3, 4] -> layer_norm",
          "[3, 4] -> rms_norm",
          "[4, 4] -> group_norm(2)",
          "[3, 4] -> positional_encoding(dropout=0.5)",
          "[3, 4] -> flatten",
          "[3] -> dropout",
          "[3] -> relu",
          "[3] -> sigmoid",
          "[3] -> tanh",
          "[3] -> softmax");

  /** Their operators learned bfloat16 in opset 22. */
  private static final List<String> NOT_BFLOAT16 =
      List.of(
          "[3, 4] -> conv(2, 3)",
          "[3, 5] -> depthwise_conv(3)",
          "[3, 5] -> conv_transpose(2, 3)",
          "[3, 4] -> instance_norm(affine=true)",
          "[3, 4] -> local_response_norm(3)",
          "[3, 4] -> max_pool(2)",
          "[3, 4] -> avg_pool(2)",
          "[3, 4] -> gru(2)");

  @TestFactory
  Stream<DynamicTest> layersTakeFloatsOfEverySize() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String type : List.of("float", "double", "float16", "bfloat16")) {
      EVERYWHERE.forEach(x -> tests.add(dynamicTest(type + x, () -> compile(type, x))));
    }
    for (String type : List.of("float", "double", "float16")) {
      NOT_BFLOAT16.forEach(x -> tests.add(dynamicTest(type + x, () -> compile(type, x))));
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> layersRefuseWhatTheyCannotTake() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String layer : NOT_BFLOAT16) {
      String shape = layer.substring(0, layer.indexOf(" ->"));
      tests.add(
          refused(
              "bfloat16" + layer,
              "this can't take bfloat16 numbers in ONNX's opset 21, but the value is bfloat16"
                  + shape,
              "insert `-> cast(float)` before it"));
    }
    for (String type : List.of("int32", "int64", "bool")) {
      for (String layer : EVERYWHERE) {
        String value = type + layer.substring(0, layer.indexOf(" ->"));
        tests.add(
            refused(
                type + layer,
                "this needs floating-point numbers, but the value is " + value,
                "insert `-> cast(float)` before it; embedding and one_hot take indices"));
      }
    }
    for (String layer : List.of("embedding(5, 2)", "one_hot(5)")) {
      String name = layer.substring(0, layer.indexOf('('));
      for (String type : List.of("float", "double", "bool")) {
        tests.add(
            refused(
                type + "[T] -> " + layer,
                name + " expects whole numbers, but this value is " + type + "[T]",
                "declare the input as int64[T], or insert `-> cast(int64)` before it"));
      }
    }
    tests.add(
        refused(
            "bool[3] -> (identity | identity) -> add",
            "there is no + of bool[3], which is true or false",
            "`-> cast(float)` makes it 1 or 0"));
    return tests.stream();
  }

  private static DynamicTest refused(String layer, String message, String help) {
    return dynamicTest(
        layer,
        () -> {
          NndException e =
              assertThrows(
                  NndException.class,
                  () -> check("x: " + layer.replaceFirst(" ->", "\n  output y = x ->")));
          assertEquals(message, e.diagnostics().get(0).message());
          assertEquals(Optional.of(help), e.diagnostics().get(0).help());
        });
  }

  @Test
  void castGoesBetweenAllTypes() throws Exception {
    Experiment e =
        check(
            """
            x: int32[3]
              output y = x -> cast(float) -> dense(1)
              output a = x -> cast(bool) -> cast(double)
              output b = x * 2 -> cast(float16) -> relu -> cast(int64)
              output c = x -> cast(bfloat16) -> cast(float)\
            """);
    Map<String, Tensor> weights = e.network().initial(1);
    try (Running run = new Running(Compiler.inference(e, weights, Map.of()).toBytes())) {
      Tensor x = Tensor.of(ElementType.INT32, Shape.of(1, 3), -3, 0, 7);
      Map<String, double[]> results = run.run(Map.of("x", x));
      assertArrayEquals(new double[] {1, 0, 1}, results.get("a"));
      assertArrayEquals(new double[] {0, 0, 14}, results.get("b"));
      assertArrayEquals(new double[] {-3, 0, 7}, results.get("c"));
    }
  }

  @Test
  void denseComputesWithDoubles() throws Exception {
    Experiment e = check("x: double[2]\n  output y = x -> dense(1, bias=false)");
    Tensor weights = Tensor.of(ElementType.DOUBLE, Shape.of(1, 2), 1, 1e-12);
    byte[] model = Compiler.inference(e, Map.of("dense/weight", weights), Map.of()).toBytes();
    try (Running run = new Running(model)) {
      Tensor x = Tensor.of(ElementType.DOUBLE, Shape.of(1, 2), 1, 1);
      assertArrayEquals(new double[] {1 + 1e-12}, run.run(Map.of("x", x)).get("y"), 1e-16);
    }
  }

  private static void compile(String type, String layer) {
    Experiment e = check("x: " + type + layer.replace(" ->", "\n  output y = x -> layer_norm ->"));
    Training training = e.training().orElseThrow();
    Map<String, Tensor> weights = e.network().initial(1);
    OfficialChecker.check(Compiler.inference(e, weights, Map.of()).toBytes());
    OfficialChecker.check(Compiler.training(e, training, weights).toBytes());
    assertEquals(type, e.network().outputs().get("y").element().toString());
  }

  private static Experiment check(String body) {
    String text =
        "model M {\n  input " + body + "\n}\ntrain M {\n  loss mse(y, label)\n  optimizer adam\n}";
    return Compiler.choose(Compiler.check(Source.of("types.nnd", text)), Optional.empty());
  }
}
