package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * {@link Conv} of 8-bit numbers, less their zero points, with sums of 32 bits and no bias.
 *
 * <p>x, w, and their zero points; w's may have one for each channel that comes out.
 */
public record ConvInteger(Conv conv) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ConvInteger.class, "gives whole numbers").from(ConvInteger::read);

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    return n.has(2) || !n.has(3)
        ? Window.read(n, Window.kernel(n))
            .flatMap(w -> n.as(new ConvInteger(new Conv(w, n.integer("group", 1)))))
        : Optional.empty();
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(conv.infer(in.subList(0, 2)).get(0).of(ElementType.INT32));
  }

  @Override
  public Map<String, Object> attributes() {
    return conv.attributes();
  }
}
