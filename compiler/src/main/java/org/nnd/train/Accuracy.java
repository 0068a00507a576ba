package org.nnd.train;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.ReduceMean.reduceMean;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;

/**
 * The share of labels that are what the prediction says ({@link Decisions}): the class with the
 * highest score.
 */
public record Accuracy(long axis) implements Decided, Score {
  static final Entry<Accuracy> ENTRY =
      Entry.of(
              "accuracy",
              "the share of labels that have the highest score",
              a -> new Accuracy(a.get(ClassAxis.AXIS)),
              ClassAxis.AXIS)
          .taking(2, 2);

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Decisions.check(place(), in);
    return List.of(TensorType.scalar(in.get(0).element()));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Decisions d = Decisions.of(g, place(), in.get(0), in.get(1));
    Value right = cast(g, equal(g, d.decided(), d.actual()), in.get(0).element());
    return List.of(reduceMean(g, right, List.of(), false));
  }
}
