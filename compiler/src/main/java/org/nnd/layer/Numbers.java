package org.nnd.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * Numbers that stand in the text, the same for every example and never learnt.
 *
 * @param shape of the lists
 * @param values those of all lists, one behind the other
 */
public record Numbers(Shape shape, List<Double> values, ElementType element) implements Layer {
  private record Lists(Shape shape, List<Double> numbers) {
    static Optional<Lists> of(Datum d) {
      if (d instanceof Datum.Int i) {
        return Optional.of(new Lists(Shape.SCALAR, List.of((double) i.value())));
      }
      if (d instanceof Datum.Real r) {
        return Optional.of(new Lists(Shape.SCALAR, List.of(r.value())));
      }
      if (!(d instanceof Datum.ListOf list)) {
        return Optional.empty();
      }
      List<Double> all = new ArrayList<>();
      Shape each = Shape.SCALAR;
      for (int i = 0; i < list.elements().size(); i++) {
        Optional<Lists> one = of(list.elements().get(i));
        if (one.isEmpty() || (i > 0 && !one.get().shape.equals(each))) {
          return Optional.empty();
        }
        each = one.get().shape;
        all.addAll(one.get().numbers);
      }
      return Optional.of(new Lists(Shape.of(list.elements().size()).then(each), List.copyOf(all)));
    }
  }

  private static final Argument<Lists> NUMBERS =
      Argument.required(
          "numbers",
          new ArgumentType<>(
              "a number, or a list of numbers or of equally long lists",
              List.of(),
              List.of(double[].class),
              Lists::of),
          "what they are");

  static final Entry<Numbers> ENTRY =
      Entry.of(
              "numbers",
              "y = numbers that stand in the text",
              a -> {
                Lists lists = a.get(NUMBERS);
                return new Numbers(lists.shape, lists.numbers, a.get(Parameter.ELEMENT));
              },
              NUMBERS,
              Parameter.ELEMENT)
          .taking(0, 0);

  public Numbers {
    values = List.copyOf(values);
    if (!element.isFloat() && values.stream().anyMatch(x -> x != Math.rint(x))) {
      throw new Refusal("numbers can't hold " + values + " as " + element);
    }
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    return List.of(new TensorType(element, shape));
  }

  /** The numbers. */
  public Tensor tensor() {
    return Tensor.of(element, shape, values.stream().mapToDouble(x -> x).toArray());
  }

  @Override
  public List<Value> emit(Emission e, List<Value> inputs) {
    return List.of(e.g().constant(tensor()));
  }
}
