package org.nnd.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.Compiler;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.onnx.Running;
import org.nnd.source.Source;

/** What OracleTest doesn't ask PyTorch: the very numbers, and what holds exactly. */
class InitializerTest {

  /** The same bytes on every machine, today and later: a changed number here changes every run. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zeros | 0x0.0p0 0x0.0p0 0x0.0p0",
        "ones | 0x1.0p0 0x1.0p0 0x1.0p0",
        "constant(0.1) | 0x1.99999ap-4 0x1.99999ap-4 0x1.99999ap-4",
        "normal(0, 1) | 0x1.622022p-1 -0x1.561feap-1 0x1.546b4cp0",
        "truncated_normal(1, 0.5) | 0x1.588808p0 0x1.54f00ap-1 0x1.aa35a6p0",
        "uniform | 0x1.e5858cp-12 0x1.1e5938p-4 -0x1.34b874p-6",
        "xavier_uniform | 0x1.06cbdap-8 0x1.35fb3cp-1 -0x1.4e3324p-3",
        "xavier_normal | 0x1.622022p-2 -0x1.561feap-2 0x1.546b4cp-1",
        "he_uniform | 0x1.73a66cp-8 0x1.b6613ep-1 -0x1.d8a13ep-3",
        "he_normal | 0x1.f4cf24p-2 -0x1.e3d65ep-2 0x1.e16ce4p-1",
        "lecun_normal | 0x1.622022p-2 -0x1.561feap-2 0x1.546b4cp-1",
        "orthogonal | 0x1.78cf18p-2 -0x1.6c0a16p-2 0x1.6a398p-1",
        "orthogonal(gain=2) | 0x1.78cf18p-1 -0x1.6c0a16p-1 0x1.6a398p0"
      })
  void firstNumbers(String text, String expected) {
    double[] numbers = Running.doubles(weight("dense(4, init=" + text + ")", 1));
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      first.add(Float.toHexString((float) numbers[i]));
    }
    assertEquals(expected, String.join(" ", first));
  }

  @Test
  void numbersFollowFromSeedAndName() {
    assertEquals(weight("dense(4)", 1), weight("dense(4)", 1));
    assertNotEquals(weight("dense(4)", 1), weight("dense(4)", 2));
    assertNotEquals(
        weight("dense(4)", 1),
        new Initializer.Uniform(-0.5, 0.5)
            .make(TensorType.of(ElementType.FLOAT, 4, 4), 1, "dense_2/weight"));
  }

  @Test
  void doublesAreTheSameNumbersInFull() {
    Initializer normal = new Initializer.Normal(0, 1);
    double[] floats =
        Running.doubles(normal.make(TensorType.of(ElementType.FLOAT, 50), 3, "weight"));
    double[] doubles =
        Running.doubles(normal.make(TensorType.of(ElementType.DOUBLE, 50), 3, "weight"));
    assertArrayEquals(floats, doubles, 2e-7);
  }

  /** Vectors along the shorter side are orthogonal, each as long as the gain. */
  @ParameterizedTest
  @CsvSource({"4, 4, 1", "3, 7, 1", "7, 3, 2.5", "1, 5, 1", "30, 20, 1"})
  void orthogonal(int rows, int columns, double gain) {
    TensorType type = TensorType.of(ElementType.DOUBLE, rows, columns, 1);
    double[] w = Running.doubles(new Initializer.Orthogonal(gain).make(type, 5, "weight"));
    int vectors = Math.min(rows, columns);
    for (int i = 0; i < vectors; i++) {
      for (int j = 0; j < vectors; j++) {
        int a = i;
        int b = j;
        double product =
            rows <= columns
                ? IntStream.range(0, columns)
                    .mapToDouble(k -> w[a * columns + k] * w[b * columns + k])
                    .sum()
                : IntStream.range(0, rows)
                    .mapToDouble(k -> w[k * columns + a] * w[k * columns + b])
                    .sum();
        assertEquals(i == j ? gain * gain : 0, product, 1e-12);
      }
    }
  }

  @Test
  void layersStartAsPyTorchSays() {
    assertEquals(new Initializer.Normal(0, 1), start("int64", "embedding(9, 4)", "weight"));
    String learned = "positional_encoding(learned=true)";
    assertEquals(new Initializer.Normal(0, 0.02), start("float", learned, "weight"));
    for (String norm : List.of("batch_norm", "layer_norm", "group_norm(2)")) {
      assertEquals(new Initializer.Constant(1), start("float", norm, "weight"));
      assertEquals(new Initializer.Constant(0), start("float", norm, "bias"));
    }
    assertEquals(new Initializer.Constant(0), start("float", "batch_norm", "mean"));
    assertEquals(new Initializer.Constant(1), start("float", "batch_norm", "variance"));
  }

  private static Initializer start(String type, String layer, String weight) {
    return network(type + "[4, 4]", layer)
        .weights()
        .get(layer.replaceFirst("\\(.*", "") + "/" + weight)
        .initializer();
  }

  private static Tensor weight(String layer, long seed) {
    return network("float[4]", layer).initial(seed).get("dense/weight");
  }

  private static Network network(String type, String layer) {
    String text = "model M {\n  input x: " + type + "\n  output x -> " + layer + "\n}";
    return Compiler.check(Source.of("initial.nnd", text)).get("M").network();
  }
}
