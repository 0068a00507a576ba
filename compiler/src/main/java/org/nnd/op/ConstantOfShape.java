package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.Formula;
import org.nnd.ir.Lengths;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/**
 * One number everywhere; the input holds the lengths.
 *
 * @param value the number, with one axis of length 1
 */
public record ConstantOfShape(Tensor value, Shape to) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ConstantOfShape.class, "depends on lengths only")
          .from(ConstantOfShape::read);

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Tensor value = n.tensor("value", Tensor.of(ElementType.FLOAT, Shape.of(1), 0));
    return n.formulas(0)
        .map(f -> new Shape(f.stream().map(Formula::dim).toList()))
        .or(() -> n.declared(0).map(TensorType::shape))
        .flatMap(to -> n.as(new ConstantOfShape(value, to)));
  }

  @Override
  public ConstantOfShape with(Lengths lengths) {
    return new ConstantOfShape(value, lengths.of(to));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(value.type().shaped(to));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("value", value);
  }
}
