package org.nnd.layer;

import static org.nnd.op.Concat.concat;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Split.split;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Arguments;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A cell that goes through a sequence: hₜ = cell(xₜ, hₜ₋₁), in layers one upon the other, each in
 * one direction or in both, whose results then stand side by side.
 *
 * <p>x [T, I]. {@code returns=sequence} gives the last layer's states of all steps [T, D hidden], D
 * being the number of directions; {@code final} the last layer's last state [D hidden], which the
 * backward direction reaches at the first step; {@code both} gives the sequence, then for each
 * state of the cell the last ones of all layers and directions [layers D, hidden], or [hidden] if
 * there is one. What is sent along as {@code state} has the shape of these; without it states start
 * at 0. {@code lengths}, from 1 to T, says how many steps an example has: behind them the sequence
 * is 0 and the states stay, so that the backward direction starts at the example's own last step.
 *
 * <p>Weights for each layer and direction, under {@code layer2/} and {@code backward/}:
 * input_weight [gates hidden, I], recurrent_weight [gates hidden, hidden], input_bias and
 * recurrent_bias [gates hidden]; all start as U(-1/√hidden, 1/√hidden), as in PyTorch.
 *
 * @param name of the layer
 * @param hidden the length of a state
 * @param layers how many lie upon each other
 * @param bidirectional whether each goes through the sequence backwards too
 * @param dropout the share of zeros between two layers while training
 * @param returns sequence, final or both
 * @param state whether first states are sent along
 * @param lengths whether the examples' lengths are sent along
 */
public record Recurrent(
    String name,
    long hidden,
    long layers,
    boolean bidirectional,
    double dropout,
    String returns,
    boolean state,
    boolean lengths) {
  private static final Argument<Long> HIDDEN =
      Argument.required("hidden", ArgumentType.whole(1), "the length of the state");
  private static final Argument<Long> LAYERS =
      Argument.optional("layers", ArgumentType.whole(1, 1000), 1L, "how many lie upon each other");
  private static final Argument<Boolean> BIDIRECTIONAL =
      Argument.optional(
          "bidirectional", ArgumentType.flag(), false, "whether each goes backwards too");
  private static final Argument<Double> DROPOUT =
      Argument.optional(
          "dropout",
          ArgumentType.numberBelow(0, 1),
          0.0,
          "the share of zeros between two layers while training");
  private static final Argument<String> RETURNS =
      Argument.optional(
          "returns",
          ArgumentType.word("sequence", "final", "both"),
          "sequence",
          "the states of all steps, the last one, or the sequence and then the last states");

  /** An entry; arguments of its own stand before {@code returns}. */
  static <T> Entry<T> entry(
      String name, String summary, BiFunction<Recurrent, Arguments, T> maker, Argument<?>... more) {
    List<Argument<?>> arguments = new ArrayList<>(List.of(HIDDEN, LAYERS, BIDIRECTIONAL, DROPOUT));
    arguments.addAll(List.of(more));
    arguments.add(RETURNS);
    return Entry.<T>of(
            name, summary, a -> maker.apply(of(name, a), a), arguments.toArray(new Argument<?>[0]))
        .with("state", StepCounts.NAME);
  }

  private static Recurrent of(String name, Arguments a) {
    return new Recurrent(
        name,
        a.get(HIDDEN),
        a.get(LAYERS),
        a.get(BIDIRECTIONAL),
        a.get(DROPOUT),
        a.get(RETURNS),
        a.sent("state"),
        a.sent(StepCounts.NAME));
  }

  int directions() {
    return bidirectional ? 2 : 1;
  }

  /** How many numbers a step of a layer gives. */
  long width() {
    return Math.multiplyExact(hidden, directions());
  }

  /** Whether the states of a layer's steps are seen, not only the last ones. */
  boolean sequence(int layer) {
    return layer < layers - 1 || !returns.equals("final");
  }

  /** One state of all layers and directions, for one example. */
  private Shape stateShape() {
    long all = layers * directions();
    return all == 1 ? Shape.of(hidden) : Shape.of(all, hidden);
  }

  /** A layer that runs a cell. */
  public interface Cell extends Layer {
    Recurrent recurrent();

    /** How many rows of weights there are for each number of the state. */
    int gates();

    /** The names of the states; the first is the one that is given out. */
    default List<String> states() {
      return List.of("h");
    }

    /** Whether a gate sees the state's product alone, so that the input's can't be added to it. */
    default boolean apart() {
      return false;
    }

    /** ONNX's own operator. */
    Op operator();

    /**
     * The equations.
     *
     * @param states [hidden, N] each
     * @param sums of all gates, [gates hidden, N]: W x + b + R h + b', or where they are {@link
     *     #apart} W x + b and R h + b'
     * @return the states behind the step
     */
    List<Value> step(Builder g, List<Value> states, List<Value> sums);

    /** The gates' parts of what is computed for all of them, one upon the other. */
    default List<Value> byGate(Builder g, Value all) {
      return split(g, 0, Collections.nCopies(gates(), recurrent().hidden()), all);
    }

    @Override
    default Autocast.Numbers numbers() {
      return Autocast.Numbers.NARROW;
    }

    @Override
    default List<TensorType> infer(List<TensorType> in) {
      return recurrent().types(states(), in);
    }

    @Override
    default Map<String, Weight> weights(List<TensorType> in) {
      return recurrent().weights(gates(), in.get(0));
    }

    @Override
    default long multiplyAdds(List<TensorType> in) {
      long each =
          weights(in).values().stream()
              .filter(w -> w.type().shape().rank() == 2)
              .mapToLong(w -> w.type().shape().size().orElseThrow())
              .reduce(0, Math::addExact);
      long steps = in.get(0).perExample().shape().dim(0).known().orElseThrow();
      return Math.multiplyExact(steps, each);
    }

    @Override
    default List<Value> emit(Emission e, List<Value> in) {
      return recurrent().emit(this, e, in);
    }
  }

  // Shapes and weights.

  private List<TensorType> types(List<String> states, List<TensorType> in) {
    TensorType x = in.get(0).perExample();
    NotBfloat16.check(x);
    if (x.shape().rank() != 2 || !x.element().isFloat()) {
      throw new Refusal(
          name + " expects a sequence of vectors per example, but this value is " + x,
          x.element().isFloat()
              ? "a sequence is float[steps, numbers], the steps may be free: float[T, 28]"
              : "make vectors of whole numbers first, with embedding or one_hot");
    }
    if (x.shape().last() instanceof Dim.Named) {
      throw new Refusal(
          name + " needs to know how many numbers a step has, but this value is " + x,
          "give the last axis a fixed length");
    }
    int counts = lengths ? 1 : 0;
    int sent = in.size() - 1 - counts;
    if (sent < 0 || (!state && sent > 0)) {
      throw StepCounts.several(name, sent + counts);
    }
    if (state) {
      checkStates(states, x, in.subList(1, 1 + sent));
    }
    if (lengths) {
      StepCounts.check(name, in.get(in.size() - 1));
    }
    Shape steps = Shape.of(x.shape().dim(0), Dim.of(width()));
    List<TensorType> all = new ArrayList<>();
    all.add(x.shaped(returns.equals("final") ? steps.from(1) : steps));
    if (returns.equals("both")) {
      states.forEach(s -> all.add(x.shaped(stateShape())));
    }
    return all.stream().map(TensorType::batch).toList();
  }

  private void checkStates(List<String> states, TensorType x, List<TensorType> sent) {
    if (sent.size() != states.size()) {
      boolean one = states.size() == 1;
      throw new Refusal(
          name
              + "'s state is "
              + (one ? "one value, h" : "two values, h and c")
              + ", not "
              + sent.size(),
          one ? "write state=h" : "write state=[h, c]");
    }
    TensorType is = x.shaped(stateShape());
    TensorType one = x.shaped(Shape.of(1, hidden));
    for (TensorType s : sent) {
      TensorType given = s.perExample();
      if (!given.equals(is) && !(given.equals(one) && layers * directions() == 1)) {
        throw new Refusal(
            name + "'s state must be " + is + " here, but this is " + given,
            "there is one row for each layer and direction");
      }
    }
  }

  /** Where the weights of a layer and direction stand. */
  static String path(long layer, boolean backward) {
    return (layer > 0 ? "layer" + (layer + 1) + "/" : "") + (backward ? "backward/" : "");
  }

  private Map<String, Weight> weights(int gates, TensorType x) {
    Initializer start = Initializer.fanIn(hidden);
    long rows = Math.multiplyExact(hidden, gates);
    Map<String, Weight> all = new LinkedHashMap<>();
    for (long layer = 0; layer < layers; layer++) {
      long inputs = layer > 0 ? width() : x.shape().last().known().orElseThrow();
      for (int d = 0; d < directions(); d++) {
        String path = path(layer, d == 1);
        all.put(path + "input_weight", new Weight(x.shaped(Shape.of(rows, inputs)), start));
        all.put(path + "recurrent_weight", new Weight(x.shaped(Shape.of(rows, hidden)), start));
        all.put(path + "input_bias", new Weight(x.shaped(Shape.of(rows)), start));
        all.put(path + "recurrent_bias", new Weight(x.shaped(Shape.of(rows)), start));
      }
    }
    return all;
  }

  // Emission. Inside, the steps come first, in states the directions.

  private List<Value> emit(Cell cell, Emission e, List<Value> in) {
    Builder g = e.g();
    Layout layout = RecurrentLayer.layout(e, in.get(0));
    Value steps = layout.into(g, in.get(0));
    Dim examples = in.get(0).shape().dim(0);
    Optional<Value> counts = lengths ? Optional.of(in.get(in.size() - 1)) : Optional.empty();
    List<List<Value>> first =
        starts(cell, e, in).stream().map(s -> byLayer(g, layout, s, examples)).toList();
    List<List<Value>> last = new ArrayList<>();
    cell.states().forEach(s -> last.add(new ArrayList<>()));
    for (int layer = 0; layer < layers; layer++) {
      if (layer > 0 && e.training()) {
        Noise noise = e.noise().orElseThrow().at(path(layer, false));
        steps = Dropout.dropped(g, noise, dropout, steps);
      }
      int at = layer;
      List<Value> starts = first.stream().map(s -> s.get(at)).toList();
      RecurrentLayer.Result result =
          new RecurrentLayer(cell, e, layout, layer, steps, starts, counts).run();
      steps = result.sequence().orElse(steps);
      for (int i = 0; i < last.size(); i++) {
        last.get(i).add(result.states().get(i));
      }
    }
    List<Value> ends = new ArrayList<>();
    for (int i = 0; i < last.size(); i++) {
      Value all = layout.outOf(g, concat(g, 0, last.get(i)));
      ends.add(reshape(g, all, stateShape().insert(0, examples)));
      e.carry(cell.states().get(i), ends.get(i));
    }
    if (returns.equals("final")) {
      Value end = last.get(0).get(last.get(0).size() - 1);
      return List.of(reshape(g, layout.outOf(g, end), Shape.of(examples, Dim.of(width()))));
    }
    List<Value> results = new ArrayList<>();
    results.add(layout.outOf(g, steps));
    if (returns.equals("both")) {
      results.addAll(ends);
    }
    return results;
  }

  /** The first states: sent along, or left by the step before; none means 0. */
  private List<Value> starts(Cell cell, Emission e, List<Value> in) {
    if (state) {
      return in.subList(1, 1 + cell.states().size());
    }
    TensorType each = in.get(0).type().shaped(stateShape());
    return cell.states().stream().flatMap(s -> e.carried(s, each).stream()).toList();
  }

  /** A state, [N, layers D, hidden], for each layer in the layout. */
  private List<Value> byLayer(Builder g, Layout layout, Value state, Dim examples) {
    Dim all = Dim.of(layers * directions());
    Value rows = reshape(g, state, Shape.of(examples, all, Dim.of(hidden)));
    List<Long> parts = Collections.nCopies(Math.toIntExact(layers), (long) directions());
    Value turned = layout.into(g, rows);
    return layers == 1 ? List.of(turned) : split(g, 0, parts, turned);
  }
}
