package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * ONNX Runtime's convolution in its blocked layout.
 *
 * <p>Weights [O / block, C / block, kernel..., block of C, block of O], under the name of their
 * usual shape. Fewer channels than a block come in as they are, their weights being [O / block, C,
 * kernel..., block of O].
 *
 * @param relu whether what is below 0 becomes 0 on the way
 */
public record NchwcConv(Conv op, boolean relu) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(NchwcConv.class, "stands for parts of a Conv only");

  @Override
  public String name() {
    return "Conv";
  }

  @Override
  public String domain() {
    return ReorderInput.DOMAIN;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return op.infer(in);
  }

  @Override
  public Map<String, Object> attributes() {
    Map<String, Object> all = new TreeMap<>(op.attributes());
    if (relu) {
      all.put("activation", "Relu");
    }
    return all;
  }
}
