package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;

import java.util.List;
import java.util.stream.IntStream;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;

/**
 * counts[i][j]: how often a label of class i was decided to be class j ({@link Decisions}).
 *
 * <p>Labels that are no class don't count. The log has the matrix of every epoch, as a list of
 * rows; the terminal shows that of the last one, of the examples held out if there are any. The
 * sums [C, C] are the matrix.
 */
public record Confusion(long axis) implements Decided, Aggregation {
  private static final long MOST_CLASSES = 1000;

  static final Entry<Confusion> ENTRY =
      Entry.of(
              "confusion",
              "how often each class was decided to be which",
              a -> new Confusion(a.get(ClassAxis.AXIS)),
              ClassAxis.AXIS)
          .taking(2, 2);

  @Override
  public String name() {
    return "confusion";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Decisions.check(place(), in);
    long classes = Decisions.classes(place(), in.get(0), in.get(1));
    if (classes > MOST_CLASSES) {
      throw new Refusal(
          "confusion is for at most "
              + MOST_CLASSES
              + " classes, but "
              + in.get(0).perExample()
              + " has scores for "
              + classes,
          "f1 is a single number, however many classes there are");
    }
    return List.of(TensorType.of(ElementType.DOUBLE, classes, classes));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Decisions d = Decisions.of(g, place(), in.get(0), in.get(1));
    long classes = Decisions.classes(place(), in.get(0).type(), in.get(1).type());
    Value known = Histogram.within(g, classes, d.actual());
    Value row = mul(g, mul(g, d.actual(), known), g.constant((double) classes, known));
    Value counts = cast(g, known, ElementType.DOUBLE);
    Value cells = Histogram.of(g, classes * classes, add(g, row, d.decided()), counts);
    return List.of(reshape(g, cells, Shape.of(classes, classes)));
  }

  @Override
  public String describe() {
    return name();
  }

  @Override
  public Measure finish(double[] sums) {
    int classes = (int) Math.sqrt(sums.length);
    return new Measure.Matrix(
        IntStream.range(0, classes)
            .mapToObj(
                i ->
                    IntStream.range(0, classes)
                        .mapToObj(j -> (long) sums[i * classes + j])
                        .toList())
            .toList());
  }
}
