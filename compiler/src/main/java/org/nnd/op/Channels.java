package org.nnd.op;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** Numbers [C], one for each channel of x [N, C, ...]. */
final class Channels {
  private Channels() {}

  /** Such numbers so that they broadcast to x. */
  static Value wide(Builder g, Value each, Value x) {
    List<Dim> ones = Collections.nCopies(x.shape().rank() - 2, Dim.of(1));
    return reshape(g, each, each.shape().then(new Shape(ones)));
  }

  /** The sum over all but the channels. */
  static Value sum(Builder g, Value x) {
    List<Integer> others =
        IntStream.range(0, x.shape().rank()).filter(i -> i != 1).boxed().toList();
    return reduceSum(g, x, others, false);
  }

  /**
   * The gradients by x, scale and bias of scale (x - mean) / √(variance + ε) + bias, the statistics
   * those of each group of channels of each example.
   */
  static List<Value> standardized(Vjp v, Dim groups, double epsilon) {
    Builder g = v.g();
    Value x = v.x(0);
    Shape s = x.shape();
    long together = s.dim(1).known().orElseThrow() / groups.known().orElseThrow();
    Shape apart = Shape.of(s.dim(0), groups, s.from(2).elements().times(together));
    Centred in = Centred.of(g, reshape(g, x, apart), List.of(2));
    Value inverse = in.inverse(g, epsilon);
    Value dy = reshape(g, mul(g, v.dy(), wide(g, v.x(1), x)), apart);
    Value dx = in.gradient(g, dy, in.means(g, dy), inverse, inverse);
    Value normal = reshapeLike(g, mul(g, in.difference(), inverse), x);
    return List.of(reshapeLike(g, dx, x), sum(g, mul(g, v.dy(), normal)), sum(g, v.dy()));
  }
}
