package org.nnd.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnd.Compiler;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.onnx.Running;
import org.nnd.source.Source;
import org.nnd.train.TrainingGraph;

class BatchNormTest {

  /** PyTorch refuses such a batch; here the last one of an epoch may be it. */
  @Test
  void oneNumberForEachChannelSpoilsNothing() throws Exception {
    String text =
        """
        model M {
          input x: float[2]
          output y = x -> batch_norm
        }
        train M {
          loss mse(y, label)
          optimizer sgd(lr=1)
        }
        """;
    var e = Compiler.choose(Compiler.check(Source.of("one.nnd", text)), Optional.empty());
    Map<String, Tensor> weights = e.network().initial(1);
    TrainingGraph step = TrainingGraph.of(e.training().orElseThrow(), weights);
    try (Running run = new Running(step.graph())) {
      Tensor x = Tensor.of(ElementType.FLOAT, Shape.of(1, 2), 3, -5);
      Map<String, double[]> after = run.run(Map.of("x", x, "label", x));
      assertArrayEquals(new double[] {0.3, -0.5}, after.get("batch_norm/mean/next"), 1e-6);
      assertArrayEquals(new double[] {0.9, 0.9}, after.get("batch_norm/variance/next"), 1e-6);
      assertArrayEquals(new double[] {1, 1}, after.get("batch_norm/weight/next"));
      assertArrayEquals(new double[] {3, -5}, after.get("batch_norm/bias/next"), 1e-6);
    }
  }
}
