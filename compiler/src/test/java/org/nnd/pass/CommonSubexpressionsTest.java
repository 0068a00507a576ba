package org.nnd.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Transpose.transpose;

import org.junit.jupiter.api.Test;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

class CommonSubexpressionsTest {
  private final Builder g = new Builder("g");
  private final Value x = g.input("x", TensorType.of(ElementType.FLOAT, 2, 2));

  @Test
  void theSameIsComputedOnceAndWhatFollowsFromItToo() {
    Value one = add(g, mul(g, x, x), x);
    Value other = add(g, mul(g, x, x), x);
    g.output("one", one);
    g.output("other", other);
    assertEquals(
        """
        graph g(x: float[2, 2]) {
          Mul: float[2, 2] = Mul[](x, x)
          Add: float[2, 2] = Add[](Mul, x)
          return one = Add
          return other = Add
        }
        """,
        new CommonSubexpressions().of(g.build()).toString());
  }

  @Test
  void otherInputsOrAttributesAreSomethingElse() {
    g.output("a", add(g, transpose(g, x, 1, 0), transpose(g, x, 0, 1)));
    g.output("b", mul(g, x, add(g, x, x)));
    assertEquals(5, new CommonSubexpressions().of(g.build()).nodes().size());
  }
}
