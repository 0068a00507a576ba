package org.nnd.op;

import static org.nnd.op.Gemm.gemm;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Transpose.swapLast;

import java.util.Arrays;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = a b, matrices in the last two axes; axes before them broadcast. */
public record MatMul() implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              MatMul.class,
              Sample.of(new MatMul(), Sample.numbers(2, 3), Sample.numbers(3, 4)),
              Sample.of(new MatMul(), Sample.numbers(2, 2, 3), Sample.numbers(3, 4)),
              Sample.of(new MatMul(), Sample.numbers(2, 2, 3), Sample.numbers(2, 3, 4)),
              Sample.of(new MatMul(), Sample.numbers(1, 2, 3), Sample.numbers(5, 2, 3, 2)))
          .from(n -> n.as(new MatMul()));

  public static Value matMul(Builder g, Value a, Value b) {
    return g.apply(new MatMul(), a, b);
  }

  /** y[..., i, ...] = Σⱼ m[i, j] x[..., j, ...] along an axis. */
  public static Value alongAxis(Builder g, double[][] m, int axis, Value x) {
    Shape s = x.shape();
    Shape matrix = Shape.of(m.length, m[0].length);
    double[] all = Arrays.stream(m).flatMapToDouble(Arrays::stream).toArray();
    Value left = g.constant(Tensor.of(x.element(), matrix, all));
    Shape apart = s.slice(0, axis + 1).then(Shape.of(s.from(axis + 1).elements()));
    return reshape(g, matMul(g, left, reshape(g, x, apart)), s.with(axis, Dim.of(m.length)));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape a = in.get(0).shape();
    Shape b = in.get(1).shape();
    if (a.rank() < 2 || b.rank() < 2 || !a.dim(-1).equals(b.dim(-2))) {
      throw new IllegalArgumentException(a + " can't be multiplied by " + b);
    }
    Shape batch = a.slice(0, a.rank() - 2).broadcast(b.slice(0, b.rank() - 2));
    return List.of(in.get(0).shaped(batch.then(Shape.of(a.dim(-2), b.dim(-1)))));
  }

  /** A matrix that all examples share gets its gradient in one product over all of them. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value a = v.x(0);
    Value b = v.x(1);
    Value da = matMul(g, v.dy(), swapLast(g, b));
    if (b.shape().rank() == 2 && a.shape().rank() > 2) {
      Value rows = reshape(g, a, rows(a.shape()));
      Value dy = reshape(g, v.dy(), rows(v.dy().shape()));
      return List.of(da, gemm(g, rows, true, dy, false));
    }
    return List.of(da, matMul(g, swapLast(g, a), v.dy()));
  }

  private static Shape rows(Shape shape) {
    return Shape.of(shape.slice(0, shape.rank() - 1).elements(), shape.last());
  }
}
