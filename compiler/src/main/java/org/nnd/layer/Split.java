package org.nnd.layer;

import static org.nnd.op.Split.split;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * x cut into parts along an axis, which are several values: a list.
 *
 * @param parts how many equal parts, or the length of each
 * @param axis counted per example, from the end where negative
 */
public record Split(List<Long> parts, long axis) implements Layer {
  private static final Argument<List<Long>> PARTS =
      Argument.required(
          "parts", ArgumentType.wholes(), "how many equal parts, or a list of their lengths");
  private static final Argument<Long> AXIS =
      Argument.optional("axis", ArgumentType.whole(), 0L, "the axis that is cut");

  static final Entry<Split> ENTRY =
      Entry.of(
          "split",
          "x cut into parts along an axis",
          a -> new Split(a.get(PARTS), a.get(AXIS)),
          PARTS,
          AXIS);

  public Split {
    parts = List.copyOf(parts);
  }

  private List<Long> lengths(TensorType x) {
    int at = Axes.at(axis, x);
    if (!(x.shape().dim(at) instanceof Dim.Known whole)) {
      throw new Refusal(
          "split needs to know how long axis " + at + " is, but this value is " + x,
          "take parts by their bounds: x[0:3]");
    }
    if (parts.size() > 1) {
      boolean lengths = parts.stream().allMatch(n -> n > 0);
      if (!lengths || parts.stream().reduce(0L, Math::addExact) != whole.size()) {
        throw new Refusal(
            "split can't cut axis " + at + " of " + x + " into " + parts,
            "the lengths are at least 1 and sum to " + whole.size());
      }
      return parts;
    }
    long count = parts.get(0);
    if (count < 2 || whole.size() % count != 0) {
      throw new Refusal(
          "split can't cut axis " + at + " of " + x + " into " + count + " equal parts",
          "give the number of parts, 2 or more, or a list with the length of each");
    }
    return Collections.nCopies(Math.toIntExact(count), whole.size() / count);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType x = in.get(0).perExample();
    int at = Axes.at(axis, x);
    List<TensorType> all = new ArrayList<>();
    for (long length : lengths(x)) {
      TensorType part = x.shaped(x.shape().with(at, Dim.of(length)));
      all.add(in.get(0).batched() ? part.batch() : part);
    }
    return all;
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Value x = in.get(0);
    return split(e.g(), Axes.of(axis, x), lengths(x.type().perExample()), x);
  }
}
