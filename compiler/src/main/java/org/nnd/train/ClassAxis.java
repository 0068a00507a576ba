package org.nnd.train;

import static org.nnd.op.Reshape.reshape;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * The axis of a prediction that holds a score for each class; labels are class indices and have the
 * other axes: [C] with one label, [T, C] with [T], an image's [C, H, W] with [H, W] where the axis
 * is channels.
 *
 * @param name of the loss or metric, for messages
 * @param axis counted per example, from the end where negative
 */
record ClassAxis(String name, long axis) {
  static final Argument<Long> AXIS =
      Argument.optional(
          "axis",
          ArgumentType.whole().or(ArgumentType.word("channels").as(w -> 0L)),
          -1L,
          "the axis of the classes; channels is 0");

  /** The axis in the graph's value. */
  private int at(TensorType scores) {
    TensorType x = scores.perExample();
    int rank = x.shape().rank();
    boolean there = -rank <= axis && axis < rank;
    if (!there || x.shape().dim((int) axis) instanceof Dim.Named || !x.element().isFloat()) {
      throw new Refusal(
          name
              + " expects a score for each class"
              + (axis == -1 ? "" : " along axis " + axis)
              + ", but the prediction is "
              + x,
          "end the network with dense(classes)");
    }
    return scores.shape().rank() - rank + x.shape().axis((int) axis);
  }

  long classes(TensorType scores) {
    return scores.shape().dim(at(scores)).known().orElseThrow();
  }

  TensorType label(TensorType scores) {
    int at = at(scores);
    Shape x = scores.shape();
    return new TensorType(ElementType.INT64, x.slice(0, at).then(x.from(at + 1)));
  }

  /** Refuses scores and labels that don't fit each other. */
  void check(List<TensorType> in) {
    Labels.check(name, label(in.get(0)), in.get(1));
  }

  /** Scores as ONNX's operators of classes want them: [rows, classes, ...]. */
  Value rows(Builder g, Value scores) {
    int at = at(scores.type());
    Shape x = scores.shape();
    Shape rows = Shape.of(x.slice(0, at).elements(), x.dim(at));
    return reshape(g, scores, rows.then(x.from(at + 1)));
  }

  /** The labels of {@link #rows}: [rows, ...]. */
  Value labels(Builder g, Value scores, Value labels) {
    int at = at(scores.type());
    Shape x = labels.shape();
    return reshape(g, labels, Shape.of(x.slice(0, at).elements()).then(x.from(at)));
  }
}
