package org.nnd.layer;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Range.indices;
import static org.nnd.op.Reshape.reshapeLike;

import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.BitShift;
import org.nnd.op.BitwiseXor;
import org.nnd.op.Mul;

/**
 * Random bits that are a function of the step: a run that resumes sees the masks that an
 * undisturbed one would have seen, on every runtime.
 *
 * <p>bits[i] = hash(i + hash(step + key)), the hash being lowbias32 (Ellis, 2018): two rounds of x
 * = (x ^ (x >> s)) c.
 *
 * @param step the number of steps done, int64
 * @param seed of the whole training
 * @param site the name of the layer that asks: each has bits of its own
 */
public record Noise(Value step, long seed, String site) {

  /** Bits for a part of the layer, independent of those for others. */
  Noise at(String part) {
    return new Noise(step, seed, site + "/" + part);
  }

  /** 32 random bits for each element of x. */
  Value bits(Builder g, Value x) {
    int key = (int) (Initializer.key(seed, site) >>> 32);
    Value now = plus(g, cast(g, step, ElementType.UINT32), constant(g, key));
    Value index = cast(g, indices(g, x), ElementType.UINT32);
    return reshapeLike(g, hash(g, plus(g, index, hash(g, now))), x);
  }

  private static Value hash(Builder g, Value x) {
    Value a = times(g, folded(g, x, 16), constant(g, 0x21F0AAAD));
    Value b = times(g, folded(g, a, 15), constant(g, 0x735A2D97));
    return folded(g, b, 15);
  }

  private static Value folded(Builder g, Value x, int shift) {
    return g.apply(new BitwiseXor(), x, g.apply(new BitShift(), x, constant(g, shift)));
  }

  private static Value plus(Builder g, Value a, Value b) {
    return g.apply(new Add(), a, b);
  }

  private static Value times(Builder g, Value a, Value b) {
    return g.apply(new Mul(), a, b);
  }

  private static Value constant(Builder g, int bits) {
    return g.constant(Tensor.uint32(bits));
  }
}
