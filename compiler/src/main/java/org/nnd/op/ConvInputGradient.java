package org.nnd.op;

import static org.nnd.op.Gemm.gemm;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.ShapeOf.shapeOf;
import static org.nnd.op.Transpose.swapLast;

import java.util.ArrayList;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;

/** Σₒ Σₖ dy[n, o, p - k] w[o, i, k], in several ways; {@link ConvLowering} chooses. */
enum ConvInputGradient implements ConvGradient {
  /** The convolution of dy with the weights turned around. */
  TURNED {
    @Override
    public boolean applies(Conv op, Shape x, Shape w) {
      Window window = op.window();
      boolean fits = window.strides().stream().allMatch(s -> s == 1);
      for (long pad : pads(window)) {
        fits &= pad >= 0;
      }
      return fits;
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Window window = op.window();
      Window back = new Window(window.kernel(), window.strides(), window.dilations(), pads(window));
      // Where lengths are free they come back under names of their own.
      return reshapeLike(g, g.apply(new TurnedConv(new Conv(back, op.group())), dy, w), x);
    }

    /** What dy must be padded with. */
    private List<Long> pads(Window window) {
      List<Long> pads = new ArrayList<>();
      for (int i = 0; i < 2 * window.axes(); i++) {
        int axis = i % window.axes();
        pads.add(
            window.dilations().get(axis) * (window.kernel().get(axis) - 1) - window.pads().get(i));
      }
      return pads;
    }
  },

  /** The transposed convolution of dy with the weights: cuDNN's own gradient. */
  TRANSPOSED {
    @Override
    public boolean applies(Conv op, Shape x, Shape w) {
      return true;
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Value lengths = shapeOf(g, x, 2, x.shape().rank());
      return ConvTranspose.spread(g, op.window(), op.group(), x.shape().from(2), lengths, dy, w);
    }
  },

  /** The product of weights and dy for each example, its columns summed back into place. */
  COLUMNS {
    @Override
    public boolean applies(Conv op, Shape x, Shape w) {
      return true;
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Shape s = w.shape();
      long group = op.group();
      long elements = s.from(1).size().orElseThrow();
      Shape matrices = Shape.of(group, s.dim(0).known().orElseThrow() / group, elements);
      Dim positions = dy.shape().from(2).elements();
      Value products =
          matMul(g, swapLast(g, reshape(g, w, matrices)), op.matrices(g, dy, positions));
      Shape columns = Shape.of(x.shape().dim(0), Dim.of(group * elements), positions);
      return new Columns(op.window()).back(g, reshape(g, products, columns), x);
    }
  },

  /** The same with one product for all examples. */
  FOLDED {
    @Override
    public boolean applies(Conv op, Shape x, Shape w) {
      return op.group() == 1;
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Shape s = w.shape();
      Value matrix = reshape(g, w, Shape.of(s.dim(0), s.from(1).elements()));
      Value products = gemm(g, matrix, true, Columns.folded(g, dy), false);
      Dim positions = dy.shape().from(2).elements();
      Value columns = Columns.unfolded(g, products, x.shape().dim(0), positions);
      return new Columns(op.window()).back(g, columns, x);
    }
  };
}
