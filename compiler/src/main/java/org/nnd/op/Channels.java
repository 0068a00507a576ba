package org.nnd.op;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
    return before(g, each, x.shape().rank() - 2);
  }

  /** Such numbers so that they broadcast to weights [C, ...]. */
  static Value first(Builder g, Value each, Value w) {
    return before(g, each, w.shape().rank() - 1);
  }

  private static Value before(Builder g, Value each, int ones) {
    return reshape(g, each, each.shape().then(new Shape(Collections.nCopies(ones, Dim.of(1)))));
  }

  /** A value as a product of x and of one number for each channel. */
  record Scaled(Value x, Value each) {

    /** A value that was made so. */
    static Optional<Scaled> of(Builder g, Value v) {
      return g.maker(v)
          .filter(n -> n.op() instanceof Mul && n.inputs().get(0).type().equals(v.type()))
          .filter(n -> BatchNormalization.ofChannels(n.inputs().get(1), v))
          .map(n -> new Scaled(n.inputs().get(0), n.inputs().get(1)));
    }
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
