package org.nnd.layer;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Gather.gather;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * y[..., :] = weight[x[...], :], a learned vector for each index.
 *
 * <p>x whole numbers from 0 to count - 1, of any shape; y float with a last axis of width; weight
 * [count, width] starts as N(0, 1), as in PyTorch. The index for padding gives zeros and learns
 * nothing. An index outside stops the run on the CPU ("indices element out of data bounds"); ONNX
 * Runtime counts negative ones from the end.
 */
public record Embedding(long count, long width, Optional<Long> padding, Optional<Initializer> init)
    implements Layer, Indexed {
  private static final Argument<Long> COUNT =
      Argument.required("count", ArgumentType.whole(1), "how many indices there are");
  private static final Argument<Long> WIDTH =
      Argument.required("width", ArgumentType.whole(1), "the length of a vector");
  private static final Argument<Long> PADDING =
      Argument.unset("padding", ArgumentType.whole(0), "none", "the index that gives zeros");

  static final Entry<Embedding> ENTRY =
      Entry.of(
          "embedding",
          "y = weight[x], a vector for each index",
          a ->
              new Embedding(
                  a.get(COUNT), a.get(WIDTH), a.find(PADDING), a.find(Initializers.WEIGHT)),
          COUNT,
          WIDTH,
          PADDING,
          Initializers.WEIGHT);

  @Override
  public long indices() {
    return count;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType x = in.get(0);
    Whole.check("embedding", x);
    if (padding.isPresent() && padding.get() >= count) {
      throw new Refusal(
          "embedding's padding is " + padding.get() + ", but its indices end with " + (count - 1));
    }
    return List.of(new TensorType(ElementType.FLOAT, x.shape().then(Shape.of(Dim.of(width)))));
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    TensorType all = TensorType.of(ElementType.FLOAT, count, width);
    return Map.of("weight", new Weight(all, init.orElse(new Initializer.Normal(0, 1))));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value x = in.get(0);
    Value y = gather(g, e.weight("weight"), x);
    if (padding.isEmpty()) {
      return List.of(y);
    }
    Value empty = cast(g, equal(g, x, g.constant(padding.get(), x)), y.element());
    Value kept = sub(g, g.constant(1, y), empty);
    return List.of(mul(g, y, reshape(g, kept, x.shape().then(Shape.of(1)))));
  }
}
