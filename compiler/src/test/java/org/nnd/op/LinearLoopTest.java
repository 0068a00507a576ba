package org.nnd.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Sigmoid.sigmoid;
import static org.nnd.op.Tanh.tanh;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnd.ir.Builder;
import org.nnd.ir.DeadCode;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * What stands in the loop of a gradient, and what before it. That it is right, GradientTest shows.
 */
class LinearLoopTest {

  /** h' = σ(s) tanh(s), s = R h + x: a coefficient for each of both ways back to s. */
  @Test
  void onlyWhatDependsOnTheCarriedGradientIsInTheLoop() {
    Builder g = new Builder("loop");
    Value h = input(g, "h", 2, 3);
    Value x = input(g, "x", 5, 2, 3);
    Value r = input(g, "r", 2, 2);
    Scan.Step run =
        Scan.scan(
            g,
            false,
            List.of(h),
            List.of(x),
            List.of(r),
            (b, s, e, c) -> {
              Value sum = b.apply(new Gemm(false, false), c.get(0), s.get(0), e.get(0));
              Value next = mul(b, sigmoid(b, sum), tanh(b, sum));
              return new Scan.Step(List.of(next), List.of(next));
            });
    Value loss = reduceSum(g, run.outputs().get(0), List.of(0, 1, 2), false);
    Map<Value, Value> gradients = Backward.gradients(g, loss, List.of(r));
    g.output("dr", gradients.get(r));
    List<Node> nodes = DeadCode.remove(g.build()).nodes();
    List<Graph> bodies =
        nodes.stream()
            .filter(n -> n.op() instanceof Scan)
            .map(n -> ((Scan) n.op()).body())
            .toList();
    assertEquals(List.of("Gemm", "Sigmoid", "Tanh", "Mul"), names(bodies.get(0).nodes()));
    assertEquals(List.of("Add", "Mul", "Mul", "Add", "Gemm"), names(bodies.get(1).nodes()));
    assertEquals(
        new Gemm(false, false),
        bodies.get(1).nodes().get(4).op(),
        "the weights are transposed before the loop");
  }

  private static Value input(Builder g, String name, long... sizes) {
    return g.input(name, TensorType.of(ElementType.FLOAT, sizes));
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(n -> n.op().name()).toList();
  }
}
