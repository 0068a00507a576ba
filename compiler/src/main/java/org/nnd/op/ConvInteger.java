package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * {@link Conv} of 8-bit numbers, less their zero points, with sums of 32 bits and no bias.
 *
 * <p>x, w, and their zero points; w's may have one for each channel that comes out.
 */
public record ConvInteger(Conv conv) implements Op {
  static final OpEntry ENTRY = OpEntry.notDifferentiable(ConvInteger.class, "gives whole numbers");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(conv.infer(in.subList(0, 2)).get(0).of(ElementType.INT32));
  }

  @Override
  public Map<String, Object> attributes() {
    return conv.attributes();
  }
}
