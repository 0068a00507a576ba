package org.nnd.layer;

import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Transpose.swapLast;

import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * y = softmax(s Q Kᵀ) V, s being 1/√D where nothing else is said.
 *
 * <p>Scaled dot-product attention (Vaswani and others, 2017). Shapes, masks and the rest are told
 * by {@link Attending}; queries and keys are equally wide.
 */
public record Attention(Attending attending, Optional<Double> scale) implements Attending.Layer {
  private static final Argument<Double> SCALE =
      Argument.unset(
          "scale", ArgumentType.positive(), "1/√D", "what the products are multiplied with");

  static final Entry<Attention> ENTRY =
      Attending.entry(
          "attention",
          "y = softmax(Q Kᵀ / √D) V",
          a -> new Attention(Attending.of("attention", a), a.find(SCALE)),
          Attending.CAUSAL,
          Attending.DROPOUT,
          SCALE);

  @Override
  public Shape shape(TensorType query, TensorType key, TensorType value) {
    if (!query.shape().last().equals(key.shape().last())) {
      throw new Refusal(
          "attention multiplies queries with keys, but queries are " + query + " and keys " + key,
          "make them equally wide with dense, or use additive_attention");
    }
    return query.shape().with(-1, value.shape().last());
  }

  @Override
  public Value emit(Emission e, Value query, Value key, Value value, Optional<Value> counts) {
    Builder g = e.g();
    long width = query.shape().last().known().orElseThrow();
    Value scaled = mul(g, query, g.constant(scale.orElse(1 / Math.sqrt((double) width)), query));
    return attending.attend(e, matMul(g, scaled, swapLast(g, key)), value, counts);
  }
}
