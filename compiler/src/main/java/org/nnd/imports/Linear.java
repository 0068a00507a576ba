package org.nnd.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Node;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Gemm;
import org.nnd.op.MatMul;
import org.nnd.op.Reshape;

/**
 * y = x Wᵀ + b as Gemm, as a product and a sum, with the matrix either way round, and over all
 * steps of a sequence put into one matrix.
 *
 * @param x what is multiplied, its last axis with the columns of W
 * @param weight [units, I]
 * @param bias [units], if there is one
 * @param origin where the numbers stood
 */
record Linear(Value x, Tensor weight, Optional<Tensor> bias, List<Value> origin) {
  /** {@code dense(units)}. */
  static Optional<Site> at(Node node, Wiring g) {
    if (node.op() instanceof Reshape) {
      return of(node.outputs().get(0), g).flatMap(l -> overSteps(l, node, g));
    }
    return made(node, g)
        .filter(l -> l.x.type().batched() && l.x.shape().rank() >= 2 && l.x.shape().rank() <= 3)
        .map(l -> l.site(l.x, node.output()));
  }

  /** Steps of all examples as the rows of one matrix, and as steps again. */
  private static Optional<Site> overSteps(Linear l, Node node, Wiring g) {
    Value y = node.output();
    return g.only(l.x, Reshape.class)
        .map(rows -> rows.inputs().get(0))
        .filter(x -> x.type().batched() && x.shape().rank() == 3 && y.shape().rank() == 3)
        .filter(x -> x.shape().slice(0, 2).equals(y.shape().slice(0, 2)))
        .filter(x -> x.shape().last().equals(l.x.shape().last()))
        .filter(x -> y.shape().last().is(l.weight.type().shape().sizes()[0]))
        .map(x -> l.site(x, y));
  }

  /** The product that a value is, or is in another shape. */
  static Optional<Linear> of(Value v, Wiring g) {
    Optional<Node> shaped = g.maker(v, Reshape.class);
    Value inner = shaped.map(n -> n.inputs().get(0)).orElse(v);
    return (shaped.isPresent() && g.uses(inner) != 1)
        ? Optional.empty()
        : g.maker(inner).flatMap(n -> made(n, g));
  }

  static Optional<Linear> made(Node node, Wiring g) {
    if (node.op() instanceof Gemm gemm && !gemm.transA()) {
      Optional<Tensor> weight = g.constant(node.inputs().get(1));
      boolean plain = node.inputs().size() == 2;
      Optional<Tensor> bias =
          plain
              ? Optional.empty()
              : weight.flatMap(w -> bias(node.inputs().get(2), w, gemm.transB(), g));
      return weight
          .filter(w -> plain || bias.isPresent())
          .map(
              w ->
                  new Linear(
                      node.inputs().get(0),
                      gemm.transB() ? w : Numbers.transposed(w),
                      bias,
                      node.inputs().subList(1, node.inputs().size())));
    }
    if (node.op() instanceof MatMul) {
      return product(node, g);
    }
    if (node.op() instanceof Add) {
      for (int i = 0; i < 2; i++) {
        Value b = node.inputs().get(i);
        Optional<Linear> sum =
            g.only(node.inputs().get(1 - i), MatMul.class)
                .flatMap(n -> product(n, g))
                .flatMap(l -> bias(b, l.weight, true, g).map(t -> l.with(t, b)));
        if (sum.isPresent()) {
          return sum;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Linear> product(Node node, Wiring g) {
    Value w = node.inputs().get(1);
    return g.constant(w)
        .filter(t -> t.type().shape().rank() == 2 && t.type().element().isFloat())
        .map(
            t ->
                new Linear(
                    node.inputs().get(0), Numbers.transposed(t), Optional.empty(), List.of(w)));
  }

  private Linear with(Tensor b, Value from) {
    List<Value> all = new ArrayList<>(origin);
    all.add(from);
    return new Linear(x, weight, Optional.of(b), all);
  }

  /** A constant of one number for each unit, whatever axes of length 1 stand before. */
  private static Optional<Tensor> bias(Value v, Tensor weight, boolean rows, Wiring g) {
    long units = weight.type().shape().sizes()[rows ? 0 : 1];
    return g.constant(v)
        .filter(t -> t.type().shape().rank() > 0 && t.type().shape().last().is(units))
        .filter(t -> t.type().shape().elements().is(units))
        .map(t -> Numbers.reshaped(t, units));
  }

  private Site site(Value from, Value y) {
    long units = weight.type().shape().sizes()[0];
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    numbers.put("weight", weight);
    bias.ifPresent(b -> numbers.put("bias", b));
    Form form = Form.Call.of("dense", "units", units, "bias", bias.isPresent());
    return Site.of(form, from, y).with(numbers, origin);
  }
}
