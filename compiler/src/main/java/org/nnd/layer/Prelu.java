package org.nnd.layer;

import static org.nnd.op.PRelu.pRelu;
import static org.nnd.op.Reshape.reshape;

import java.util.List;
import java.util.Map;
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
 * y = x above 0, else a x with slopes a that are learnt: He and others, 2015.
 *
 * <p>x [C, ...]; weight [channels], one slope for all or one for each of the C channels, starts at
 * 0.25 as in PyTorch.
 */
public record Prelu(long channels, Optional<Initializer> init) implements Elementwise {
  private static final Argument<Long> CHANNELS =
      Argument.optional(
          "channels", ArgumentType.whole(1), 1L, "1 slope for all, or one for each channel");

  static final Entry<Prelu> ENTRY =
      Entry.of(
          "prelu",
          "y = x above 0, else a x with slopes a that are learnt",
          a -> new Prelu(a.get(CHANNELS), a.find(Initializers.WEIGHT)),
          CHANNELS,
          Initializers.WEIGHT);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.NARROW;
  }

  @Override
  public Shape shape(TensorType x) {
    boolean each = x.shape().rank() > 0 && x.shape().dim(0).is(channels);
    if (channels != 1 && !each) {
      throw new Refusal(
          "prelu has " + channels + " slopes, but this value is " + x,
          "channels is 1, or the length of the first axis");
    }
    return x.shape();
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    TensorType slopes = in.get(0).shaped(Shape.of(channels));
    return Map.of("weight", new Weight(slopes, init.orElse(new Initializer.Constant(0.25))));
  }

  @Override
  public Value emit(Emission e, Value x) {
    Shape column = Shape.of(channels);
    while (channels > 1 && column.rank() < x.type().perExample().shape().rank()) {
      column = column.insert(1, Dim.of(1));
    }
    return pRelu(e.g(), x, reshape(e.g(), e.weight("weight"), column));
  }
}
