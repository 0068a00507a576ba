package org.nnd.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnd.op.Identity.identity;
import static org.nnd.op.Relu.relu;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Transpose.transpose;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Cast;

class CancellingTest {
  private final Builder g = new Builder("g");
  private final Value x =
      g.input("x", new TensorType(ElementType.FLOAT, Shape.of(2, 3, 4)).batch());

  /** The nodes that are left when those go that nobody reads, as the ops of their names. */
  private List<String> left(Value y) {
    g.output("y", y);
    return Passes.of(g.build()).nodes().stream().map(Node::op).map(Object::toString).toList();
  }

  @Test
  void aTranspositionAndItsOppositeAreNone() {
    assertEquals(
        List.of("Relu[]"), left(relu(g, transpose(g, transpose(g, x, 0, 2, 3, 1), 0, 3, 1, 2))));
  }

  @Test
  void twoTranspositionsAreOne() {
    assertEquals(
        List.of("Transpose[perm=[3, 0, 1, 2]]"),
        left(transpose(g, transpose(g, x, 0, 2, 3, 1), 2, 0, 3, 1)));
  }

  @Test
  void aTranspositionThatIsReadElsewhereStays() {
    Value there = transpose(g, x, 0, 2, 3, 1);
    g.output("there", there);
    assertEquals(
        List.of("Transpose[perm=[0, 2, 3, 1]]", "Relu[]"),
        left(relu(g, transpose(g, there, 0, 3, 1, 2))));
  }

  @Test
  void twoReshapesAreOne() {
    assertEquals(
        List.of("Reshape[to=[2*N, 12]]"),
        left(
            reshape(
                g,
                reshape(g, x, Shape.of(Dim.BATCH, Dim.of(24))),
                Shape.of(Dim.BATCH.times(2), Dim.of(12)))));
  }

  @Test
  void aReshapeThatTakesALengthFromWhereItDidNotStandBeforeStays() {
    Value rows = reshape(g, x, Shape.of(Dim.BATCH.times(2), Dim.of(12)));
    Value moved = reshape(g, rows, Shape.of(Dim.of(6), Dim.BATCH.times(4)));
    assertEquals(
        List.of("Reshape[to=[6, 4*N]]", "Reshape[to=[3, 4*N, 2]]"),
        left(reshape(g, moved, Shape.of(Dim.of(3), Dim.BATCH.times(4), Dim.of(2)))));
  }

  @Test
  void whatChangesNothingGoes() {
    Value same = g.apply(new Cast(ElementType.FLOAT), x);
    assertEquals(List.of("Relu[]"), left(relu(g, identity(g, transpose(g, same, 0, 1, 2, 3)))));
  }
}
