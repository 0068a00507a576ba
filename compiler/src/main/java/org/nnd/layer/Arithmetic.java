package org.nnd.layer;

import static org.nnd.op.Reshape.reshape;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Div;
import org.nnd.op.Max;
import org.nnd.op.Min;
import org.nnd.op.Mul;
import org.nnd.op.Pow;
import org.nnd.op.Sub;

/**
 * y = a ∘ b, number by number; shapes broadcast per example as in NumPy.
 *
 * @param operator + - * / ** or the larger or smaller of two
 * @param number an operand that is known when compiling; without it there are two values
 * @param numberFirst whether that operand is the left one
 */
public record Arithmetic(Operator operator, Optional<Double> number, boolean numberFirst)
    implements Layer {

  /** What is done with two numbers. */
  public enum Operator {
    ADD("+", new Add()),
    SUB("-", new Sub()),
    MUL("*", new Mul()),
    DIV("/", new Div()),
    POW("**", new Pow()),
    MAX("maximum", new Max()),
    MIN("minimum", new Min());

    private final String sign;
    private final Op op;

    Operator(String sign, Op op) {
      this.sign = sign;
      this.op = op;
    }

    /** What such a layer is called: {@code add}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The operator of a sign, if it is one of these. */
    public static Optional<Operator> of(String sign) {
      return Arrays.stream(values()).filter(o -> o.sign.equals(sign)).findFirst();
    }
  }

  /** y = -x. */
  public static final Arithmetic NEGATION = new Arithmetic(Operator.MUL, Optional.of(-1.0), false);

  /** What that is called. */
  public static final String NEG = "neg";

  /** Two values. */
  public static Arithmetic of(Operator operator) {
    return new Arithmetic(operator, Optional.empty(), false);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType a = in.get(0);
    in.forEach(this::check);
    if (number.isPresent()) {
      check(a, number.get());
      return List.of(a);
    }
    TensorType b = in.get(1);
    if (a.element() != b.element()) {
      throw new Refusal(
          a.perExample()
              + " "
              + operator.sign
              + " "
              + b.perExample()
              + " mixes two kinds of numbers");
    }
    try {
      TensorType both = a.shaped(a.perExample().shape().broadcast(b.perExample().shape()));
      return List.of(a.batched() || b.batched() ? both.batch() : both);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          a.perExample()
              + " "
              + operator.sign
              + " "
              + b.perExample()
              + ": the shapes don't fit each other",
          "lengths must be equal or 1, counted from the last axis");
    }
  }

  @Override
  public Autocast.Numbers numbers() {
    return operator == Operator.POW ? Autocast.Numbers.FLOAT : Autocast.Numbers.GIVEN;
  }

  private void check(TensorType a) {
    if (a.element() == ElementType.BOOL) {
      throw new Refusal(
          "there is no " + operator.sign + " of " + a.perExample() + ", which is true or false",
          "`-> cast(float)` makes it 1 or 0");
    }
    if (!a.element().isFloat() && (operator == Operator.DIV || operator == Operator.POW)) {
      throw new Refusal(
          a.perExample() + " holds whole numbers, which " + operator.sign + " might not keep whole",
          "whole numbers take + - *");
    }
  }

  private static void check(TensorType a, double number) {
    boolean fits =
        switch (a.element()) {
          case FLOAT -> Double.isFinite((float) number);
          case INT32 -> number == (int) number;
          case INT64 -> number == Math.rint(number) && Math.abs(number) <= 0x1p53;
          default -> true;
        };
    if (!fits) {
      throw new Refusal(number + " is no number that " + a.perExample() + " can hold");
    }
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value a = in.get(0);
    if (number.isPresent()) {
      Value c = g.constant(number.get(), a);
      return List.of(numberFirst ? g.apply(operator.op, c, a) : g.apply(operator.op, a, c));
    }
    Value b = in.get(1);
    int rank = Math.max(a.shape().rank(), b.shape().rank());
    return List.of(g.apply(operator.op, aligned(g, a, rank), aligned(g, b, rank)));
  }

  /** Puts in axes of length 1 behind the examples' axis, so that it meets its like. */
  static Value aligned(Builder g, Value x, int rank) {
    if (!x.type().batched() || x.shape().rank() == rank) {
      return x;
    }
    Shape wide = x.shape();
    while (wide.rank() < rank) {
      wide = wide.insert(1, Dim.of(1));
    }
    return reshape(g, x, wide);
  }
}
