package org.nnd.quantize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Cast;
import org.nnd.op.Conv;
import org.nnd.op.ConvInteger;
import org.nnd.op.DynamicQuantizeLinear;
import org.nnd.op.Gemm;
import org.nnd.op.MatMulInteger;
import org.nnd.op.Mul;

/**
 * Products with weights as products of whole numbers, the values' scale found anew in each run: no
 * data is needed to write it.
 *
 * <p>x w ≈ x's scale · w's scale · (int8 x - zero point) int8 w. All else computes with floats.
 */
public final class DynamicInt8 {
  /** So that two products of 8-bit numbers fit in 16 bits, which some processors add them up in. */
  static final int MOST = 64;

  private final Rewriting r;
  private final Map<Value, Node> quantized = new HashMap<>();

  private DynamicInt8(Graph graph) {
    r = new Rewriting(graph);
  }

  public static Graph of(Graph graph) {
    Graph prepared = Prepared.of(graph);
    DynamicInt8 pass = new DynamicInt8(prepared);
    for (Node node : prepared.nodes()) {
      Product.of(node, pass.r).ifPresentOrElse(pass::write, () -> WeightInt8.write(pass.r, node));
    }
    return pass.r.finish();
  }

  private void write(Product p) {
    r.at(p.node());
    Builder g = r.g();
    boolean turned = p.node().op() instanceof Gemm gemm && gemm.transB();
    Tensor weights = turned ? Numbers.transposed(p.weights()) : p.weights();
    ElementType type = p.isConv() ? ElementType.UINT8 : ElementType.INT8;
    int most = p.isConv() ? 127 : MOST;
    Int8 w = Int8.of(weights, p.isConv() ? 0 : 1, most, type);
    Node x =
        quantized.computeIfAbsent(
            p.x(), v -> g.node(new DynamicQuantizeLinear(), List.of(r.now(v))));
    Op op = p.node().op() instanceof Conv conv ? new ConvInteger(conv) : new MatMulInteger();
    Value whole =
        g.apply(
            op,
            x.outputs().get(0),
            r.named(p.name() + "/int8", w.numbers()),
            x.outputs().get(2),
            r.named(p.name() + "/zero_point", w.zeroPoint()));
    int rank = whole.shape().rank();
    int places = w.scale().length;
    Shape each = p.isConv() ? Numbers.perChannel(places, rank) : Shape.of(places);
    Value scale = Mul.mul(g, x.outputs().get(1), r.named(p.name() + "/scale", w.scales(each)));
    Value y = Mul.mul(g, Cast.cast(g, whole, ElementType.FLOAT), scale);
    r.put(
        p.node().output(),
        p.bias()
            .map(b -> new Tensor(b.type().shaped(each), bytes(b)))
            .map(b -> Add.add(g, y, r.named(p.biasName() + "/each", b)))
            .orElse(y));
  }

  private static byte[] bytes(Tensor t) {
    byte[] all = new byte[t.bytes().remaining()];
    t.bytes().get(all);
    return all;
  }
}
