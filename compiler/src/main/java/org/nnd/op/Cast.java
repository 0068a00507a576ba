package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x in another element type. */
public record Cast(ElementType to) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(Cast.class, Sample.of(new Cast(ElementType.DOUBLE), Sample.numbers(2, 3)))
          .from(Cast::read);

  public static Value cast(Builder g, Value x, ElementType to) {
    return x.element() == to ? x : g.apply(new Cast(to), x);
  }

  /** A value of 16 bits as floats; others stay as they are. */
  public static Value widened(Builder g, Value x) {
    return x.element().bytes() == 2 ? cast(g, x, ElementType.FLOAT) : x;
  }

  /** Saturation is for floats of 8 bits, which there are not. */
  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    n.ignore("saturate");
    return ElementType.of(n.integer("to", 0)).flatMap(to -> n.as(new Cast(to)));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).of(to));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("to", (long) to.onnx());
  }

  @Override
  public boolean isIdentity(List<TensorType> in) {
    return in.get(0).element() == to;
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(cast(v.g(), v.dy(), v.x(0).element()));
  }
}
