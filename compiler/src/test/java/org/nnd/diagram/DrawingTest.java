package org.nnd.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.Golden;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import org.nnd.source.Source;

final class DrawingTest {
  private static final String RESIDUAL =
      """
      block unit(n) { input x  output x -> dense(n) -> relu }
      block residual(n) { input x  output relu(x + (x -> unit(n) -> dense(n))) }
      model M(n = 4) {
        input x: float[4]
        output y = x -> residual(n) -> residual(n) -> unit(n) -> residual(n) -> dense(2)
      }
      """;

  private static Scheme scheme(String text) {
    return NetworkScheme.of(
        Compiler.choose(Compiler.check(Source.of("test.nnd", text)), Optional.empty()).network());
  }

  @TestFactory
  Stream<DynamicTest> pictures() {
    return Golden.tests("diagram/pictures.txt", text -> Drawing.of(scheme(text), Folding.PAGE));
  }

  /** The boxes with what is in them. */
  private static String folded(Folding folding) {
    return String.join(" ", folding.of(scheme(RESIDUAL)).stream().map(DrawingTest::told).toList());
  }

  private static String told(Node n) {
    String name = n.times() > 1 ? n.title() + "*" + n.times() : n.title();
    return n.isOpen() ? name + n.parts().stream().map(DrawingTest::told).toList() : name;
  }

  private static Folding folding(int depth, List<String> open, List<String> fold) {
    return new Folding(Optional.of(depth), open, fold, false);
  }

  @Test
  void equalBlocksInARowAreOneBox() {
    assertEquals("x residual*2 unit residual dense y", folded(folding(1, List.of(), List.of())));
  }

  @Test
  void depthOpensBlocks() {
    assertEquals(
        "x residual*2[unit, dense, add, relu] unit[dense, relu] residual[unit, dense, add, relu]"
            + " dense y",
        folded(folding(2, List.of(), List.of())));
  }

  @Test
  void oneBlockOrAKindIsOpened() {
    assertEquals(
        "x residual*2 unit residual[unit, dense, add, relu] dense y",
        folded(folding(1, List.of("residual_3"), List.of())));
    assertEquals(
        "x residual*2 unit[dense, relu] residual dense y",
        folded(folding(1, List.of("unit"), List.of())));
  }

  @Test
  void whatIsNamedStaysClosed() {
    assertEquals(
        "x residual*2 unit[dense, relu] residual dense y",
        folded(folding(3, List.of(), List.of("residual"))));
  }

  @Test
  void eachOneByOne() {
    assertEquals(
        "x residual residual unit residual dense y",
        folded(new Folding(Optional.of(1), List.of(), List.of(), true)));
  }

  @Test
  void anUnknownBlock() {
    NndException e =
        assertThrows(NndException.class, () -> folded(folding(1, List.of("residul"), List.of())));
    assertEquals(
        """
        error[NND0660]: there is no block residul in M
          note: the blocks are residual, unit
          help: did you mean residual?
        """,
        Rendering.text(e.diagnostics().get(0)));
  }

  @Test
  void noBlocksAtAll() {
    NndException e =
        assertThrows(
            NndException.class,
            () ->
                folding(1, List.of("a"), List.of())
                    .of(scheme("model M { input x: float[2]  output x -> dense(2) }")));
    assertEquals(
        """
        error[NND0660]: there is no block a in M
          note: it has no blocks
        """,
        Rendering.text(e.diagnostics().get(0)));
  }
}
