package org.nnd.op;

import static org.nnd.op.Concat.concat;
import static org.nnd.op.Expand.expandTo;
import static org.nnd.op.Gather.gather;
import static org.nnd.op.Gemm.gemm;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Pad.pad;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Transpose.swapLast;
import static org.nnd.op.Transpose.transpose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.stream.LongStream;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;

/**
 * Σₙ Σₚ dy[n, o, p] x[n, i, p + k], in several ways; {@link ConvLowering} chooses, and {@link
 * Lowerings} for single providers.
 */
enum ConvWeightGradient implements ConvGradient {
  /** The window's columns of each example times dy's rows, then the sum over the examples. */
  COLUMNS {
    @Override
    public boolean applies(Conv op, Shape x, Shape w) {
      return true;
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
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
    public boolean applies(Conv op, Shape x, Shape w) {
      return op.group() == 1;
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Value columns = Columns.folded(g, new Columns(op.window()).of(g, x));
      return reshape(g, gemm(g, Columns.folded(g, dy), false, columns, true), w.shape());
    }
  },

  /**
   * One product of all examples for each place k of the window, of dy and the part of x that the
   * place met: nothing is laid out K times, and the sum over N P is inside the products.
   */
  PLACES {
    @Override
    public boolean applies(Conv op, Shape x, Shape w) {
      return op.window().elements() <= MANY_PLACES && x.from(2).size().isPresent();
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Window window = op.window();
      Value padded = transpose(g, padded(g, window, x), swappedFirst(x.shape().rank()));
      Value left = byGroup(g, op, transpose(g, dy, swappedFirst(dy.shape().rank())));
      Shape one = w.shape().slice(0, 2).then(Shape.of(1));
      List<Value> places = new ArrayList<>();
      for (int k = 0; k < window.elements(); k++) {
        Value right = byGroup(g, op, met(g, window, padded, dy.shape(), k));
        Value product =
            op.group() == 1
                ? gemm(g, left, false, right, true)
                : matMul(g, left, swapLast(g, right));
        places.add(reshape(g, product, one));
      }
      return reshape(g, places.size() == 1 ? places.get(0) : concat(g, 2, places), w.shape());
    }
  },

  /**
   * The columns of each example, made in two steps: a depthwise convolution lays x out along the
   * window's width, then whole rows are gathered along its height.
   */
  ROWS {
    @Override
    public boolean applies(Conv op, Shape x, Shape w) {
      return op.group() == 1 && op.window().axes() == 2 && x.from(2).size().isPresent();
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Window window = op.window();
      long stride = window.strides().get(0);
      long height = x.shape().dim(2).known().orElseThrow();
      long out = dy.shape().dim(2).known().orElseThrow();
      Value wide = alongWidth(g, window, x, 1);
      Value columns = gather(g, 2, wide, rows(window, out, height, (h, k) -> h * stride + k));
      long positions = dy.shape().from(2).size().orElseThrow();
      Value right = flat(g, dy, positions);
      Value products = matMul(g, flat(g, columns, positions), swapLast(g, right));
      return arranged(g, reduceSum(g, products, List.of(0), false), w.shape(), 3, 0, 2, 1);
    }
  },

  /**
   * x is laid out along the window's width and dy along its height, so that one product holds every
   * element of the window: kₕ C + kᵥ O rows instead of kᵥ kₕ C.
   */
  SEPARATE {
    @Override
    public boolean applies(Conv op, Shape x, Shape w) {
      return ROWS.applies(op, x, w) && op.window().strides().get(0) == 1;
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Value wide = alongWidth(g, op.window(), x, 0);
      long positions = wide.shape().from(2).size().orElseThrow();
      Value right = flat(g, alongHeight(g, op.window(), x, dy), positions);
      Value products = matMul(g, flat(g, wide, positions), swapLast(g, right));
      return arranged(g, reduceSum(g, products, List.of(0), false), w.shape(), 2, 0, 3, 1);
    }
  },

  /**
   * As separate, with x's channels behind its places, where what the window's width covers is
   * copied together and the product has nothing to transpose.
   */
  BESIDE {
    @Override
    public boolean applies(Conv op, Shape x, Shape w) {
      return SEPARATE.applies(op, x, w);
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      Value laid = laid(g, alongWidth(op.window(), 0), x);
      return ofLaid(g, alongHeight(g, op.window(), x, dy), laid, w.shape());
    }
  },

  /** As columns, copied together with x's channels behind its places. */
  LAID {
    @Override
    public boolean applies(Conv op, Shape x, Shape w) {
      return ROWS.applies(op, x, w);
    }

    @Override
    public Value of(Builder g, Conv op, Value x, Value w, Value dy) {
      return ofLaid(g, dy, laid(g, op.window(), x), w.shape());
    }
  };

  private static final int MANY_PLACES = 64;

  private static Integer[] swappedFirst(int rank) {
    Integer[] perm = new Integer[rank];
    Arrays.setAll(perm, i -> i < 2 ? 1 - i : i);
    return perm;
  }

  private static Value padded(Builder g, Window window, Value x) {
    int axes = window.axes();
    if (window.pads().stream().allMatch(p -> p == 0)) {
      return x;
    }
    List<Long> before = new ArrayList<>(List.of(0L, 0L));
    List<Long> after = new ArrayList<>(List.of(0L, 0L));
    before.addAll(window.pads().subList(0, axes));
    after.addAll(window.pads().subList(axes, 2 * axes));
    return pad(g, before, after, Pad.wider(x.shape(), before, after), x);
  }

  /** What the k-th place of a window meets of a padded image [C, N, ...]. */
  private static Value met(Builder g, Window window, Value x, Shape dy, int k) {
    Value part = x;
    for (int axis = window.axes() - 1; axis >= 0; axis--) {
      int length = Math.toIntExact(window.kernel().get(axis));
      long from = k % length * window.dilations().get(axis);
      k /= length;
      long stride = window.strides().get(axis);
      long out = dy.dim(axis + 2).known().orElseThrow();
      long to = from + stride * (out - 1) + 1;
      if (!x.shape().dim(axis + 2).is(out)) {
        part = g.apply(new Slice(axis + 2, from, to, stride, Dim.of(out)), part);
      }
    }
    return part;
  }

  /** [C, N, ...] to [C, N ...], or to [group, C / group, N ...] where there are groups. */
  private static Value byGroup(Builder g, Conv op, Value x) {
    Shape s = x.shape();
    Dim elements = s.from(1).elements();
    long each = s.dim(0).known().orElseThrow() / op.group();
    return reshape(
        g,
        x,
        op.group() == 1
            ? Shape.of(s.dim(0), elements)
            : Shape.of(Dim.of(op.group()), Dim.of(each), elements));
  }

  /** [N, C, H, W] to [N, C kₕ, H, positions], with rows of zeros below. */
  private static Value alongWidth(Builder g, Window window, Value x, long below) {
    return new Columns(alongWidth(window, below)).windows(g, x);
  }

  private static Window alongWidth(Window window, long below) {
    return new Window(
        List.of(1L, window.kernel().get(1)),
        List.of(1L, window.strides().get(1)),
        List.of(1L, window.dilations().get(1)),
        List.of(0L, window.pads().get(1), below, window.pads().get(3)));
  }

  /** dy's rows that each row of x meets: [N, O, H, W] to [N, O, kᵥ rows, W]. */
  private static Value alongHeight(Builder g, Window window, Value x, Value dy) {
    long height = x.shape().dim(2).known().orElseThrow();
    long out = dy.shape().dim(2).known().orElseThrow();
    return gatherOrZero(g, 2, dy, rows(window, height, out, (h, k) -> h - k));
  }

  /** [N, C, H, W] to [N, positions, K C]: what a window covers, its channels side by side. */
  private static Value laid(Builder g, Window window, Value x) {
    Shape s = x.shape();
    Dim places = s.from(2).elements();
    Dim positions = window.output(s.from(2)).elements();
    Value last = transpose(g, x, 0, 2, 3, 1);
    Value flat = reshape(g, last, Shape.of(s.dim(0), places, s.dim(1)));
    Value all = gatherOrZero(g, 1, flat, new Columns(window).covered(s.from(2).sizes()));
    return reshape(g, all, Shape.of(s.dim(0), positions, s.dim(1).times(window.elements())));
  }

  /** What stands at indices along an axis; zeros at the index that is its length. */
  private static Value gatherOrZero(Builder g, int axis, Value x, long... indices) {
    if (LongStream.of(indices).noneMatch(x.shape().dim(axis)::is)) {
      return gather(g, axis, x, indices);
    }
    Shape one = x.shape().with(axis, Dim.of(1));
    Value zeros = expandTo(g, g.constant(0, x), one, x);
    return gather(g, axis, concat(g, axis, List.of(x, zeros)), indices);
  }

  /**
   * For each place k along the window's height and each of so many rows h the row that it meets,
   * the one behind the last where that is padding.
   *
   * @param met of h and the offset of k: its distance from the first place, less the padding
   */
  private static long[] rows(Window window, long rows, long last, LongBinaryOperator met) {
    long kernel = window.kernel().get(0);
    long[] all = new long[Math.toIntExact(kernel * rows)];
    for (int i = 0; i < all.length; i++) {
      long offset = i / rows * window.dilations().get(0) - window.pads().get(0);
      long row = met.applyAsLong(i % rows, offset);
      all[i] = row >= 0 && row < last ? row : last;
    }
    return all;
  }

  /** [N, ...] to [N, rows, positions]. */
  private static Value flat(Builder g, Value x, long positions) {
    long rows = x.shape().from(1).size().orElseThrow() / positions;
    return reshape(g, x, Shape.of(x.shape().dim(0), Dim.of(rows), Dim.of(positions)));
  }

  /** The products with what {@link #laid} gives, summed over the examples, as the weights are. */
  private static Value ofLaid(Builder g, Value dy, Value laid, Shape w) {
    long positions = laid.shape().dim(1).known().orElseThrow();
    Value sum = reduceSum(g, matMul(g, flat(g, dy, positions), laid), List.of(0), false);
    Value apart = reshape(g, sum, Shape.of(w.dim(0), w.from(2).elements(), w.dim(1)));
    return reshape(g, transpose(g, apart, 0, 2, 1), w);
  }

  /** The axes of the weights out of another order: axis i is the sum's axis perm[i]. */
  private static Value arranged(Builder g, Value sum, Shape w, Integer... perm) {
    Dim[] parts = new Dim[perm.length];
    for (int i = 0; i < perm.length; i++) {
      parts[perm[i]] = w.dim(i);
    }
    return transpose(g, reshape(g, sum, Shape.of(parts)), perm);
  }
}
