package org.nnd.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** What the table says of single nodes; {@code CudaTest} asks it about whole steps. */
class CudaKernelsTest {

  private static Node node(Op op, TensorType... in) {
    Builder g = new Builder("one");
    List<Value> values = new ArrayList<>();
    for (TensorType t : in) {
      values.add(g.input("x" + values.size(), t));
    }
    return g.node(op, values);
  }

  private static String reason(Op op, TensorType... in) {
    return CudaKernels.reason(node(op, in)).orElse("has one");
  }

  private static TensorType of(ElementType element, long... sizes) {
    return TensorType.of(element, sizes);
  }

  private static final TensorType FLOATS = of(ElementType.FLOAT, 2, 3);

  @Test
  void typesDecide() {
    assertEquals("has one", reason(new Relu(), of(ElementType.FLOAT16, 2)));
    assertEquals("no kernel for bfloat16", reason(new Elu(1), of(ElementType.BFLOAT16, 2)));
    assertEquals("no kernel for int32", reason(new ArgMax(0), of(ElementType.INT32, 2)));
    assertEquals("has one", reason(new Cast(ElementType.FLOAT), of(ElementType.BOOL, 2)));
  }

  @Test
  void operatorsThatItLacks() {
    assertEquals("no kernel", reason(new Celu(1), FLOATS));
    assertEquals("no kernel", reason(new Mean(), FLOATS, FLOATS));
    assertEquals(
        "is an operator of the CPU provider",
        reason(new ReorderInput(), of(ElementType.FLOAT, 1, 8, 4, 4)));
  }

  /** ONNX Runtime makes Mish of Softplus, Tanh and Mul, which have kernels. */
  @Test
  void whatIsWrittenOutHasKernels() {
    assertEquals("has one", reason(new Mish(), FLOATS));
    assertEquals("no kernel for bfloat16", reason(new Mish(), of(ElementType.BFLOAT16, 2)));
  }

  @Test
  void attributesDecide() {
    TensorType x = of(ElementType.FLOAT, 1, 2, 4);
    TensorType w = of(ElementType.FLOAT, 2, 2, 3);
    Window even = Window.square(1, 3, 1, 1, 1);
    Window uneven = new Window(List.of(3L), List.of(1L), List.of(1L), List.of(1L, 0L));
    assertEquals("has one", reason(new ConvTranspose(even, List.of(0L), 1), x, w));
    assertEquals(
        "no kernel for uneven padding", reason(new ConvTranspose(uneven, List.of(0L), 1), x, w));
  }

  @Test
  void recurrentOperatorsAreThoseOfCudnn() {
    assertEquals("has one", reason(foreign("RNN", Map.of("activations", List.of("Tanh"))), FLOATS));
    assertEquals(
        "no kernel for the activation Relu",
        reason(foreign("RNN", Map.of("activations", List.of("Relu"))), FLOATS));
    assertEquals("has one", reason(foreign("GRU", Map.of("linear_before_reset", 1L)), FLOATS));
    assertEquals("no kernel for linear_before_reset=0", reason(foreign("GRU", Map.of()), FLOATS));
    assertEquals(
        "no kernel for clipped or scaled activations",
        reason(foreign("LSTM", Map.of("clip", 1.0)), FLOATS));
    assertEquals(
        "no kernel for input_forget", reason(foreign("LSTM", Map.of("input_forget", 1L)), FLOATS));
  }

  private static Op foreign(String name, Map<String, Object> attributes) {
    return new Foreign(name, "", 14, attributes, List.of(0), List.of(0), List.of(FLOATS), 0);
  }

  /** A single number is brought over in no time. */
  @Test
  void singleNumbersAreNotTold() {
    for (Shape shape : List.of(Shape.SCALAR, Shape.of(2))) {
      Builder g = new Builder("bits");
      TensorType type = new TensorType(ElementType.UINT32, shape);
      Value x = g.input("x", type);
      g.output("y", g.apply(new BitwiseXor(), x, x));
      List<String> names =
          CudaKernels.missing(g.build()).stream().map(m -> m.node().op().name()).toList();
      assertEquals(shape.rank() == 0 ? List.of() : List.of("BitwiseXor"), names);
    }
  }
}
