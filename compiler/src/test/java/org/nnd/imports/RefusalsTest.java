package org.nnd.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.nnd.op.Concat;
import org.nnd.op.ConstantOfShape;
import org.nnd.op.Erf;
import org.nnd.op.Foreign;
import org.nnd.op.Mul;
import org.nnd.op.QuantizeLinear;
import org.nnd.op.Relu;
import org.nnd.op.Transpose;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;

/** What no text can say is refused in these words. */
class RefusalsTest {
  private final Builder g = new Builder("g");
  private final Value x = g.input("x", examples(Dim.BATCH, Dim.of(3)));

  private static TensorType examples(Dim... dims) {
    return new TensorType(ElementType.FLOAT, Shape.of(dims));
  }

  private void refused(String expected, Value y) {
    g.output("y", y);
    NndException e = assertThrows(NndException.class, () -> Importer.of(g.build(), "m", ""));
    assertEquals(expected, Rendering.text(e.diagnostics().get(0)));
  }

  @Test
  void examplesOnAnotherAxis() {
    refused(
        """
        error[NND0620]: node Erf (Erf) is no layer here, and its value Erf: float[3, N] can't be said in a text: the examples stand on axis 1 of it
          note: a text speaks of one example; what it can't part from others is no value of it
          help: export the model with the examples on the first axis of what goes into the node, or cut it before that: nnd import --until NAME
        """,
        g.apply(new Erf(), g.apply(new Transpose(List.of(1, 0)), x)));
  }

  @Test
  void examplesMixedWithMore() {
    Foreign pairs =
        new Foreign(
            "Pairs",
            "elsewhere",
            1,
            Map.of(),
            List.of(0),
            List.of(0),
            List.of(examples(new Dim.Named("2*N"))),
            0);
    refused(
        """
        error[NND0620]: node Pairs (Pairs) is no layer here, and its value Pairs: float[2*N] can't be said in a text: its first axis holds the examples and more
          note: a text speaks of one example; what it can't part from others is no value of it
          help: export the model with the examples on the first axis of what goes into the node, or cut it before that: nnd import --until NAME
        """,
        g.apply(pairs, x));
  }

  private static String unnamed(String what) {
    return "error[NND0610]: "
        + what
        + " can't be said in a text, which has no word for its elements\n"
        + """
            note: a text names float, double, float16, bfloat16, int32, int64, bool
            help: export the model before its numbers get fewer bits, or without its texts
          """;
  }

  @Test
  void elementsWithoutAName() {
    Value zero = g.initializer("zero", Tensor.of(ElementType.UINT8, Shape.SCALAR, 128));
    Value scale = g.initializer("scale", Tensor.scalar(ElementType.FLOAT, 0.1));
    refused(unnamed("constant zero: uint8"), g.apply(new QuantizeLinear(1), x, scale, zero));
  }

  @Test
  void textsAsConstantsAndInputs() {
    Tensor words = Tensor.texts(Shape.of(1), List.of(new byte[] {'a'}));
    Foreign equal =
        new Foreign(
            "Equal",
            "",
            0,
            Map.of(),
            List.of(0, 1),
            List.of(0),
            List.of(x.type().of(ElementType.BOOL)),
            0);
    Value text = g.input("text", x.type().of(ElementType.STRING));
    refused(unnamed("input text: string[N, 3]"), text);
    Builder own = new Builder("g");
    Value cast =
        own.apply(
            new Foreign(
                "Cast",
                "",
                0,
                Map.of("to", 8L),
                List.of(0),
                List.of(0),
                List.of(x.type().of(ElementType.STRING)),
                0),
            own.input("x", x.type()));
    own.output("y", own.apply(equal, cast, own.initializer("words", words)));
    NndException e = assertThrows(NndException.class, () -> Importer.of(own.build(), "m", ""));
    assertEquals(unnamed("constant words: string[1]"), Rendering.text(e.diagnostics().get(0)));
  }

  private static final String LOOP =
      """
      error[NND0621]: node If (If) has a graph or a tensor as an attribute, which a text can't say
        help: export the model without it, or cut it at the value before it: nnd import --until NAME
      """;

  private static Foreign condition(int shared) {
    Builder body = new Builder("body");
    body.output("z", body.apply(new Relu(), body.input("x", examples(Dim.BATCH, Dim.of(3)))));
    return new Foreign(
        "If",
        "",
        0,
        Map.of("then_branch", body.build()),
        List.of(0),
        List.of(0),
        List.of(examples(Dim.BATCH, Dim.of(3))),
        shared);
  }

  @Test
  void aGraphAsAnAttribute() {
    refused(LOOP, g.apply(condition(0), x));
  }

  @Test
  void aGraphThatReadsValuesAround() {
    refused(LOOP, g.apply(condition(1), x, x));
  }

  @Test
  void aConstantOfMoreNumbersThanMemoryHolds() {
    Tensor one = Tensor.of(ElementType.FLOAT, Shape.of(1), 1);
    Value many =
        g.apply(
            new ConstantOfShape(one, Shape.of(1L << 31, 3)), g.constant(Tensor.longs(1L << 31, 3)));
    refused(
        """
        error[NND0621]: node ConstantOfShape (ConstantOfShape) has a graph or a tensor as an attribute, which a text can't say
          help: export the model without it, or cut it at the value before it: nnd import --until NAME
        """,
        g.apply(new Mul(), many, many));
  }

  @Test
  void anotherModel() {
    Value one = g.input("one", TensorType.of(ElementType.FLOAT, 4, 4));
    refused(
        """
        error[NND0624]: no text says exactly what this model does
          note: Concat: float[8, 4] would be operator: float[N, 8, 4]
          help: export the model with the examples on the first axis of its values and on none of its constants, or report it
        """,
        g.apply(new Concat(0), one, one));
  }
}
