package org.nnd.op;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nnd.ir.Builder;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** x with the order along some axes reversed: ONNX's Slice with steps of -1. */
public record Flip(List<Integer> axes) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Flip.class, Sample.of(new Flip(List.of(1, 2)), Sample.numbers(2, 3, 2)))
          .from("Slice", Flip::read);

  public Flip {
    axes = List.copyOf(axes);
  }

  public static Value flip(Builder g, List<Integer> axes, Value x) {
    return g.apply(new Flip(axes), x);
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Optional<List<Long>> axes = n.inputs() == 5 ? n.longs(3) : Optional.empty();
    if (axes.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> found = axes.get().stream().map(a -> n.shape(0).axis(a.intValue())).toList();
    Flip op = new Flip(found);
    List<Tensor> told =
        IntStream.range(1, 5).mapToObj(i -> n.constant(i)).flatMap(Optional::stream).toList();
    boolean usual = told.equals(op.constants()) || told.equals(op.within(Long.MIN_VALUE + 1));
    return usual ? n.as(op, 0) : Optional.empty();
  }

  @Override
  public String name() {
    return "Slice";
  }

  @Override
  public List<Tensor> constants() {
    return within(Long.MIN_VALUE);
  }

  /** What Slice is told, up to a place before all others; exporters have two of these. */
  private List<Tensor> within(long end) {
    int n = axes.size();
    return List.of(
        filled(n, -1),
        filled(n, end),
        Tensor.longs(axes.stream().mapToLong(a -> a).toArray()),
        filled(n, -1));
  }

  private static Tensor filled(int n, long value) {
    return Tensor.longs(LongStream.generate(() -> value).limit(n).toArray());
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(flip(v.g(), axes, v.dy()));
  }
}
