package org.nnd.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FormulaTest {
  private static Formula of(String words) {
    return Formula.of(new Dim.Named(words));
  }

  @Test
  void whatCancelsIsANumber() {
    Formula n = of("N");
    assertEquals(OptionalLong.of(0), n.minus(n).known());
    assertTrue(n.plus(Formula.number(-3)).minus(n).is(-3));
    assertFalse(n.is(0));
    assertEquals(OptionalLong.empty(), n.known());
  }

  @Test
  void aProductIsTakenOutWhereNothingIsLeft() {
    assertEquals(Optional.of(of("4*T")), of("12*N*T").over(of("3*N")));
    assertEquals(Optional.of(of("T+1")), of("N*T+N").over(of("N")));
    assertEquals(Optional.empty(), of("12*N*T").over(of("5*N")));
    assertEquals(Optional.empty(), of("12*N*T").over(of("S")));
    assertEquals(Optional.empty(), of("12*N*T").over(of("N+1")));
  }

  @Test
  void aNameIsReplacedInsideOfDivisionsToo() {
    assertEquals(of("6*T+1"), of("2*N*T+1").with("N", Formula.number(3)));
    assertEquals(Dim.of(4), of("floor((N-3)/2)").with("N", Formula.number(11)).dim());
    assertEquals(Dim.of(5), of("ceil(N/2)").with("N", Formula.number(9)).dim());
    assertEquals(of("floor(floor(M/2)/3)"), of("floor(floor(N/2)/3)").with("N", of("M")));
  }
}
