package org.nnd.train;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceMean.reduceMean;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.TopK.indicesOfLargest;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;

/**
 * The share of labels that are among the k highest scores ({@link ClassAxis}); of equal scores the
 * first class comes first.
 */
public record TopKAccuracy(long k, long axis) implements Classified, Score {
  private static final Argument<Long> K =
      Argument.optional("k", ArgumentType.whole(1), 5L, "how many of the highest scores");

  static final Entry<TopKAccuracy> ENTRY =
      Entry.of(
              "top_k_accuracy",
              "the share of labels that are among the k highest scores",
              a -> new TopKAccuracy(a.get(K), a.get(ClassAxis.AXIS)),
              K,
              ClassAxis.AXIS)
          .taking(2, 2);

  private ClassAxis place() {
    return new ClassAxis("top_k_accuracy", axis);
  }

  @Override
  public long classes(TensorType scores) {
    return place().classes(scores);
  }

  @Override
  public TensorType label(TensorType scores) {
    return place().label(scores);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    place().check(in);
    if (k > classes(in.get(0))) {
      throw new Refusal(
          "top_k_accuracy looks at " + k + " classes, but " + in.get(0).perExample() + " has fewer",
          "choose a smaller one: k=2");
    }
    return List.of(TensorType.scalar(in.get(0).element()));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value best = indicesOfLargest(g, 1, k, place().rows(g, in.get(0)));
    Value labels = place().labels(g, in.get(0), in.get(1));
    Value column = reshape(g, labels, labels.shape().insert(1, Dim.of(1)));
    // A label is among them once at most: the mean over all places is 1 / k of the share.
    Value found = cast(g, equal(g, best, column), in.get(0).element());
    return List.of(mul(g, reduceMean(g, found, List.of(), false), g.constant((double) k, found)));
  }
}
