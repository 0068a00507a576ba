package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Split.split;
import static org.nnd.op.Transpose.transpose;

import java.util.ArrayList;
import java.util.Collections;
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

/**
 * y = concat(headsᵢ) Wₒᵀ + bₒ, headᵢ = softmax(Qᵢ Kᵢᵀ / √d) Vᵢ, the D numbers of Q Wqᵀ + bq and so
 * on parted among the heads.
 *
 * <p>Vaswani and others, 2017, as in PyTorch. Queries [Q, D], keys and values [K, D] give [Q, D].
 * input_weight [3 D, D] holds the rows of q, k and v, xavier_uniform; output_weight [D, D],
 * U(-1/√D, 1/√D); input_bias [3 D] and output_bias [D], zeros. Masks and the rest are told by
 * {@link Attending}.
 */
public record MultiHeadAttention(Attending attending, long heads, boolean bias)
    implements Attending.Layer {
  private static final Argument<Long> HEADS =
      Argument.required("heads", ArgumentType.whole(1), "how many attend side by side");
  private static final Argument<Boolean> BIAS =
      Argument.optional("bias", ArgumentType.flag(), true, "whether biases are added");

  static final Entry<MultiHeadAttention> ENTRY =
      Attending.entry(
          "multi_head_attention",
          "several attentions side by side, each on a part of the numbers",
          a ->
              new MultiHeadAttention(
                  Attending.of("multi_head_attention", a), a.get(HEADS), a.get(BIAS)),
          HEADS,
          BIAS,
          Attending.CAUSAL,
          Attending.DROPOUT);

  @Override
  public Shape shape(TensorType query, TensorType key, TensorType value) {
    Dim last = query.shape().last();
    if (!last.equals(key.shape().last()) || !last.equals(value.shape().last())) {
      throw new Refusal(
          "multi_head_attention wants query, key and value equally wide, but they are "
              + query
              + ", "
              + key
              + " and "
              + value,
          "make them so with dense");
    }
    long width = width(query.shape());
    if (width % heads != 0) {
      throw new Refusal(
          "multi_head_attention can't part " + width + " numbers among " + heads + " heads",
          "the last length must be a multiple of heads");
    }
    return query.shape();
  }

  private static long width(Shape x) {
    return x.last().known().orElseThrow();
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    TensorType x = in.get(0);
    long width = width(x.shape());
    Map<String, Weight> all = new LinkedHashMap<>();
    Initializer xavier = new Initializer.Scaled(1, Initializer.Scaled.Fan.MEAN, false);
    Initializer zero = new Initializer.Constant(0);
    all.put(
        "input_weight",
        new Weight(x.shaped(Shape.of(Math.multiplyExact(3, width), width)), xavier));
    if (bias) {
      all.put("input_bias", new Weight(x.shaped(Shape.of(3 * width)), zero));
    }
    Initializer start = Initializer.fanIn(width);
    all.put("output_weight", new Weight(x.shaped(Shape.of(width, width)), start));
    if (bias) {
      all.put("output_bias", new Weight(x.shaped(Shape.of(width)), zero));
    }
    return all;
  }

  @Override
  public long projections(List<TensorType> all) {
    long width = width(all.get(0).shape());
    long steps = all.stream().mapToLong(t -> t.shape().sizes()[0]).sum();
    return (steps + all.get(0).shape().sizes()[0]) * width * width;
  }

  @Override
  public Value emit(Emission e, Value query, Value key, Value value, Optional<Value> counts) {
    Builder g = e.g();
    List<Value> in = projected(e, List.of(query, key, value));
    double scale = Math.sqrt((double) heads / width(query.shape()));
    Value q = parted(g, mul(g, in.get(0), g.constant(scale, query)), 0, 2, 1, 3);
    Value k = parted(g, in.get(1), 0, 2, 3, 1);
    Value v = parted(g, in.get(2), 0, 2, 1, 3);
    Value read = transpose(g, attending.attend(e, matMul(g, q, k), v, counts), 0, 2, 1, 3);
    return linear(e, reshape(g, read, query.shape()), "output");
  }

  /** Q, K and V for all heads: one product where a value attends to itself. */
  private List<Value> projected(Emission e, List<Value> in) {
    Builder g = e.g();
    List<Long> parts = Collections.nCopies(3, width(in.get(0).shape()));
    if (in.stream().distinct().count() == 1) {
      return split(g, 2, parts, linear(e, in.get(0), "input"));
    }
    List<Value> weights = split(g, 0, parts, e.weight("input_weight"));
    List<Value> biases = bias ? split(g, 0, parts, e.weight("input_bias")) : List.of();
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Value y = matMul(g, in.get(i), transpose(g, weights.get(i), 1, 0));
      all.add(bias ? add(g, y, biases.get(i)) : y);
    }
    return all;
  }

  private Value linear(Emission e, Value x, String name) {
    Builder g = e.g();
    Value y = matMul(g, x, transpose(g, e.weight(name + "_weight"), 1, 0));
    return bias ? add(g, y, e.weight(name + "_bias")) : y;
  }

  /** [N, T, D] as [N, T, heads, d], its axes in another order. */
  private Value parted(Builder g, Value x, Integer... order) {
    long each = width(x.shape()) / heads;
    Shape rows = x.shape().slice(0, 2).then(Shape.of(Dim.of(heads), Dim.of(each)));
    return transpose(g, reshape(g, x, rows), order);
  }
}
