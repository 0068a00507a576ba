package org.nnd.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * Numbers that are learnt, the same for every example: a value that nothing goes into.
 *
 * <p>weight has the lengths told, and starts with zeros where nothing else is said. Whole numbers
 * stay as they are.
 */
public record Parameter(List<Long> lengths, ElementType element, Optional<Initializer> init)
    implements Layer {
  private static final Argument<List<Long>> LENGTHS =
      Argument.required("lengths", ArgumentType.wholes(), "the lengths of its axes");
  static final Argument<ElementType> ELEMENT =
      new Argument<>(
          "element",
          ArgumentType.element(),
          Optional.of(ElementType.FLOAT),
          "float",
          "what its numbers are");

  static final Entry<Parameter> ENTRY =
      Entry.of(
              "parameter",
              "y = weight, the same for every example",
              a -> new Parameter(a.get(LENGTHS), a.get(ELEMENT), a.find(Initializers.WEIGHT)),
              LENGTHS,
              ELEMENT,
              Initializers.WEIGHT)
          .taking(0, 0);

  public Parameter {
    lengths = List.copyOf(lengths);
    if (lengths.stream().anyMatch(n -> n < 1)) {
      throw new Refusal("parameter can't have the lengths " + lengths, "a length is at least 1");
    }
  }

  private TensorType type() {
    long[] sizes = lengths.stream().mapToLong(n -> n).toArray();
    return new TensorType(element, Shape.of(sizes));
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    return List.of(type());
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> inputs) {
    Initializer start = init.orElse(new Initializer.Constant(0));
    return Map.of(
        "weight", element.isFloat() ? new Weight(type(), start) : Weight.statistic(type(), start));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> inputs) {
    return List.of(e.weight("weight"));
  }
}
