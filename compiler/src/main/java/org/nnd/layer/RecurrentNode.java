package org.nnd.layer;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Split.split;
import static org.nnd.op.Transpose.swapLast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;

/**
 * One of ONNX's recurrent operators as the loop that a recurrent layer is while it trains: the
 * operator keeps its gates to itself, and so has no gradient.
 */
record RecurrentNode(Recurrent.Cell cell) {

  /** What is written for an op, if it is one of them. */
  static Optional<RecurrentNode> of(Op op) {
    if (op instanceof org.nnd.op.Lstm o) {
      return Optional.of(
          new RecurrentNode(new Lstm(recurrent(o.hidden(), o.bidirectional(), o.lengths()))));
    }
    if (op instanceof org.nnd.op.Gru o) {
      return Optional.of(
          new RecurrentNode(new Gru(recurrent(o.hidden(), o.bidirectional(), o.lengths()))));
    }
    if (op instanceof org.nnd.op.Rnn o) {
      Recurrent recurrent = recurrent(o.hidden(), o.bidirectional(), o.lengths());
      return Optional.of(new RecurrentNode(new Rnn(recurrent, o.activation().equals("Relu"))));
    }
    return Optional.empty();
  }

  private static Recurrent recurrent(long hidden, boolean bidirectional, boolean lengths) {
    return new Recurrent("onnx", hidden, 1, bidirectional, 0, "both", true, lengths);
  }

  /** Writes the loop; inputs and outputs are the operator's. */
  List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    int behind = cell.recurrent().lengths() ? 5 : 4;
    Optional<Value> counts =
        cell.recurrent().lengths()
            ? Optional.of(cast(g, in.get(4), ElementType.INT64))
            : Optional.empty();
    List<Value> starts =
        in.size() > behind
            ? in.subList(behind, in.size()).stream().map(s -> swapLast(g, s)).toList()
            : List.of();
    Value steps = swapLast(g, in.get(0));
    Emission own = e.with(weights(g, in));
    RecurrentLayer.Result result =
        new RecurrentLayer(cell, own, Layout.COLUMNS, 0, steps, starts, counts).run();
    List<Value> out = new ArrayList<>();
    Value sequence = result.sequence().orElseThrow();
    Shape s = sequence.shape();
    Shape apart = Shape.of(s.dim(0), directions(), Dim.of(cell.recurrent().hidden()), s.dim(2));
    out.add(swapLast(g, reshape(g, sequence, apart)));
    result.states().forEach(state -> out.add(swapLast(g, state)));
    return out;
  }

  private Dim directions() {
    return Dim.of(cell.recurrent().directions());
  }

  /** The weights as a recurrent layer names them; without biases these are 0. */
  private Map<String, Value> weights(Builder g, List<Value> in) {
    long rows = cell.recurrent().hidden() * cell.gates();
    Value none = g.constant(Tensor.filled(in.get(0).type().shaped(Shape.of(rows)), 0));
    List<Value> inputs = byDirection(g, in.get(1));
    List<Value> recurrents = byDirection(g, in.get(2));
    List<Value> biases = in.size() > 3 ? byDirection(g, in.get(3)) : List.of();
    Map<String, Value> own = new HashMap<>();
    for (int d = 0; d < inputs.size(); d++) {
      String path = Recurrent.path(0, d == 1);
      List<Value> both =
          biases.isEmpty() ? List.of(none, none) : split(g, 0, List.of(rows, rows), biases.get(d));
      own.put(path + "input_weight", inputs.get(d));
      own.put(path + "recurrent_weight", recurrents.get(d));
      own.put(path + "input_bias", both.get(0));
      own.put(path + "recurrent_bias", both.get(1));
    }
    return own;
  }

  private List<Value> byDirection(Builder g, Value all) {
    List<Long> ones = Collections.nCopies(cell.recurrent().directions(), 1L);
    List<Value> parts = ones.size() == 1 ? List.of(all) : split(g, 0, ones, all);
    return parts.stream().map(p -> reshape(g, p, p.shape().from(1))).toList();
  }
}
