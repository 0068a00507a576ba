package org.nnd.op;

import static org.nnd.ir.ElementType.BOOL;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x: another name for a value. */
public record Identity() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Identity.class, Sample.of(new Identity(), Sample.numbers(2, 3)))
          .from(n -> n.as(new Identity()))
          .from("Dropout", Identity::ofDropout);

  public static Value identity(Builder g, Value x) {
    return g.apply(new Identity(), x);
  }

  /** Dropout does nothing to a graph that predicts. */
  private static Optional<OnnxNode.Reading> ofDropout(OnnxNode n) {
    boolean trains =
        n.has(2) && n.constant(2).map(t -> !t.equals(Tensor.scalar(BOOL, 0))).orElse(true);
    boolean told = n.has(1) && n.constant(1).isEmpty();
    n.ignore("seed");
    return trains || told || n.gives(1) ? Optional.empty() : n.as(new Identity(), 0);
  }

  @Override
  public boolean isIdentity(List<TensorType> in) {
    return true;
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(v.dy());
  }
}
