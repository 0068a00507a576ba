package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Tanh.tanh;
import static org.nnd.op.Transpose.transpose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * y = softmax(scores) V, scoreᵢⱼ = w · tanh(Wq qᵢ + Wk kⱼ).
 *
 * <p>Bahdanau and others, 2014. query_weight [hidden, D], key_weight [hidden, E], score_weight [1,
 * hidden]; each starts as U(-1/√n, 1/√n), n being its last length. Shapes, masks and the rest are
 * told by {@link Attending}.
 */
public record AdditiveAttention(Attending attending, long hidden) implements Attending.Layer {
  private static final Argument<Long> HIDDEN =
      Argument.required(
          "hidden", ArgumentType.whole(1), "how many numbers a query and a key meet in");

  static final Entry<AdditiveAttention> ENTRY =
      Attending.entry(
          "additive_attention",
          "y = softmax(w · tanh(Wq q + Wk k)) V",
          a -> new AdditiveAttention(Attending.of("additive_attention", a), a.get(HIDDEN)),
          HIDDEN,
          Attending.DROPOUT);

  @Override
  public Shape shape(TensorType query, TensorType key, TensorType value) {
    return query.shape().with(-1, value.shape().last());
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    Map<String, Weight> all = new LinkedHashMap<>();
    List<TensorType> types = attending.types(in);
    all.put("query_weight", weight(types.get(0), hidden));
    all.put("key_weight", weight(types.get(1), hidden));
    all.put("score_weight", weight(types.get(0).shaped(Shape.of(hidden)), 1));
    return all;
  }

  private static Weight weight(TensorType x, long rows) {
    long width = x.shape().last().known().orElseThrow();
    return new Weight(x.shaped(Shape.of(rows, width)), Initializer.fanIn(width));
  }

  @Override
  public long scoreWidth(long query) {
    return hidden;
  }

  @Override
  public long projections(List<TensorType> all) {
    long query = all.get(0).shape().size().orElseThrow();
    return (query + all.get(1).shape().size().orElseThrow()) * hidden;
  }

  @Override
  public Value emit(Emission e, Value query, Value key, Value value, Optional<Value> counts) {
    Builder g = e.g();
    Value q = product(e, query, "query_weight");
    Value k = product(e, key, "key_weight");
    Value sums =
        add(
            g,
            reshape(g, q, q.shape().insert(2, Dim.of(1))),
            reshape(g, k, k.shape().insert(1, Dim.of(1))));
    Value scores = product(e, tanh(g, sums), "score_weight");
    Value flat = reshape(g, scores, scores.shape().slice(0, 3));
    return attending.attend(e, flat, value, counts);
  }

  private static Value product(Emission e, Value x, String weight) {
    return matMul(e.g(), x, transpose(e.g(), e.weight(weight), 1, 0));
  }
}
