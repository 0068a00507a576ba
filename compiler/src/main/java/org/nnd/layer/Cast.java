package org.nnd.layer;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** y = x in another type: towards whole numbers what is behind the point goes. */
public record Cast(ElementType to) implements Layer {
  private static final Argument<ElementType> TO =
      Argument.required("to", ArgumentType.element(), "the type");

  static final Entry<Cast> ENTRY =
      Entry.of("cast", "y = x in another type", a -> new Cast(a.get(TO)), TO);

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).of(to));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    return List.of(org.nnd.op.Cast.cast(e.g(), in.get(0), to));
  }
}
