package org.nnd.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeadCodeTest {
  private static final Tensor FOUR = Tensor.of(ElementType.FLOAT, Shape.of(4), 1, 2, 3, 4);
  private final Builder g = new Builder("g");

  @Test
  void whatNoOutputNeedsGoes() {
    Value x = g.input("x", FOUR.type());
    Value dead = g.apply(new Halves(), x);
    Value live = g.apply(new Halves(), x);
    g.apply(new Halves(), dead);
    g.output("y", g.apply(new Halves(), live));
    g.apply(new Halves(), live);
    assertEquals(
        """
        graph g(x: float[4]) {
          Halves_2: float[2] = Halves[](x)
          Halves_4: float[1] = Halves[](Halves_2)
          return y = Halves_4
        }
        """,
        DeadCode.remove(g.build()).toString());
  }

  @Test
  void numbersThatNobodyReadsGoButInputsStay() {
    g.input("unread", FOUR.type());
    g.input("default", FOUR);
    g.initializer("read", FOUR);
    g.initializer("forgotten", FOUR);
    g.apply(new Halves(), g.constant(FOUR));
    g.output("y", g.apply(new Halves(), g.initializers().keySet().stream().toList().get(1)));
    assertEquals(
        """
        graph g(unread: float[4], default: float[4]) {
          default: float[4] := float[4]
          read: float[4] := float[4]
          Halves_2: float[2] = Halves[](read)
          return y = Halves_2
        }
        """,
        DeadCode.remove(g.build()).toString());
  }

  @Test
  void inputsThatNoOutputNeedsGoWhereTold() {
    Value x = g.input("x", FOUR.type());
    Value target = g.input("target", FOUR.type());
    g.apply(new Halves(), target);
    g.output("y", g.apply(new Halves(), x));
    assertEquals(List.of(x), DeadCode.removeInputs(g.build()).inputs());
  }

  @Test
  void aNodeStaysIfAnyOfItsOutputsIsNeeded() {
    Value x = g.input("x", FOUR.type());
    Node both = g.node(new Halves(), List.of(x, x));
    g.output("y", both.outputs().get(1));
    Graph graph = g.build();
    assertEquals(graph, DeadCode.remove(graph));
  }

  @Test
  void anOutputMayBeAnInputOrANumber() {
    g.output("in", g.input("x", FOUR.type()));
    g.output("number", g.constant(FOUR));
    Graph graph = g.build();
    assertEquals(graph, DeadCode.remove(graph));
  }

  @Test
  void onceIsEnough() {
    Value x = g.input("x", FOUR.type());
    g.output("y", g.apply(new Halves(), x));
    g.apply(new Halves(), x);
    Graph once = DeadCode.remove(g.build());
    assertEquals(once, DeadCode.remove(once));
  }
}
