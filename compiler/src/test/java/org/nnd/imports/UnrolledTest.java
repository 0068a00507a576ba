package org.nnd.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.MatMul;
import org.nnd.op.Mul;
import org.nnd.op.Reshape;
import org.nnd.op.Slice;
import org.nnd.op.Tanh;

/** Steps are a recurrent layer where they compute what one does, and else stay what they are. */
class UnrolledTest {
  private final Builder g = new Builder("g");
  private final Value x =
      g.input("x", new TensorType(ElementType.FLOAT, Shape.of(Dim.BATCH, Dim.of(3), Dim.of(2))));
  private final Value w = g.initializer("w", matrix(0.3, -0.4, 0.5, 0.1));
  private final Value r = g.initializer("r", matrix(0.7, 0.2, -0.6, 0.4));

  private static Tensor matrix(double... numbers) {
    return Tensor.of(ElementType.FLOAT, Shape.of(2, 2), numbers);
  }

  private Value step(int t) {
    Value row = g.apply(new Slice(1, t, t + 1, 1, Dim.of(1)), x);
    return g.apply(new Reshape(Shape.of(Dim.BATCH, Dim.of(2))), row);
  }

  /** The text of three steps, each made of x and the state before. */
  private String text(double first, BinaryOperator<Value> cell) {
    Value h = g.apply(new Mul(), step(0), g.constant(first, x));
    for (int t = 0; t < 3; t++) {
      h = cell.apply(step(t), h);
    }
    g.output("y", h);
    return Importer.of(g.build(), "m", "").text();
  }

  private Value sum(Value x, Value h) {
    return g.apply(new Add(), g.apply(new MatMul(), x, w), g.apply(new MatMul(), h, r));
  }

  @Test
  void aRecurrentLayer() {
    assertEquals(
        """
        model M {
          input x: float[3, 2]
          output y = x -> rnn(2, returns=final)
        }
        """,
        text(0, (x, h) -> g.apply(new Tanh(), sum(x, h))));
  }

  @Test
  void aCellThatNoLayerHas() {
    Value most = g.constant(0.999, x);
    String text = text(0, (x, h) -> g.apply(new Mul(), g.apply(new Tanh(), sum(x, h)), most));
    assertFalse(text.contains("rnn"), text);
  }

  @Test
  void aFirstStateThatIsNotZero() {
    String text = text(0.1, (x, h) -> g.apply(new Tanh(), sum(x, h)));
    assertFalse(text.contains("rnn"), text);
  }

  /** The second step reads the last element, and so on, but the third reads the second again. */
  @Test
  void stepsInNoOrder() {
    int[] places = {0, 2, 1};
    int[] next = {0};
    String text = text(0, (x, h) -> g.apply(new Tanh(), sum(step(places[next[0]++]), h)));
    assertFalse(text.contains("rnn"), text);
  }

  @Test
  void stepsFromTheEnd() {
    int[] next = {2};
    assertEquals(
        """
        model M {
          input x: float[3, 2]
          output y = x -> flip -> rnn(2, returns=final)
        }
        """,
        text(0, (x, h) -> g.apply(new Tanh(), sum(step(next[0]--), h))));
  }
}
