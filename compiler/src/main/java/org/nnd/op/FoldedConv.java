package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Gemm.gemm;
import static org.nnd.op.Reshape.reshape;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** A convolution as one product for all examples: for small images with many channels. */
public record FoldedConv(Conv op) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(FoldedConv.class, "stands for a Conv, which has a gradient");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return op.infer(in);
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    Value x = in.get(0);
    Shape w = in.get(1).shape();
    TensorType result = infer(in.stream().map(Value::type).toList()).get(0);
    Value matrix = reshape(g, in.get(1), Shape.of(w.dim(0), w.from(1).elements()));
    Value columns = Columns.folded(g, new Columns(op.window()).of(g, x));
    Value products = gemm(g, matrix, false, columns, false);
    Dim positions = result.shape().from(2).elements();
    Value apart = Columns.unfolded(g, products, x.shape().dim(0), positions);
    Value y = reshape(g, apart, result.shape());
    if (in.size() == 2) {
      return List.of(y);
    }
    Shape bias = Shape.of(w.dim(0));
    for (int i = 0; i < op.window().axes(); i++) {
      bias = bias.insert(1 + i, Dim.of(1));
    }
    return List.of(add(g, y, reshape(g, in.get(2), bias)));
  }
}
