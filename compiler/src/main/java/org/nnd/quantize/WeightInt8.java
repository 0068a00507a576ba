package org.nnd.quantize;

import org.nnd.ir.ElementType;
import org.nnd.ir.Node;
import org.nnd.ir.Value;
import org.nnd.op.DequantizeLinear;
import org.nnd.op.Gather;

/**
 * Weights that are kept as whole numbers and computed with as floats: those of recurrent layers,
 * for which ONNX has no integer operators, tables of embeddings, and all else of some size.
 */
final class WeightInt8 {
  private static final int MOST = 127;

  /** Below it the scales and the operator would take what is saved. */
  private static final long WORTH = 1024;

  private WeightInt8() {}

  /** Writes a node that multiplies no whole numbers. */
  static void write(Rewriting r, Node node) {
    r.at(node);
    if (node.op() instanceof Gather && worth(r, node.inputs().get(0))) {
      r.put(node.output(), rows(r, node));
      return;
    }
    node.inputs().stream().filter(v -> worth(r, v)).forEach(v -> r.put(v, dequantized(r, v)));
    r.keep(node);
  }

  private static boolean worth(Rewriting r, Value v) {
    boolean float32 = v.element() == ElementType.FLOAT && v.shape().rank() > 1;
    return float32
        && r.numbers(v).isPresent()
        && v.shape().size().orElseThrow() >= WORTH
        && r.now(v).name().equals(v.name());
  }

  /** The rows of a table that are asked for, a scale for each column. */
  private static Value rows(Rewriting r, Node node) {
    Value table = node.inputs().get(0);
    int last = table.shape().rank() - 1;
    Int8 q = quantized(r, table, last);
    Value rows =
        r.g()
            .apply(
                node.op(),
                r.named(table.name() + "/int8", q.numbers()),
                r.now(node.inputs().get(1)));
    return dequantized(r, table, q, rows.shape().rank() - 1, rows);
  }

  private static Value dequantized(Rewriting r, Value weight) {
    int axis = weight.shape().rank() == 2 ? 0 : 1;
    Int8 q = quantized(r, weight, axis);
    return dequantized(r, weight, q, axis, r.named(weight.name() + "/int8", q.numbers()));
  }

  private static Int8 quantized(Rewriting r, Value weight, int axis) {
    return Int8.of(r.numbers(weight).orElseThrow(), axis, MOST, ElementType.INT8);
  }

  private static Value dequantized(Rewriting r, Value weight, Int8 q, int axis, Value numbers) {
    return r.g()
        .apply(
            new DequantizeLinear(axis),
            numbers,
            r.named(weight.name() + "/scale", q.scales()),
            r.named(weight.name() + "/zero_point", q.zeroPoints()));
  }
}
