package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Div.div;
import static org.nnd.op.Gather.gather;
import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * a xor b as a + Σⱼ 256ʲ ((aⱼ xor bⱼ) - aⱼ) over their bytes, the differences read off a table of
 * all pairs of bytes: unsigned numbers of 32 bits, sums taken modulo 2³².
 */
record TabulatedXor() implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(TabulatedXor.class, "stands for BitwiseXor, which works on bits");

  private static final int BYTE = 1 << Byte.SIZE;

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return new BitwiseXor().infer(in);
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    Value y = in.get(0);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      Value rows = mul(g, byteAt(g, in.get(0), shift), number(g, BYTE));
      Value pair = add(g, rows, byteAt(g, in.get(1), shift));
      y = add(g, y, gather(g, changes(g, shift), cast(g, pair, ElementType.INT32)));
    }
    return List.of(y);
  }

  private static Value byteAt(Builder g, Value x, int shift) {
    Value from = shift == 0 ? x : div(g, x, number(g, 1 << shift));
    return shift + Byte.SIZE == Integer.SIZE
        ? from
        : g.apply(new Mod(false), from, number(g, BYTE));
  }

  /** What each pair of bytes adds to the first one's number. */
  private static Value changes(Builder g, int shift) {
    int[] all = new int[BYTE * BYTE];
    for (int i = 0; i < all.length; i++) {
      int first = i / BYTE;
      all[i] = ((first ^ i % BYTE) - first) << shift;
    }
    return g.constant(Tensor.uint32(Shape.of(all.length), all));
  }

  private static Value number(Builder g, int bits) {
    return g.constant(Tensor.uint32(bits));
  }
}
