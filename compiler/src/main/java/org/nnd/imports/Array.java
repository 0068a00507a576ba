package org.nnd.imports;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;

/**
 * Numbers in a shape, to compute with while a graph is read; the last axis varies fastest.
 *
 * @param shape the lengths of the axes
 * @param numbers as many as the product of these
 */
record Array(int[] shape, double[] numbers) {
  /** The numbers of a tensor. */
  static Array of(Tensor t) {
    int[] shape = Arrays.stream(t.type().shape().sizes()).mapToInt(Math::toIntExact).toArray();
    double[] all = new double[product(shape)];
    Arrays.setAll(all, t::number);
    return new Array(shape, all);
  }

  /** The same numbers as a tensor. */
  Tensor tensor(ElementType element) {
    long[] sizes = Arrays.stream(shape).asLongStream().toArray();
    if (element == ElementType.INT64) {
      long[] whole = Arrays.stream(numbers).mapToLong(x -> (long) x).toArray();
      Tensor row = Tensor.longs(whole);
      byte[] bytes = new byte[row.bytes().remaining()];
      row.bytes().get(bytes);
      return new Tensor(row.type().shaped(Shape.of(sizes)), bytes);
    }
    return Tensor.of(element, Shape.of(sizes), numbers);
  }

  /** 0, 1, 2, ... in a shape: each number tells where it is. */
  static Array places(int... shape) {
    return new Array(shape, LongStream.range(0, product(shape)).asDoubleStream().toArray());
  }

  static int product(int... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  int rank() {
    return shape.length;
  }

  /** Whether the shapes and all numbers are equal. */
  boolean same(Array other) {
    return Arrays.equals(shape, other.shape) && Arrays.equals(numbers, other.numbers);
  }

  /** Whether the shapes are equal and all numbers nearly. */
  boolean near(Array other, double tolerance) {
    if (!Arrays.equals(shape, other.shape)) {
      return false;
    }
    for (int i = 0; i < numbers.length; i++) {
      double scale = Math.max(1, Math.abs(numbers[i]));
      if (!(Math.abs(numbers[i] - other.numbers[i]) <= tolerance * scale)) {
        return false;
      }
    }
    return true;
  }

  /** Whether every number is this one. */
  boolean isFilled(double number) {
    return Arrays.stream(numbers).allMatch(x -> x == number);
  }

  /** The same numbers in another shape. */
  Array reshaped(int... to) {
    if (product(to) != numbers.length) {
      throw new IllegalArgumentException(Arrays.toString(shape) + " as " + Arrays.toString(to));
    }
    return new Array(to, numbers);
  }

  /** The distance between neighbours of each axis. */
  private static int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int step = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= shape[i];
    }
    return strides;
  }

  /** An array of a shape whose numbers lie where steps along its axes lead, from a start. */
  private Array view(int[] to, int start, int[] steps) {
    double[] out = new double[product(to)];
    int[] at = new int[to.length];
    int from = start;
    for (int i = 0; i < out.length; i++) {
      out[i] = numbers[from];
      for (int axis = to.length - 1; axis >= 0; axis--) {
        from += steps[axis];
        if (++at[axis] < to[axis]) {
          break;
        }
        from -= steps[axis] * to[axis];
        at[axis] = 0;
      }
    }
    return new Array(to, out);
  }

  /** The axes in another order. */
  Array transposed(List<Integer> order) {
    int[] strides = strides(shape);
    int[] to = order.stream().mapToInt(i -> shape[i]).toArray();
    return view(to, 0, order.stream().mapToInt(i -> strides[i]).toArray());
  }

  /** So many elements of an axis from one on, each so far behind the one before. */
  Array sliced(int axis, int from, int step, int count) {
    int[] strides = strides(shape);
    int start = from * strides[axis];
    int[] to = shape.clone();
    to[axis] = count;
    strides[axis] *= step;
    return view(to, start, strides);
  }

  /** The same repeated where axes of length 1, or new ones in front, are longer in a shape. */
  Array expanded(int... to) {
    int[] own = strides(shape);
    int[] steps = new int[to.length];
    for (int i = 0; i < shape.length; i++) {
      int axis = to.length - shape.length + i;
      if (shape[i] != 1 && shape[i] != to[axis]) {
        throw new IllegalArgumentException(Arrays.toString(shape) + " to " + Arrays.toString(to));
      }
      steps[axis] = shape[i] == 1 ? 0 : own[i];
    }
    return view(to, 0, steps);
  }

  /** Several, one behind the other along an axis. */
  static Array joined(int axis, List<Array> parts) {
    int[] shape = parts.get(0).shape.clone();
    shape[axis] = parts.stream().mapToInt(p -> p.shape[axis]).sum();
    double[] out = new double[product(shape)];
    int outer = product(Arrays.copyOf(shape, axis));
    int at = 0;
    for (int i = 0; i < outer; i++) {
      for (Array p : parts) {
        int length = p.numbers.length / outer;
        System.arraycopy(p.numbers, i * length, out, at, length);
        at += length;
      }
    }
    return new Array(shape, out);
  }

  /** The elements of an axis at these places, which may be counted from the end. */
  Array gathered(int axis, Array places) {
    int length = shape[axis];
    int outer = product(Arrays.copyOf(shape, axis));
    int inner = numbers.length / Math.max(1, outer * length);
    double[] out = new double[outer * places.numbers.length * inner];
    int at = 0;
    for (int i = 0; i < outer; i++) {
      for (double place : places.numbers) {
        int p = (int) (place < 0 ? place + length : place);
        System.arraycopy(numbers, (i * length + p) * inner, out, at, inner);
        at += inner;
      }
    }
    int[] to = new int[shape.length - 1 + places.shape.length];
    System.arraycopy(shape, 0, to, 0, axis);
    System.arraycopy(places.shape, 0, to, axis, places.shape.length);
    System.arraycopy(shape, axis + 1, to, axis + places.shape.length, shape.length - axis - 1);
    return new Array(to, out);
  }

  /** A function of each number. */
  Array map(DoubleUnaryOperator f) {
    return new Array(shape, Arrays.stream(numbers).map(f).toArray());
  }

  /** A function of each pair, shapes broadcast. */
  Array with(Array other, DoubleBinaryOperator f) {
    int[] to = broadcast(shape, other.shape);
    double[] a = expanded(to).numbers;
    double[] b = other.expanded(to).numbers;
    double[] out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsDouble(a[i], b[i]);
    }
    return new Array(to, out);
  }

  private static int[] broadcast(int[] a, int[] b) {
    int[] to = new int[Math.max(a.length, b.length)];
    for (int i = 1; i <= to.length; i++) {
      int x = i > a.length ? 1 : a[a.length - i];
      int y = i > b.length ? 1 : b[b.length - i];
      to[to.length - i] = x == 1 ? y : x;
    }
    return to;
  }

  /** The product of matrices in the last two axes, those before broadcast. */
  Array times(Array other) {
    int rows = shape[rank() - 2];
    int inner = shape[rank() - 1];
    int columns = other.shape[other.rank() - 1];
    int[] outer =
        broadcast(Arrays.copyOf(shape, rank() - 2), Arrays.copyOf(other.shape, other.rank() - 2));
    double[] a = expanded(matrices(outer, rows, inner)).numbers;
    double[] b = other.expanded(matrices(outer, inner, columns)).numbers;
    int[] to = matrices(outer, rows, columns);
    double[] out = new double[product(to)];
    for (int i = 0; i < out.length; i++) {
      int column = i % columns;
      int row = i / columns;
      int matrix = row / rows;
      double sum = 0;
      for (int k = 0; k < inner; k++) {
        sum += a[row * inner + k] * b[(matrix * inner + k) * columns + column];
      }
      out[i] = sum;
    }
    return new Array(to, out);
  }

  private static int[] matrices(int[] outer, int rows, int columns) {
    int[] shape = Arrays.copyOf(outer, outer.length + 2);
    shape[outer.length] = rows;
    shape[outer.length + 1] = columns;
    return shape;
  }

  /** e^x over its sum along the last axis. */
  Array softmax() {
    int width = shape[rank() - 1];
    double[] out = new double[numbers.length];
    for (int i = 0; i < out.length; i += width) {
      double most = Arrays.stream(numbers, i, i + width).max().orElse(0);
      double sum = 0;
      for (int j = i; j < i + width; j++) {
        out[j] = Math.exp(numbers[j] - most);
        sum += out[j];
      }
      for (int j = i; j < i + width; j++) {
        out[j] /= sum;
      }
    }
    return new Array(shape, out);
  }
}
