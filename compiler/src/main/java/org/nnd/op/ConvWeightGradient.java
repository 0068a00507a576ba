package org.nnd.op;

import static org.nnd.op.Gemm.gemm;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Transpose.swapLast;
import static org.nnd.op.Transpose.transpose;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;

/** Σₙ Σₚ dy[n, o, p] x[n, i, p + k], in several ways; {@link ConvLowering} chooses. */
enum ConvWeightGradient {
  /** The window's columns of each example times dy's rows, then the sum over the examples. */
  COLUMNS {
    @Override
    boolean applies(Conv op, Shape x, Shape w) {
      return true;
    }

    @Override
    Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Shape s = w.shape();
      Dim positions = dy.shape().from(2).elements();
      Value columns = op.matrices(g, new Columns(op.window()).of(g, x), positions);
      // The smaller matrix stands on the right, where ONNX Runtime packs it.
      Value products = matMul(g, columns, swapLast(g, op.matrices(g, dy, positions)));
      Value sum = reduceSum(g, products, List.of(0), false);
      return reshape(g, swapLast(g, sum), s);
    }
  },

  /**
   * The window's columns of all examples in one product: no sum of large matrices where positions
   * are few.
   */
  FOLDED {
    @Override
    boolean applies(Conv op, Shape x, Shape w) {
      return op.group() == 1;
    }

    @Override
    Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Value columns = folded(g, new Columns(op.window()).of(g, x));
      return reshape(g, gemm(g, folded(g, dy), false, columns, true), w.shape());
    }
  },

  /**
   * x is laid out along the window's width and dy along its height, so that one product holds every
   * element of the window: kᵥ C + kₕ O rows instead of kᵥ kₕ C.
   */
  SEPARATE {
    @Override
    boolean applies(Conv op, Shape x, Shape w) {
      return op.group() == 1
          && op.window().axes() == 2
          && op.window().strides().equals(List.of(1L, 1L));
    }

    @Override
    Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Window window = op.window();
      long height = window.kernel().get(0);
      long width = window.kernel().get(1);
      long across = window.dilations().get(0) * (height - 1);
      List<Long> ones = List.of(1L, 1L);
      Window wide =
          new Window(
              List.of(1L, width), ones, List.of(1L, window.dilations().get(1)), window.pads());
      Window high =
          new Window(
              List.of(height, 1L),
              ones,
              List.of(window.dilations().get(0), 1L),
              List.of(across, 0L, across, 0L));
      Value left = rows(g, new Columns(wide).windows(g, x));
      Value right = rows(g, new Columns(high).windows(g, dy));
      Value sum = reduceSum(g, matMul(g, left, swapLast(g, right)), List.of(0), false);
      Shape s = w.shape();
      // dy's rows come from above: its first is the one that the window's last element sees.
      Value parts = reshape(g, sum, Shape.of(s.dim(1), s.dim(3), s.dim(0), s.dim(2)));
      return Flip.flip(g, List.of(2), transpose(g, parts, 2, 0, 3, 1));
    }

    private Value rows(Builder g, Value x) {
      Shape s = x.shape();
      return reshape(g, x, Shape.of(s.dim(0), s.dim(1), s.from(2).elements()));
    }
  };

  /** Whether it can be used. */
  abstract boolean applies(Conv op, Shape x, Shape w);

  /** Writes it. */
  abstract Value of(Builder g, Conv op, Value x, Value w, Value dy);

  /** [N, C, ...] to [C, N ...]: one row for each channel. */
  static Value folded(Builder g, Value x) {
    Shape s = x.shape();
    Dim positions = s.from(2).elements();
    Value rows = reshape(g, x, Shape.of(s.dim(0), s.dim(1), positions));
    return reshape(g, transpose(g, rows, 1, 0, 2), Shape.of(s.dim(1), s.dim(0).times(positions)));
  }
}
