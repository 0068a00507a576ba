package org.nnd.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.Running;
import org.nnd.op.Cast;

/** The bits are those of the definition, whatever lengths are free. */
class NoiseTest {
  private static int hash(int x) {
    int a = (x ^ (x >>> 16)) * 0x21F0AAAD;
    int b = (a ^ (a >>> 15)) * 0x735A2D97;
    return b ^ (b >>> 15);
  }

  @ParameterizedTest
  @CsvSource({"N, 5", "N 3 4, 2 3 4", "N T 3, 2 4 3", "N T, 3 2", "T N 5, 2 2 5", "4 3, 4 3"})
  void bitsAreAHashOfStepAndPlace(String declared, String given) throws Exception {
    List<Dim> dims = Arrays.stream(declared.split(" ")).map(NoiseTest::dim).toList();
    Builder g = new Builder("noise");
    Value step = g.input("step", TensorType.scalar(ElementType.INT64));
    Value x = g.input("x", new TensorType(ElementType.FLOAT, new Shape(dims)));
    g.output("bits", Cast.cast(g, new Noise(step, 7, "a/dropout").bits(g, x), ElementType.INT64));
    long[] sizes = Arrays.stream(given.split(" ")).mapToLong(Long::parseLong).toArray();
    Tensor zeros = Tensor.filled(TensorType.of(ElementType.FLOAT, sizes), 0);
    int key = (int) (Initializer.key(7, "a/dropout") >>> 32);
    try (Running running = new Running(g.build())) {
      for (long done : new long[] {0, 41, 1L << 32}) {
        int count = (int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        double[] expected =
            IntStream.range(0, count)
                .mapToDouble(i -> Integer.toUnsignedLong(hash(i + hash((int) done + key))))
                .toArray();
        Map<String, Tensor> feed = Map.of("step", Tensor.scalar(done), "x", zeros);
        assertArrayEquals(expected, running.run(feed).get("bits"));
      }
    }
  }

  private static Dim dim(String word) {
    return Character.isDigit(word.charAt(0))
        ? Dim.of(Long.parseLong(word))
        : word.equals("N") ? Dim.BATCH : new Dim.Named(word);
  }
}
