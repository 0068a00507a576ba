package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.Gather.gather;
import static org.nnd.op.Range.upTo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * y[t] = x[t] + P[t]: says of each step which one it is.
 *
 * <p>P[t, 2i] = sin(t / 10000^(2i/D)), P[t, 2i+1] = cos(t / 10000^(2i/D)): Vaswani and others,
 * 2017. Or it is learned: weight [longest, D] starts as N(0, 0.02²), as in BERT and GPT-2. x [T,
 * D], T may be free; a sequence that is then longer stops the run. Dropout follows while training.
 *
 * @param longest how many steps P has
 * @param dropout the share of zeros of the dropout
 */
public record PositionalEncoding(
    long longest, double dropout, boolean learned, Optional<Initializer> init) implements OneToOne {
  private static final Argument<Long> LONGEST =
      Argument.optional(
          "longest", ArgumentType.whole(1, 1 << 24), 1000L, "the length of the longest sequence");
  private static final Argument<Double> DROPOUT =
      Argument.optional(
          "dropout", ArgumentType.numberBelow(0, 1), 0.0, "the share of zeros put in after it");
  private static final Argument<Boolean> LEARNED =
      Argument.optional("learned", ArgumentType.flag(), false, "whether P is learned");

  static final Entry<PositionalEncoding> ENTRY =
      Entry.of(
          "positional_encoding",
          "y[t] = x[t] + P[t], P of sines and cosines or learned",
          a ->
              new PositionalEncoding(
                  a.get(LONGEST), a.get(DROPOUT), a.get(LEARNED), a.find(Initializers.WEIGHT)),
          LONGEST,
          DROPOUT,
          LEARNED,
          Initializers.WEIGHT);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Shape shape(TensorType x) {
    if (x.shape().rank() != 2 || x.shape().dim(1) instanceof Dim.Named) {
      throw new Refusal(
          "positional_encoding expects a sequence of vectors per example, but this value is " + x,
          "a sequence is float[steps, numbers], the steps may be free: float[T, 28]");
    }
    OptionalLong steps = x.shape().dim(0).known();
    if (steps.isPresent() && steps.getAsLong() > longest) {
      throw new Refusal(
          "positional_encoding knows "
              + longest
              + " steps, but this value has "
              + steps.getAsLong()
              + ": "
              + x,
          "say longest=" + steps.getAsLong());
    }
    return x.shape();
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    TensorType x = in.get(0).perExample();
    TensorType all = x.shaped(Shape.of(Dim.of(longest), x.shape().last()));
    return learned
        ? Map.of("weight", new Weight(all, init.orElse(new Initializer.Normal(0, 0.02))))
        : Map.of();
  }

  @Override
  public Value emit(Emission e, Value x) {
    Builder g = e.g();
    OptionalLong steps = x.shape().dim(1).known();
    Value each;
    if (learned || steps.isEmpty()) {
      Value all = learned ? e.weight("weight") : g.constant(waves(x.type(), longest));
      Value indices =
          steps.isPresent()
              ? g.constant(Tensor.longs(LongStream.range(0, steps.getAsLong()).toArray()))
              : upTo(g, x, 1);
      each = gather(g, all, indices);
    } else {
      each = g.constant(waves(x.type(), steps.getAsLong()));
    }
    return new Dropout(dropout).emit(e, add(g, x, each));
  }

  private static Tensor waves(TensorType x, long steps) {
    int width = Math.toIntExact(x.shape().last().known().orElseThrow());
    double[] numbers = new double[Math.toIntExact(steps * width)];
    for (int i = 0; i < numbers.length; i++) {
      int column = i % width;
      int step = i / width;
      double angle = step / StrictMath.pow(10000, (column - column % 2) / (double) width);
      numbers[i] = column % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
    }
    return Tensor.of(x.element(), Shape.of(steps, width), numbers);
  }
}
