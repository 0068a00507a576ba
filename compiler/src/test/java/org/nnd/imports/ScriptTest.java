package org.nnd.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Foreign;
import org.nnd.op.Mul;
import org.nnd.op.Transpose;

/** Names in imported texts. */
class ScriptTest {
  private static final TensorType X =
      new TensorType(ElementType.FLOAT, Shape.of(Dim.BATCH, Dim.of(5), Dim.of(5)));

  /** What was tried as a function, and is too long for that, has been read once all the same. */
  @Test
  void aNameThatIsStillReadIsNotGivenAgain() {
    Builder g = new Builder("g");
    Value x = g.input("x", X);
    double[] numbers = new double[25];
    Value shared =
        g.initializer("right.weight", Tensor.of(ElementType.FLOAT, Shape.of(5, 5), numbers));
    Value y = x;
    Value all = x;
    for (int i = 0; i < 3; i++) {
      Foreign wide =
          new Foreign(
              "AnOperatorOfARatherLongName" + i,
              "elsewhere",
              1,
              Map.of(),
              List.of(0, 1),
              List.of(0),
              List.of(X),
              0);
      Value sum = g.apply(new Add(), shared, g.apply(wide, y, x));
      y = g.apply(new Mul(), y, g.apply(new Transpose(List.of(0, 2, 1)), sum));
      all = g.apply(new Mul(), all, y);
    }
    g.output("y", all);
    assertEquals(
        """
        model M {
          input x: float[5, 5]
          x_2 = parameter([5, 5])
          right = x_2 + operator(x, x, "AnOperatorOfARatherLongName0", domain="elsewhere", since=1)
            -> permute([1, 0])
          x_3 = x * right
          right = x_2 + operator(x_3, x, "AnOperatorOfARatherLongName1", domain="elsewhere", since=1)
            -> permute([1, 0])
          x_4 = x_3 * right
          right = x_2 + operator(x_4, x, "AnOperatorOfARatherLongName2", domain="elsewhere", since=1)
            -> permute([1, 0])
          output y = x * x_3 * x_4 * (x_4 * right)
        }
        """,
        Importer.of(g.build(), "m", "").text());
  }

  /** 0.1 is another number with 64 bits than with the 32 of a file. */
  @Test
  void numbersOfAttributesAreShort() {
    Builder g = new Builder("g");
    Foreign scale =
        new Foreign(
            "Scale",
            "elsewhere",
            1,
            Map.of("by", (double) 0.1f, "offsets", new double[] {0.7f, 1}),
            List.of(0),
            List.of(0),
            List.of(X),
            0);
    g.output("y", g.apply(scale, g.input("x", X)));
    assertEquals(
        """
        model M {
          input x: float[5, 5]
          output y = x
            -> operator("Scale", by=0.1, offsets=[0.7, 1.0], domain="elsewhere", since=1)
        }
        """,
        Importer.of(g.build(), "m", "").text());
  }
}
