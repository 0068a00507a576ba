package org.nnd.build;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Arithmetic;
import org.nnd.layer.Arithmetic.Operator;
import org.nnd.layer.Layer;
import org.nnd.layer.Product;
import org.nnd.layer.Select;
import org.nnd.layer.Slice;

/** A value of a network. Shapes are those of one example, and known while the network is built. */
public final class Tensor {
  private final Model model;
  private final Value value;

  Tensor(Model model, Value value) {
    this.model = model;
    this.value = value;
  }

  Model model() {
    return model;
  }

  Value value() {
    return value;
  }

  Tensors alone() {
    return new Tensors(model, List.of(this));
  }

  /** Sends it through a block that gives one value: {@code x.to(dense(10))}. */
  public Tensor to(Block block) {
    return through(block).only();
  }

  /** Sends it through a block that gives several: {@code x.through(branches(a, b))}. */
  public Tensors through(Block block) {
    return block.apply(alone());
  }

  /** The type of one example. */
  public TensorType type() {
    return value.type().perExample();
  }

  /** The shape of one example. */
  public Shape shape() {
    return type().shape();
  }

  /**
   * The first length of one example.
   *
   * @throws IllegalStateException if it is free, or there is none
   */
  public long channels() {
    return length(0);
  }

  /**
   * The last length of one example.
   *
   * @throws IllegalStateException if it is free, or there is none
   */
  public long features() {
    return length(-1);
  }

  /**
   * A length of one example.
   *
   * @param axis counted from the end where negative
   * @throws IllegalStateException if it is free, or there is none
   */
  public long length(int axis) {
    int rank = shape().rank();
    if (axis < -rank || axis >= rank) {
      throw new IllegalStateException("there is no axis " + axis + " in " + this);
    }
    Dim d = shape().dim(axis);
    return d.known()
        .orElseThrow(
            () -> new IllegalStateException("axis " + axis + " of " + this + " has a free length"));
  }

  /** this + other; shapes broadcast per example, as in NumPy. */
  public Tensor plus(Tensor other) {
    return with(Operator.ADD, other);
  }

  /** this + number. */
  public Tensor plus(double number) {
    return with(Operator.ADD, number, false);
  }

  /** this - other. */
  public Tensor minus(Tensor other) {
    return with(Operator.SUB, other);
  }

  /** this - number. */
  public Tensor minus(double number) {
    return with(Operator.SUB, number, false);
  }

  /** number - this. */
  public Tensor subtractedFrom(double number) {
    return with(Operator.SUB, number, true);
  }

  /** this · other, number by number. */
  public Tensor times(Tensor other) {
    return with(Operator.MUL, other);
  }

  /** this · number. */
  public Tensor times(double number) {
    return with(Operator.MUL, number, false);
  }

  /** this / other, number by number. */
  public Tensor dividedBy(Tensor other) {
    return with(Operator.DIV, other);
  }

  /** this / number. */
  public Tensor dividedBy(double number) {
    return with(Operator.DIV, number, false);
  }

  /** number / this. */
  public Tensor dividing(double number) {
    return with(Operator.DIV, number, true);
  }

  /** this to the power of other, number by number. */
  public Tensor power(Tensor other) {
    return with(Operator.POW, other);
  }

  /** this to the power of a number. */
  public Tensor power(double number) {
    return with(Operator.POW, number, false);
  }

  /** A number to the power of this. */
  public Tensor asPowerOf(double number) {
    return with(Operator.POW, number, true);
  }

  /** -this. */
  public Tensor negated() {
    return model.put(Arithmetic.NEGATION, Arithmetic.NEG, this);
  }

  /** The product of matrices: {@code a @ b}. */
  public Tensor matmul(Tensor other) {
    return model.put(new Product(), Product.KIND, this, other);
  }

  /**
   * One element of an axis, which goes: {@code x[index]}.
   *
   * @param index counted from the end where negative
   */
  public Tensor pick(int axis, long index) {
    return model.put(new Select(index, shape().axis(axis)), Select.KIND, this);
  }

  /**
   * Some elements of an axis: {@code x[from:to]}.
   *
   * @param from the first, counted from the end where negative
   * @param to behind the last, counted from the end where negative
   */
  public Tensor range(int axis, long from, long to) {
    return model.put(new Slice(from, to, 1, shape().axis(axis)), Select.KIND, this);
  }

  private Tensor with(Operator operator, Tensor other) {
    return model.put(Arithmetic.of(operator), operator.word(), this, other);
  }

  private Tensor with(Operator operator, double number, boolean first) {
    Layer layer = new Arithmetic(operator, Optional.of(number), first);
    return model.put(layer, operator.word(), this);
  }

  /** {@code float[16, 5, 5]}. */
  @Override
  public String toString() {
    return type().toString();
  }
}
