package org.nnd.layer;

import static org.nnd.op.Reshape.reshape;

import java.util.ArrayList;
import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * The numbers of an example in another shape, the last axis varying fastest.
 *
 * @param lengths of the axes; one may be -1, which takes what is left
 */
public record Reshape(List<Long> lengths) implements OneToOne {
  private static final Argument<List<Long>> LENGTHS =
      Argument.required(
          "lengths", ArgumentType.wholes(), "the new lengths; one may be -1: what is left");

  static final Entry<Reshape> ENTRY =
      Entry.of(
          "reshape",
          "the numbers of an example in another shape",
          a -> new Reshape(a.get(LENGTHS)),
          LENGTHS);

  public Reshape {
    lengths = List.copyOf(lengths);
  }

  @Override
  public Shape shape(TensorType x) {
    if (lengths.stream().anyMatch(n -> n == 0 || n < -1)) {
      throw new Refusal(
          "reshape can't make the lengths " + lengths,
          "a length is at least 1, or -1 for what is left");
    }
    if (lengths.stream().filter(n -> n == -1).count() > 1) {
      throw new Refusal("reshape can compute one length, not all those of " + lengths);
    }
    long told = lengths.stream().filter(n -> n > 0).reduce(1L, Math::multiplyExact);
    Dim rest = rest(x, told);
    return new Shape(lengths.stream().map(n -> n == -1 ? rest : Dim.of(n)).toList());
  }

  /** The numbers of x for each of those told. */
  private Dim rest(TensorType x, long told) {
    List<Dim> free = new ArrayList<>();
    long known = 1;
    for (Dim d : x.shape().dims()) {
      if (d instanceof Dim.Known k) {
        known = Math.multiplyExact(known, k.size());
      } else {
        free.add(d);
      }
    }
    boolean computed = lengths.contains(-1L);
    if (!free.isEmpty() && !computed) {
      throw new Refusal(
          "reshape can't give " + x + " the lengths " + lengths,
          "how many numbers there are is known only later: make one of the lengths -1");
    }
    if (computed ? known % told != 0 : known != told) {
      throw new Refusal(
          "reshape can't give " + x + " the lengths " + lengths,
          free.isEmpty()
              ? "these are " + known + " numbers, not " + (computed ? "a multiple of " : "") + told
              : known + " is not a multiple of " + told);
    }
    return new Shape(free).elements().times(Dim.of(known / told));
  }

  @Override
  public Value emit(Emission e, Value x) {
    return reshape(e.g(), x, infer(List.of(x.type())).get(0).shape());
  }
}
