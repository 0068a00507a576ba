package org.nnd.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y's axis i is x's axis perm[i]. */
public record Transpose(List<Integer> perm) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Transpose.class, Sample.of(new Transpose(List.of(2, 0, 1)), Sample.numbers(2, 3, 4)))
          .from(Transpose::read);

  public Transpose {
    perm = List.copyOf(perm);
  }

  public static Value transpose(Builder g, Value x, Integer... perm) {
    return g.apply(new Transpose(List.of(perm)), x);
  }

  /** Swaps the last two axes. */
  public static Value swapLast(Builder g, Value x) {
    int rank = x.shape().rank();
    List<Integer> perm = new ArrayList<>();
    for (int i = 0; i < rank - 2; i++) {
      perm.add(i);
    }
    perm.add(rank - 1);
    perm.add(rank - 2);
    return g.apply(new Transpose(perm), x);
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    int rank = n.shape(0).rank();
    List<Integer> reverse = IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList();
    return n.as(
        new Transpose(
            n.integers("perm")
                .map(p -> p.stream().map(Math::toIntExact).toList())
                .orElse(reverse)));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    if (perm.size() != x.rank()) {
      throw new IllegalArgumentException(perm + " is no order of the axes of " + x);
    }
    return List.of(in.get(0).shaped(new Shape(perm.stream().map(x::dim).toList())));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("perm", perm.stream().mapToLong(i -> i).toArray());
  }

  @Override
  public boolean isIdentity(List<TensorType> in) {
    return IntStream.range(0, perm.size()).allMatch(i -> perm.get(i) == i);
  }

  @Override
  public Optional<Op> after(Op other, List<TensorType> in) {
    return other instanceof Transpose t
        ? Optional.of(new Transpose(perm.stream().map(t.perm::get).toList()))
        : Optional.empty();
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Integer[] back = new Integer[perm.size()];
    for (int i = 0; i < back.length; i++) {
      back[perm.get(i)] = i;
    }
    return List.of(transpose(v.g(), v.dy(), back));
  }
}
