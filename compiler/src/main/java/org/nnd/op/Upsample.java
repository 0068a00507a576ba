package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/** Every element repeated along the axes behind [N, C]: ONNX's Resize to the nearest element. */
public record Upsample(List<Long> factors) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Upsample.class, "stands in gradients only");

  public Upsample {
    factors = List.copyOf(factors);
  }

  @Override
  public String name() {
    return "Resize";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape s = in.get(0).shape();
    for (int i = 0; i < factors.size(); i++) {
      long factor = factors.get(i);
      s = s.with(i + 2, s.dim(i + 2).map(x -> x * factor, "(%s)*" + factor));
    }
    return List.of(in.get(0).shaped(s));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of(
        "mode", "nearest",
        "coordinate_transformation_mode", "asymmetric",
        "nearest_mode", "floor");
  }

  /** The region of interest, which nearest does not look at, and the scales. */
  @Override
  public List<Tensor> constants() {
    double[] scales = new double[factors.size() + 2];
    scales[0] = 1;
    scales[1] = 1;
    for (int i = 0; i < factors.size(); i++) {
      scales[i + 2] = factors.get(i);
    }
    return List.of(
        Tensor.of(ElementType.FLOAT, Shape.of(0)),
        Tensor.of(ElementType.FLOAT, Shape.of(scales.length), scales));
  }
}
