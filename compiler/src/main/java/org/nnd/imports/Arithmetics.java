package org.nnd.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.Arithmetic.Operator;
import org.nnd.op.Add;
import org.nnd.op.Div;
import org.nnd.op.MatMul;
import org.nnd.op.Max;
import org.nnd.op.Min;
import org.nnd.op.Mul;
import org.nnd.op.Neg;
import org.nnd.op.Pow;
import org.nnd.op.ReduceL1;
import org.nnd.op.ReduceL2;
import org.nnd.op.ReduceMax;
import org.nnd.op.ReduceMean;
import org.nnd.op.ReduceMin;
import org.nnd.op.ReduceSum;
import org.nnd.op.Reduction;
import org.nnd.op.Sub;
import org.nnd.op.Sum;

/** Arithmetic, and what brings numbers together. */
final class Arithmetics {
  private static final Map<Class<? extends Op>, Operator> OPERATORS = new HashMap<>();
  private static final Map<Class<? extends Op>, String> FOLDS =
      Map.of(Max.class, "maximum", Min.class, "minimum", Sum.class, "add");
  private static final Map<Class<? extends Op>, String> REDUCTIONS = new HashMap<>();

  static {
    OPERATORS.put(Add.class, Operator.ADD);
    OPERATORS.put(Sum.class, Operator.ADD);
    OPERATORS.put(Sub.class, Operator.SUB);
    OPERATORS.put(Mul.class, Operator.MUL);
    OPERATORS.put(Div.class, Operator.DIV);
    OPERATORS.put(Pow.class, Operator.POW);
    REDUCTIONS.put(ReduceMean.class, "mean");
    REDUCTIONS.put(ReduceSum.class, "sum");
    REDUCTIONS.put(ReduceMax.class, "amax");
    REDUCTIONS.put(ReduceMin.class, "amin");
    REDUCTIONS.put(ReduceL1.class, "l1");
    REDUCTIONS.put(ReduceL2.class, "l2");
  }

  private Arithmetics() {}

  /** {@code a + b}, {@code a * 2}, a parameter being a value too. */
  static List<Site> infix(Node node, Wiring g) {
    Operator operator = OPERATORS.get(node.op().getClass());
    if (operator == null || node.inputs().size() != 2) {
      return List.of();
    }
    Value a = node.inputs().get(0);
    Value b = node.inputs().get(1);
    Value y = node.output();
    for (int i = 0; i < 2; i++) {
      Value other = node.inputs().get(1 - i);
      Optional<Double> number = g.number(node.inputs().get(i));
      if (number.isPresent() && other.shape().equals(y.shape())) {
        double n = Numbers.brief(number.get());
        return List.of(Site.of(new Form.WithNumber(operator, n, i == 0), other, y));
      }
    }
    if (operator == Operator.MUL && a.equals(b)) {
      return List.of(Site.of(Form.Call.of("square"), a, y));
    }
    List<Site> sites = new ArrayList<>();
    List<Value> operands = new ArrayList<>();
    for (Value v : List.of(a, b)) {
      Optional<Value> operand = operand(v, y.shape().rank(), g, sites);
      if (operand.isEmpty()) {
        return List.of();
      }
      operands.add(operand.get());
    }
    sites.add(0, Site.of(new Form.Infix(operator), operands, List.of(y)));
    return sites;
  }

  /** {@code maximum(a, b)}, {@code add(a, b, c)}. */
  static List<Site> extremes(Node node, Wiring g) {
    boolean alike =
        node.inputs().stream().allMatch(v -> v.type().batched() && g.constant(v).isEmpty());
    int rank = node.outputs().get(0).shape().rank();
    boolean one = node.inputs().stream().allMatch(v -> v.shape().rank() == rank);
    String name = FOLDS.getOrDefault(node.op().getClass(), "");
    return name.isEmpty() || !alike || !one
        ? List.of()
        : List.of(Site.of(Form.Call.of(name), node.inputs(), node.outputs()));
  }

  /** A value with examples, or a parameter without; they meet by their last axes. */
  private static Optional<Value> operand(Value v, int rank, Wiring g, List<Site> sites) {
    Optional<Tensor> numbers = g.constant(v);
    if (numbers.isEmpty()) {
      return Optional.of(v).filter(x -> x.type().batched() && x.shape().rank() == rank);
    }
    Tensor t = numbers.get();
    Shape s = t.type().shape();
    if (s.rank() == rank && s.dim(0).is(1)) {
      t = Numbers.reshaped(t, Arrays.copyOfRange(s.sizes(), 1, rank));
    } else if (s.rank() >= rank) {
      return Optional.empty();
    }
    Site parameter = parameter(v, t);
    sites.add(parameter);
    return Optional.of(parameter.outputs().get(0));
  }

  /** {@code parameter([3, 4])}: a constant as a value of the network. */
  static Site parameter(Value of, Tensor t) {
    List<Long> lengths = Arrays.stream(t.type().shape().sizes()).boxed().toList();
    Value v = new Value(of.name() + "/parameter", t.type());
    Form form =
        Form.Call.of("parameter", "lengths", lengths, "element", t.type().element().toString());
    return Site.of(form, List.of(), List.of(v)).with(Map.of("weight", t), List.of(of));
  }

  /** {@code -x}. */
  static Optional<Site> negative(Node node, Wiring g) {
    return node.op() instanceof Neg && node.inputs().get(0).type().batched()
        ? Optional.of(
            Site.of(
                new Form.WithNumber(Operator.MUL, -1, false), node.inputs().get(0), node.output()))
        : Optional.empty();
  }

  /** {@code a @ b}, matrices of each example. */
  static Optional<Site> matrices(Node node, Wiring g) {
    boolean each =
        node.inputs().stream().allMatch(v -> v.type().batched() && v.shape().rank() == 3);
    return node.op() instanceof MatMul && each
        ? Optional.of(Site.of(new Form.Matrices(), node.inputs(), node.outputs()))
        : Optional.empty();
  }

  /** {@code mean(axis=1)}, over axes of an example. */
  static Optional<Site> reduction(Node node, Wiring g) {
    String name = REDUCTIONS.get(node.op().getClass());
    if (name == null || !node.inputs().get(0).type().batched()) {
      return Optional.empty();
    }
    Reduction r = (Reduction) node.op();
    int rank = node.inputs().get(0).shape().rank();
    if (r.axes().isEmpty() || r.axes().contains(0)) {
      return Optional.empty();
    }
    List<Object> arguments = new ArrayList<>(List.of("keep", r.keep()));
    if (r.axes().size() < rank - 1) {
      List<Long> axes = r.axes().stream().sorted().map(a -> a == rank - 1 ? -1L : a - 1L).toList();
      arguments.addAll(List.of("axis", axes.size() == 1 ? axes.get(0) : axes));
    }
    Form form = Form.Call.of(name, arguments.toArray());
    return Optional.of(Site.of(form, node.inputs().get(0), node.output()));
  }
}
