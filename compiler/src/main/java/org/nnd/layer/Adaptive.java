package org.nnd.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Lengths;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Window;

/**
 * A pooling that says how long the axes behind the channels become: number i of an axis is made of
 * those from ⌊i x / size⌋ up to ⌈(i + 1) x / size⌉, as in PyTorch.
 */
interface Adaptive extends OneToOne {
  Argument<Lengths> SIZE =
      Argument.required("size", ArgumentType.lengths(1), "how long each axis becomes");

  /** As a text writes it. */
  String name();

  Lengths size();

  /** With a window that slides over all axes. */
  Value pooled(Builder g, Window window, Value x);

  /** With the parts of one axis. */
  Value pooled(Builder g, List<Part> parts, int axis, Value x);

  /** What one of the results is made of. */
  record Part(long from, long to) {
    long length() {
      return to - from;
    }
  }

  @Override
  default Shape shape(TensorType x) {
    int axes = Sliding.axes(name(), x);
    List<Long> each = size().over(axes, "size");
    Shape y = x.shape();
    for (int i = 0; i < axes; i++) {
      if (x.shape().dim(i + 1) instanceof Dim.Named) {
        throw new Refusal(
            name() + " needs to know every length, but this value is " + x,
            "global_avg_pool and global_max_pool take any length");
      }
      y = y.with(i + 1, Dim.of(each.get(i)));
    }
    return y;
  }

  private static List<Part> parts(long length, long size) {
    List<Part> parts = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      parts.add(new Part(i * length / size, -Math.floorDiv(-(i + 1) * length, size)));
    }
    return parts;
  }

  /** The one window that makes the same parts, if there is one. */
  private static Optional<Window> window(List<List<Part>> all) {
    List<Long> kernel = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    for (List<Part> parts : all) {
      long length = parts.get(0).length();
      long stride = parts.size() == 1 ? length : parts.get(1).from;
      for (int i = 0; i < parts.size(); i++) {
        if (stride == 0 || parts.get(i).from != i * stride || parts.get(i).length() != length) {
          return Optional.empty();
        }
      }
      kernel.add(length);
      strides.add(stride);
    }
    List<Long> ones = Collections.nCopies(kernel.size(), 1L);
    return Optional.of(
        new Window(kernel, strides, ones, Collections.nCopies(2 * kernel.size(), 0L)));
  }

  @Override
  default Value emit(Emission e, Value x) {
    int first = Axes.first(x) + 1;
    int axes = x.shape().rank() - first;
    List<Long> each = size().over(axes, "size");
    List<List<Part>> all = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      all.add(parts(x.shape().dim(first + i).known().orElseThrow(), each.get(i)));
    }
    Optional<Window> window = window(all);
    if (window.isPresent()) {
      return pooled(e.g(), window.get(), x);
    }
    Value y = x;
    for (int i = 0; i < axes; i++) {
      y = pooled(e.g(), all.get(i), first + i, y);
    }
    return y;
  }
}
