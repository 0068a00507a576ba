package org.nnd.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnd.Compiler;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.Running;
import org.nnd.source.Source;
import org.nnd.train.Experiment;

class ConcatTest {

  /** As the class token of a vision transformer stands before the patches of each image. */
  @Test
  void aParameterStandsBesideEachExample() throws Exception {
    String text =
        """
        model Token {
          input x: float[2, 2]
          output y = concat(parameter([1, 2]), x)
        }
        """;
    Experiment token = Compiler.choose(Compiler.check(Source.of("t", text)), Optional.empty());
    Map<String, Tensor> weights =
        Map.of("parameter/weight", Tensor.of(ElementType.FLOAT, Shape.of(1, 2), 7, 8));
    OnnxModel model = Compiler.inference(token, weights, Map.of());
    Tensor x = Tensor.of(ElementType.FLOAT, Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 0, 9);
    try (Running running = new Running(model.toBytes())) {
      double[] given = running.run(Map.of("x", x)).get("y");
      assertArrayEquals(new double[] {7, 8, 1, 2, 3, 4, 7, 8, 5, 6, 0, 9}, given);
    }
  }
}
