package org.nnd.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnd.op.Add;

class CompositeTest {
  private static final TensorType VECTOR = TensorType.of(ElementType.FLOAT, 3);

  /** y = 4 x, as twice what is twice x. */
  private record Twice(int times) implements Composite {
    @Override
    public List<TensorType> infer(List<TensorType> in) {
      return List.of(in.get(0));
    }

    @Override
    public List<Value> compose(Builder g, List<Value> in) {
      Value x = times == 1 ? in.get(0) : g.apply(new Twice(times - 1), in.get(0));
      return List.of(g.apply(new Add(), x, x));
    }
  }

  @Test
  void builderShowsTheWholeAndTheGraphHasTheParts() {
    Builder g = new Builder("g");
    Value x = g.input("x", VECTOR);
    g.scope("layer");
    Value y = g.apply(new Twice(2), x);
    g.scope("");
    g.output("y", g.apply(new Add(), y, x));
    assertEquals(List.of("layer/Twice", "Add"), g.nodes().stream().map(Node::name).toList());
    assertEquals(
        List.of("layer/Twice/Twice/Add", "layer/Twice/Add", "Add"),
        g.build().nodes().stream().map(Node::name).toList());
  }

  @Test
  void noGraphHasAWhole() {
    Value x = new Value("x", VECTOR);
    Value y = new Value("y", VECTOR);
    Node whole = new Node("Twice", new Twice(1), List.of(x), List.of(y));
    assertThrows(
        IllegalStateException.class,
        () -> new Graph("g", List.of(x), Map.of(), List.of(whole), Map.of("y", y)));
  }
}
