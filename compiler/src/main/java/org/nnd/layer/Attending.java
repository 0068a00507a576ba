package org.nnd.layer;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Cast.widened;
import static org.nnd.op.GreaterOrEqual.greaterOrEqual;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Range.upTo;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Softmax.softmax;
import static org.nnd.op.Where.where;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Arguments;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * y = softmax(scores) V over the keys that a query may see: what all attention layers have in
 * common.
 *
 * <p>Queries [Q, D], keys [K, E] and values [K, V] of each example give [Q, V]; one value is all
 * three. {@code lengths} says how many keys an example has; a query that may see none gets zeros.
 *
 * <p>ONNX has an operator Attention from opset 23 on, which is newer than what is written here, so
 * that graphs hold its parts.
 *
 * @param name of the layer
 * @param causal whether query i sees keys 0 to i only
 * @param dropout the share of the weights that are zeros while training
 * @param lengths whether the examples' numbers of keys are sent along
 */
public record Attending(String name, boolean causal, double dropout, boolean lengths) {
  static final Argument<Boolean> CAUSAL =
      Argument.optional(
          "causal", ArgumentType.flag(), false, "whether a step sees itself and earlier ones only");
  static final Argument<Double> DROPOUT =
      Argument.optional(
          "dropout",
          ArgumentType.numberBelow(0, 1),
          0.0,
          "the share of weights that are zeros while training");

  /** Far below every score, and far from the end of the numbers. */
  private static final double UNSEEN = -1e30;

  static <T> Entry<T> entry(
      String name, String summary, Function<Arguments, T> maker, Argument<?>... arguments) {
    return Entry.<T>of(name, summary, maker, arguments).taking(1, 3).with(StepCounts.NAME);
  }

  /** What is told by arguments that the layer has. */
  static Attending of(String name, Arguments a) {
    return new Attending(
        name, a.find(CAUSAL).orElse(false), a.get(DROPOUT), a.sent(StepCounts.NAME));
  }

  private int values(int inputs) {
    return inputs - (lengths ? 1 : 0);
  }

  /** Queries, keys and values. */
  private <T> List<T> three(List<T> in) {
    return values(in.size()) == 1 ? Collections.nCopies(3, in.get(0)) : in.subList(0, 3);
  }

  /** The types of one example's queries, keys and values. */
  List<TensorType> types(List<TensorType> in) {
    int counts = (int) in.stream().filter(StepCounts::are).count();
    if (lengths && counts > 1) {
      throw StepCounts.several(name, counts);
    }
    int given = values(in.size());
    if (given != 1 && given != 3) {
      throw new Refusal(
          name + " takes one value, or query, key and value, not " + given + " values",
          "one value attends to itself; to read from another write " + name + "(x, other, other)");
    }
    List<TensorType> all = three(in).stream().map(TensorType::perExample).toList();
    for (TensorType each : all) {
      Shape s = each.shape();
      if (s.rank() != 2 || !each.element().isFloat()) {
        throw new Refusal(
            name + " expects sequences of vectors per example, but this value is " + each,
            each.element().isFloat()
                ? "a sequence is float[steps, numbers], the steps may be free: float[T, 64]"
                : "make vectors of whole numbers first, with embedding or one_hot");
      }
      if (s.last() instanceof Dim.Named) {
        throw new Refusal(
            name + " needs to know how many numbers a step has, but this value is " + each,
            "give the last axis a fixed length");
      }
    }
    TensorType query = all.get(0);
    TensorType key = all.get(1);
    TensorType value = all.get(2);
    if (key.element() != query.element() || value.element() != query.element()) {
      throw new Refusal(
          name + " can't mix kinds of numbers: " + query + ", " + key + " and " + value);
    }
    if (!key.shape().dim(0).equals(value.shape().dim(0))) {
      throw new Refusal(
          name + " needs a value for each key, but keys are " + key + " and values " + value);
    }
    if (lengths) {
      StepCounts.check(name, in.get(in.size() - 1));
    }
    return all;
  }

  /**
   * softmax(scores) V.
   *
   * @param narrow scores of queries and keys, [N, ..., Q, K]
   * @param values [N, ..., K, V]
   * @param counts how many keys an example has; none means all
   */
  Value attend(Emission e, Value narrow, Value values, Optional<Value> counts) {
    Builder g = e.g();
    // The weights come about in floats at least, whatever the scores are.
    Value scores = widened(g, narrow);
    int rank = scores.shape().rank();
    Value keys = upTo(g, scores, rank - 1);
    Value masked = scores;
    if (causal) {
      Value queries = upTo(g, scores, rank - 2);
      Value column = reshape(g, queries, queries.shape().then(Shape.of(1)));
      masked = only(g, greaterOrEqual(g, column, keys), masked, UNSEEN);
    }
    Shape each = scores.shape().slice(0, 1);
    while (each.rank() < rank) {
      each = each.then(Shape.of(1));
    }
    Shape column = each;
    Optional<Value> within = counts.map(n -> StepCounts.within(g, keys, n, column));
    if (within.isPresent()) {
      masked = only(g, within.get(), masked, UNSEEN);
    }
    Value weights = softmax(g, rank - 1, masked);
    if (within.isPresent()) {
      weights = only(g, within.get(), weights, 0);
    }
    if (e.training()) {
      weights = Dropout.dropped(g, e.noise().orElseThrow(), dropout, weights);
    }
    return matMul(g, cast(g, weights, values.element()), values);
  }

  private static Value only(Builder g, Value seen, Value x, double otherwise) {
    return where(g, seen, x, g.constant(otherwise, x));
  }

  /** A layer that attends. */
  interface Layer extends org.nnd.layer.Layer {
    Attending attending();

    /** The result's shape for one example. */
    Shape shape(TensorType query, TensorType key, TensorType value);

    /**
     * Writes the one result.
     *
     * @param counts how many keys an example has; none means all
     */
    Value emit(Emission e, Value query, Value key, Value value, Optional<Value> counts);

    @Override
    default Autocast.Numbers numbers() {
      return Autocast.Numbers.NARROW;
    }

    @Override
    default List<TensorType> infer(List<TensorType> in) {
      List<TensorType> all = attending().types(in);
      TensorType q = all.get(0);
      return List.of(q.shaped(shape(q, all.get(1), all.get(2))).batch());
    }

    /** Q K pairs, each with a product for its score and one of its value, and the weights' own. */
    @Override
    default long multiplyAdds(List<TensorType> in) {
      List<TensorType> all = attending().types(in);
      long[] query = all.get(0).shape().sizes();
      long[] value = all.get(2).shape().sizes();
      long pairs = Math.multiplyExact(query[0], value[0]);
      return Math.multiplyExact(pairs, scoreWidth(query[1]) + value[1]) + projections(all);
    }

    /** How many numbers are multiplied for the score of a query of a width and a key. */
    default long scoreWidth(long query) {
      return query;
    }

    /** The products of queries, keys, values and results with weights. */
    default long projections(List<TensorType> all) {
      return 0;
    }

    @Override
    default List<Value> emit(Emission e, List<Value> in) {
      List<Value> all = attending().three(in);
      Optional<Value> counts =
          attending().lengths ? Optional.of(in.get(in.size() - 1)) : Optional.empty();
      return List.of(emit(e, all.get(0), all.get(1), all.get(2), counts));
    }
  }
}
