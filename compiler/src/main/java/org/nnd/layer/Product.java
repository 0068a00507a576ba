package org.nnd.layer;

import static org.nnd.op.MatMul.matMul;

import java.util.List;
import org.nnd.call.Refusal;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** y = a @ b, the product of two matrices of each example. */
public record Product() implements Layer {
  /** What it is called. */
  public static final String KIND = "matmul";

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.NARROW;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType a = in.get(0).perExample();
    TensorType b = in.get(1).perExample();
    boolean matrices =
        a.shape().rank() == 2 && b.shape().rank() == 2 && a.element() != ElementType.BOOL;
    if (!matrices || a.element() != b.element() || !a.shape().dim(1).equals(b.shape().dim(0))) {
      throw new Refusal(
          a + " @ " + b + ": these can't be multiplied as matrices",
          "float[a, b] @ float[b, c] gives float[a, c]");
    }
    TensorType y = a.shaped(Shape.of(a.shape().dim(0), b.shape().dim(1)));
    return List.of(in.get(0).batched() || in.get(1).batched() ? y.batch() : y);
  }

  @Override
  public long multiplyAdds(List<TensorType> in) {
    long rows = in.get(0).perExample().shape().sizes()[0];
    return rows * in.get(1).perExample().shape().size().orElseThrow();
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    return List.of(matMul(e.g(), in.get(0), in.get(1)));
  }
}
