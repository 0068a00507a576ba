package org.nnd.layer;

import static org.nnd.op.Concat.concat;
import static org.nnd.op.Expand.expandTo;
import static org.nnd.op.Reshape.reshape;

import java.util.List;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * The values one behind the other along an axis. One that is the same for all examples, such as a
 * parameter, stands beside each of them.
 *
 * @param axis counted per example, from the end where negative; 0 is the channels' of an image
 */
public record Concat(long axis) implements Layer {
  private static final Argument<Long> AXIS =
      Argument.optional(
          "axis",
          ArgumentType.whole().or(ArgumentType.word("channels").as(w -> 0L)),
          0L,
          "the axis along which they are joined; channels is 0");

  static final Entry<Concat> ENTRY =
      Entry.of(
              "concat",
              "the values one behind the other along an axis",
              a -> new Concat(a.get(AXIS)),
              AXIS)
          .taking(1, Integer.MAX_VALUE);

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType first = in.get(0).perExample();
    int at = Axes.at(axis, first);
    Dim sum = Dim.of(0);
    for (TensorType each : in) {
      TensorType t = each.perExample();
      boolean agrees = t.element() == first.element() && t.shape().rank() == first.shape().rank();
      if (!agrees || !without(t.shape(), at).equals(without(first.shape(), at))) {
        throw new Refusal(
            "concat can't join " + first + " and " + t + " along axis " + at,
            "all their other lengths must be equal");
      }
      sum = sum.is(0) ? t.shape().dim(at) : sum.plus(t.shape().dim(at));
    }
    TensorType all = first.shaped(first.shape().with(at, sum));
    return List.of(in.stream().anyMatch(TensorType::batched) ? all.batch() : all);
  }

  private static Shape without(Shape shape, int axis) {
    return shape.with(axis, Dim.of(0));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> inputs) {
    int at = Axes.at(axis, inputs.get(0).type().perExample());
    Optional<Value> example = inputs.stream().filter(v -> v.type().batched()).findFirst();
    List<Value> all =
        example.map(x -> inputs.stream().map(v -> besideEach(e, v, x)).toList()).orElse(inputs);
    return List.of(concat(e.g(), at + (example.isPresent() ? 1 : 0), all));
  }

  private static Value besideEach(Emission e, Value v, Value example) {
    if (v.type().batched()) {
      return v;
    }
    Value one = reshape(e.g(), v, v.shape().insert(0, Dim.of(1)));
    return expandTo(e.g(), one, v.type().batch().shape(), example);
  }
}
