package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Transpose.transpose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Gemm;

/**
 * y = x Wᵀ + b on a vector, or on every vector of a sequence.
 *
 * <p>x [I] or [T, I]; weight [units, I], bias [units]; both start as U(-1/√I, 1/√I), as in PyTorch,
 * where nothing else is said.
 */
public record Dense(
    long units, boolean bias, Optional<Initializer> init, Optional<Initializer> biasInit)
    implements OneToOne {
  private static final Argument<Long> UNITS =
      Argument.required("units", ArgumentType.whole(1), "how many numbers come out");
  private static final Argument<Boolean> BIAS =
      Argument.optional("bias", ArgumentType.flag(), true, "whether b is added");

  static final Entry<Dense> ENTRY =
      Entry.of(
          "dense",
          "y = x Wᵀ + b",
          a ->
              new Dense(
                  a.get(UNITS),
                  a.get(BIAS),
                  a.find(Initializers.WEIGHT),
                  a.find(Initializers.BIAS)),
          UNITS,
          BIAS,
          Initializers.WEIGHT,
          Initializers.BIAS);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.NARROW;
  }

  @Override
  public Shape shape(TensorType x) {
    if (x.shape().rank() == 0 || x.shape().rank() > 2) {
      String flat =
          x.shape().size().isPresent()
              ? " (it makes " + x.shaped(Shape.of(x.shape().elements())) + ")"
              : "";
      throw new Refusal(
          "dense expects a vector per example, but this value is " + x,
          x.shape().rank() == 0 ? null : "insert `-> flatten` before it" + flat);
    }
    if (x.shape().last() instanceof Dim.Named) {
      throw new Refusal(
          "dense needs to know how many numbers go in, but this value is " + x,
          "give the last axis a fixed length");
    }
    return x.shape().with(-1, Dim.of(units));
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    TensorType x = in.get(0);
    long inputs = x.shape().last().known().orElseThrow();
    Map<String, Weight> all = new LinkedHashMap<>();
    Initializer start = Initializer.fanIn(inputs);
    all.put("weight", new Weight(x.shaped(Shape.of(units, inputs)), init.orElse(start)));
    if (bias) {
      all.put("bias", new Weight(x.shaped(Shape.of(units)), biasInit.orElse(start)));
    }
    return all;
  }

  @Override
  public long multiplyAdds(List<TensorType> in) {
    return in.get(0).perExample().shape().size().orElseThrow() * units;
  }

  /** Vectors go through Gemm, which adds the bias itself. */
  @Override
  public Value emit(Emission e, Value x) {
    Builder g = e.g();
    Value w = e.weight("weight");
    if (x.shape().rank() == 2) {
      Gemm gemm = new Gemm(false, true);
      return bias ? g.apply(gemm, x, w, e.weight("bias")) : g.apply(gemm, x, w);
    }
    Value product = matMul(g, x, transpose(g, w, 1, 0));
    return bias ? add(g, product, e.weight("bias")) : product;
  }
}
