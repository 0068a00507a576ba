package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Concat.concat;
import static org.nnd.op.Expand.expandTo;
import static org.nnd.op.Range.upTo;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeTo;
import static org.nnd.op.Split.split;
import static org.nnd.op.Transpose.swapLast;
import static org.nnd.op.Transpose.transpose;
import static org.nnd.op.Where.where;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;
import org.nnd.op.Gemm;
import org.nnd.op.Scan;

/**
 * One layer of a recurrent network on its way through the steps, in all its directions.
 *
 * @param layout of steps, states and results
 * @param starts the first states; none means 0
 * @param counts how many steps an example has; none means all
 */
record RecurrentLayer(
    Recurrent.Cell cell,
    Emission e,
    Layout layout,
    int layer,
    Value steps,
    List<Value> starts,
    Optional<Value> counts) {

  /**
   * What comes out.
   *
   * @param sequence the states of all steps, those of all directions as one, if they are seen
   * @param states the last ones
   */
  record Result(Optional<Value> sequence, List<Value> states) {}

  /**
   * Rows for ONNX's own operator; columns for a loop, where gradients are needed, and for doubles,
   * for which ONNX Runtime has no such operator.
   */
  static Layout layout(Emission e, Value x) {
    boolean loops = e.training() || x.element() != ElementType.FLOAT;
    return loops ? Layout.COLUMNS : Layout.ROWS;
  }

  Result run() {
    return layout == Layout.COLUMNS ? loops() : operator();
  }

  private Recurrent of() {
    return cell.recurrent();
  }

  private Value weight(int direction, String name) {
    return e.weight(Recurrent.path(layer, direction == 1) + name);
  }

  private Result operator() {
    Builder g = e.g();
    List<Value> inputWeights = new ArrayList<>();
    List<Value> recurrentWeights = new ArrayList<>();
    List<Value> biases = new ArrayList<>();
    for (int d = 0; d < of().directions(); d++) {
      inputWeights.add(weight(d, "input_weight"));
      recurrentWeights.add(weight(d, "recurrent_weight"));
      biases.add(concat(g, 0, List.of(weight(d, "input_bias"), weight(d, "recurrent_bias"))));
    }
    List<Value> inputs = new ArrayList<>();
    inputs.add(steps);
    inputs.add(stacked(g, inputWeights));
    inputs.add(stacked(g, recurrentWeights));
    inputs.add(stacked(g, biases));
    counts.ifPresent(n -> inputs.add(cast(g, n, ElementType.INT32)));
    inputs.addAll(starts);
    List<Value> results = g.node(cell.operator(), inputs).outputs();
    Value together = transpose(g, results.get(0), 0, 2, 1, 3);
    Shape wide = steps.shape().with(2, Dim.of(of().width()));
    return new Result(Optional.of(reshape(g, together, wide)), results.subList(1, results.size()));
  }

  /** Values one upon the other, on a new first axis. */
  private static Value stacked(Builder g, List<Value> parts) {
    return concat(
        g, 0, parts.stream().map(p -> reshape(g, p, p.shape().insert(0, Dim.of(1)))).toList());
  }

  private Result loops() {
    Builder g = e.g();
    List<List<Value>> firsts = starts.stream().map(s -> byDirection(g, s)).toList();
    List<Value> sequences = new ArrayList<>();
    List<List<Value>> lasts = new ArrayList<>();
    cell.states().forEach(s -> lasts.add(new ArrayList<>()));
    for (int d = 0; d < of().directions(); d++) {
      int direction = d;
      List<Value> first =
          firsts.isEmpty()
              ? Collections.nCopies(lasts.size(), zeros(g))
              : firsts.stream().map(s -> s.get(direction)).toList();
      Scan.Step result = loop(g, d, first);
      sequences.addAll(result.outputs());
      for (int i = 0; i < lasts.size(); i++) {
        lasts.get(i).add(result.states().get(i));
      }
    }
    Optional<Value> sequence =
        sequences.isEmpty() ? Optional.empty() : Optional.of(concat(g, 1, sequences));
    return new Result(sequence, lasts.stream().map(s -> stacked(g, s)).toList());
  }

  /** [D, hidden, N] as [hidden, N] for each direction. */
  private List<Value> byDirection(Builder g, Value states) {
    List<Long> parts = Collections.nCopies(of().directions(), 1L);
    List<Value> each = parts.size() == 1 ? List.of(states) : split(g, 0, parts, states);
    return each.stream().map(s -> reshape(g, s, s.shape().from(1))).toList();
  }

  private Value zeros(Builder g) {
    return columns(g, g.constant(0, steps), of().hidden());
  }

  /** A number for each row, or one for all, in as many columns as there are examples. */
  private Value columns(Builder g, Value x, long rows) {
    return expandTo(g, x, Shape.of(Dim.of(rows), steps.shape().dim(2)), steps);
  }

  /** The inputs' products are made for all steps at once, only the states' are in the loop. */
  private Scan.Step loop(Builder g, int direction, List<Value> first) {
    Value bias = column(g, weight(direction, "input_bias"));
    Value recurrentBias = column(g, weight(direction, "recurrent_bias"));
    List<Value> shared = new ArrayList<>(List.of(weight(direction, "recurrent_weight")));
    if (cell.apart()) {
      shared.add(columns(g, recurrentBias, of().hidden() * cell.gates()));
    } else {
      bias = add(g, bias, recurrentBias);
    }
    List<Value> sequences = new ArrayList<>();
    sequences.add(products(g, weight(direction, "input_weight"), bias));
    counts.ifPresent(n -> sequences.add(within(g, n)));
    return Scan.scan(g, direction == 1, first, sequences, shared, this::step);
  }

  private static Value column(Builder g, Value bias) {
    return reshape(g, bias, bias.shape().then(Shape.of(1)));
  }

  /** W x + b of all steps, [T, gates hidden, N], from one product. */
  private Value products(Builder g, Value weight, Value bias) {
    Shape s = steps.shape();
    Shape rows = Shape.of(s.dim(0).times(s.dim(2)), s.dim(1));
    Value columns = transpose(g, reshape(g, swapLast(g, steps), rows), 1, 0);
    Value all = g.apply(new Gemm(false, false), weight, columns, bias);
    Shape apart = Shape.of(weight.shape().dim(0), s.dim(0), s.dim(2));
    return transpose(g, reshapeTo(g, all, apart, steps), 1, 0, 2);
  }

  /** Whether a step is one of the example's, [T, 1, N]. */
  private Value within(Builder g, Value n) {
    Value numbers = upTo(g, steps, 0);
    Value column = reshape(g, numbers, numbers.shape().then(Shape.of(1, 1)));
    return StepCounts.within(g, column, n, n.shape());
  }

  private Scan.Step step(Builder g, List<Value> states, List<Value> elements, List<Value> shared) {
    Value recurrentWeight = shared.get(0);
    Value added = cell.apart() ? shared.get(1) : elements.get(0);
    Value sum = g.apply(new Gemm(false, false), recurrentWeight, states.get(0), added);
    List<Value> sums = cell.apart() ? List.of(elements.get(0), sum) : List.of(sum);
    List<Value> next = cell.step(g, states, sums);
    List<Value> outputs = new ArrayList<>();
    if (of().sequence(layer)) {
      outputs.add(next.get(0));
    }
    if (counts.isEmpty()) {
      return new Scan.Step(next, outputs);
    }
    Value within = elements.get(1);
    List<Value> kept = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      kept.add(where(g, within, next.get(i), states.get(i)));
    }
    outputs.replaceAll(y -> where(g, within, y, g.constant(0, y)));
    return new Scan.Step(kept, outputs);
  }
}
