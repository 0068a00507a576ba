package org.nnd.train;

import static org.nnd.op.ArgMax.argMax;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.ReduceMean.reduceMean;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;
import org.nnd.layer.Layer;

/** The share of labels that have the highest score. */
public record Accuracy() implements Layer {
  static final Entry<Accuracy> ENTRY =
      Entry.of("accuracy", "the share of labels that have the highest score", a -> new Accuracy())
          .taking(2, 2);

  @Override
  public TensorType label(TensorType scores) {
    return Labels.classes("accuracy", scores);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return Labels.ofClasses("accuracy", in);
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value scores = in.get(0);
    Value best = argMax(g, scores.shape().rank() - 1, scores);
    Value right = cast(g, equal(g, best, in.get(1)), scores.element());
    return List.of(reduceMean(g, right, List.of(), false));
  }
}
