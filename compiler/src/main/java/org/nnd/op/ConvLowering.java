package org.nnd.op;

import org.nnd.ir.Shape;

/**
 * Which formulation a convolution and its gradients get, by their shapes: the lowering table.
 *
 * <p>With C channels in, O out, a window of K = kᵥ kₕ elements, images of S elements and P
 * positions; the number of examples is not known when this is decided. Folded, separate and rows
 * are for one group and known lengths, the last two for images of two axes.
 *
 * <table>
 * <caption>The first line that holds</caption>
 * <tr><th>what</th><th>formulation</th><th>where</th><th>because</th></tr>
 * <tr><td>y</td><td>folded</td><td>8 S ≤ O, no convolution needed for the columns</td>
 *     <td>the weights, read once for each example, are what takes time</td></tr>
 * <tr><td>y</td><td>Conv</td><td>else</td><td></td></tr>
 * <tr><td>dw</td><td>folded</td><td>(O + C K) P &lt; O C K</td>
 *     <td>the sum of all examples' O C K products costs more than bringing columns together</td></tr>
 * <tr><td>dw</td><td>separate</td><td>stride 1 along the height, no more elements than columns have</td>
 *     <td>less to write and to read again</td></tr>
 * <tr><td>dw</td><td>rows</td><td>rows of 10 positions or more; along the height stride 1 or more than 3 places</td>
 *     <td>gathering rows is copying; a depthwise Conv computes</td></tr>
 * <tr><td>dw</td><td>columns</td><td>else</td><td></td></tr>
 * <tr><td>dx</td><td>folded</td><td>where y is</td><td></td></tr>
 * <tr><td>dx</td><td>transposed</td><td>dilated, and not of two axes</td>
 *     <td>ONNX Runtime's Col2Im (1.29 to 1.32) does not heed dilations there</td></tr>
 * <tr><td>dx</td><td>turned</td><td>stride 1, 16 channels or more, not each in a group of its own</td>
 *     <td>ONNX Runtime's Conv is faster than its Col2Im</td></tr>
 * <tr><td>dx</td><td>columns</td><td>else</td><td></td></tr>
 * </table>
 *
 * <p>A factor for each channel of dy becomes one of the weights and of dw where C K ≤ 16 P, so that
 * these are fewer numbers than dy of 16 examples.
 */
final class ConvLowering {
  private static final int MANY_CHANNELS = 16;
  private static final int FEW_ELEMENTS = 8;
  private static final int LONG_ROW = 10;
  private static final int EXAMPLES = 16;

  private ConvLowering() {}

  /** Whether y is one product for all examples. */
  static boolean folds(Conv op, Shape x, Shape w) {
    Shape spatial = x.from(2);
    return op.group() == 1
        && spatial.size().isPresent()
        && new Columns(op.window()).areChosen(x)
        && FEW_ELEMENTS * spatial.size().getAsLong() <= w.dim(0).known().orElseThrow();
  }

  static ConvWeightGradient weights(Conv op, Shape x, Shape w) {
    if (x.from(2).size().isEmpty()) {
      return ConvWeightGradient.COLUMNS;
    }
    long out = w.dim(0).known().orElseThrow();
    long rows = w.from(1).size().orElseThrow();
    Shape positions = op.window().output(x.from(2));
    long places = positions.size().orElseThrow();
    if (ConvWeightGradient.FOLDED.applies(op, x, w) && (out + rows) * places < out * rows) {
      return ConvWeightGradient.FOLDED;
    }
    long columns = rows * places;
    if (ConvWeightGradient.SEPARATE.applies(op, x, w) && separate(x, w, positions) <= columns) {
      return ConvWeightGradient.SEPARATE;
    }
    return ConvWeightGradient.ROWS.applies(op, x, w) && longRows(op, w, positions)
        ? ConvWeightGradient.ROWS
        : ConvWeightGradient.COLUMNS;
  }

  /** How many elements are laid out for each example. */
  private static long separate(Shape x, Shape w, Shape positions) {
    long left = w.dim(1).times(w.dim(3)).known().orElseThrow();
    long right = w.dim(0).times(w.dim(2)).known().orElseThrow();
    return (left + right) * x.dim(2).times(positions.dim(1)).known().orElseThrow();
  }

  /** Whether gathering whole rows pays. */
  private static boolean longRows(Conv op, Shape w, Shape positions) {
    long height = w.dim(2).known().orElseThrow();
    boolean dense = op.window().strides().get(0) == 1 || height > 3;
    return height > 1 && dense && positions.dim(1).known().orElseThrow() >= LONG_ROW;
  }

  /** Whether a factor for each channel of dy is cheaper as one of the weights and of theirs. */
  static boolean weightsTakeFactors(Shape w, Shape dy) {
    Shape places = dy.from(2);
    return places.size().isPresent()
        && w.from(1).size().orElseThrow() <= EXAMPLES * places.size().getAsLong();
  }

  static ConvInputGradient input(Conv op, Shape x, Shape w) {
    if (folds(op, x, w)) {
      return ConvInputGradient.FOLDED;
    }
    boolean dilated = op.window().dilations().stream().anyMatch(d -> d > 1);
    if (dilated && op.window().axes() != 2) {
      return ConvInputGradient.TRANSPOSED;
    }
    long each = w.dim(1).known().orElseThrow();
    boolean many = each > 1 && each * op.group() >= MANY_CHANNELS;
    return many && ConvInputGradient.TURNED.applies(op, x, w)
        ? ConvInputGradient.TURNED
        : ConvInputGradient.COLUMNS;
  }
}
