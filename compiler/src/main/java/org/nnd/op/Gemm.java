package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = a b + c for two matrices, each transposed first if told; c broadcasts and may be left out.
 */
public record Gemm(boolean transA, boolean transB) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Gemm.class,
              Sample.of(new Gemm(false, false), Sample.numbers(2, 3), Sample.numbers(3, 4)),
              Sample.of(
                  new Gemm(false, true),
                  Sample.numbers(2, 3),
                  Sample.numbers(4, 3),
                  Sample.numbers(4)),
              Sample.of(
                  new Gemm(true, false),
                  Sample.numbers(3, 2),
                  Sample.numbers(3, 4),
                  Sample.numbers(2, 4)),
              Sample.of(new Gemm(true, true), Sample.numbers(3, 2), Sample.numbers(4, 3)))
          .from(Gemm::read);

  public static Value gemm(Builder g, Value a, boolean transA, Value b, boolean transB) {
    return g.apply(new Gemm(transA, transB), a, b);
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    boolean plain = n.number("alpha", 1) == 1 && (n.number("beta", 1) == 1 || !n.has(2));
    Gemm op = new Gemm(n.integer("transA", 0) != 0, n.integer("transB", 0) != 0);
    return plain ? n.as(op) : Optional.empty();
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape a = in.get(0).shape();
    Shape b = in.get(1).shape();
    if (a.rank() != 2 || b.rank() != 2 || !a.dim(transA ? 0 : 1).equals(b.dim(transB ? 1 : 0))) {
      throw new IllegalArgumentException(this + " of " + a + " and " + b);
    }
    return List.of(in.get(0).shaped(Shape.of(a.dim(transA ? 1 : 0), b.dim(transB ? 0 : 1))));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("transA", transA ? 1L : 0L, "transB", transB ? 1L : 0L);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value a = v.x(0);
    Value b = v.x(1);
    Value da = transA ? gemm(g, b, transB, v.dy(), true) : gemm(g, v.dy(), false, b, !transB);
    Value db = transB ? gemm(g, v.dy(), true, a, transA) : gemm(g, a, !transA, v.dy(), false);
    return v.node().inputs().size() == 2 ? List.of(da, db) : List.of(da, db, v.dy());
  }
}
