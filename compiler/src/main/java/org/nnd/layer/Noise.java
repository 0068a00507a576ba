package org.nnd.layer;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Range.places;
import static org.nnd.op.Range.upTo;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;

import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
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
    return reshapeLike(g, hash(g, counted(g, x, hash(g, now))), x);
  }

  /**
   * A number for each element of x, one more each time. What lies behind the free axes is counted
   * once, for their places to be added to it: an addition takes a ninth of the time of a count.
   *
   * @param first the first element's number
   */
  private static Value counted(Builder g, Value x, Value first) {
    int free = x.shape().rank();
    while (free > 1 && x.shape().from(free - 1).size().isPresent()) {
      free--;
    }
    long each = x.shape().from(free).size().orElseThrow();
    Value places = cast(g, places(g, x, free), ElementType.UINT32);
    Value starts = plus(g, times(g, places, constant(g, (int) each)), first);
    Value rest = cast(g, upTo(g, each), ElementType.UINT32);
    return plus(g, reshape(g, starts, starts.shape().insert(1, Dim.of(1))), rest);
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
