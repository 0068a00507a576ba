package org.nnd.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class BuilderTest {
  private static final Tensor FOUR = Tensor.of(ElementType.FLOAT, Shape.of(4), 1, 2, 3, 4);
  private final Builder g = new Builder("g");

  @Test
  void namesAreUniqueAndTellTheScope() {
    Value x = g.input("Halves_2", FOUR.type());
    assertEquals("Halves", g.apply(new Halves(), x).name());
    assertEquals("Halves_2_2", g.apply(new Halves(), x).name());
    assertEquals("Halves_3", g.apply(new Halves(), x).name());
    g.scope("encoder/conv");
    assertEquals("encoder/conv/Halves", g.apply(new Halves(), x).name());
    assertEquals("encoder/conv/Halves_2", g.apply(new Halves(), x).name());
    g.scope("");
    Node both = g.node(new Halves(), List.of(x, x));
    assertEquals(
        List.of(both.name() + ".0", both.name() + ".1"),
        both.outputs().stream().map(Value::name).toList());
    assertThrows(IllegalStateException.class, both::output);
    g.output("y", both.outputs().get(0));
    assertEquals(6, g.build().nodes().size());
  }

  @Test
  void exactNamesAreTakenOnce() {
    g.input("x", FOUR.type());
    for (String name : List.of("x", g.apply(new Halves(), g.constant(FOUR)).name(), "const")) {
      String message =
          assertThrows(IllegalStateException.class, () -> g.initializer(name, FOUR)).getMessage();
      assertEquals(name + " is taken", message);
    }
  }

  @Test
  void equalConstantsAreOneValue() {
    Value c = g.constant(FOUR);
    assertSame(c, g.constant(Tensor.of(ElementType.FLOAT, Shape.of(4), 1, 2, 3, 4)));
    assertNotEquals(c, g.constant(Tensor.of(ElementType.FLOAT, Shape.of(4), 1, 2, 3, 5)));
    Value one = g.constant(1, c);
    assertEquals("float", one.type().toString());
    assertEquals(3, g.initializers().size());
    assertNotEquals(g.initializer("own", FOUR), c, "a parameter is not a constant");
  }

  @Test
  void anInputMayHaveNumbersByDefault() {
    Value x = g.input("x", FOUR);
    g.output("x", x);
    Graph graph = g.build();
    assertEquals(List.of(x), graph.inputs());
    assertEquals(FOUR, graph.initializers().get(x));
  }

  @Test
  void outputsHaveNamesOfTheirOwn() {
    Value x = g.input("x", FOUR.type());
    g.output("y", x);
    String message = assertThrows(IllegalStateException.class, () -> g.output("y", x)).getMessage();
    assertEquals("two outputs are called y", message);
  }

  @Test
  void anOpSaysWhatItIs() {
    Op op = new Halves();
    assertEquals("Halves", op.name());
    assertEquals(1, op.requiredOutputs());
    String message =
        assertThrows(UnsupportedOperationException.class, () -> op.vjp(null)).getMessage();
    assertEquals("Halves is not differentiable", message);
  }
}
