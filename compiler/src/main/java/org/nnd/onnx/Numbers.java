package org.nnd.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Formula;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/**
 * A small tensor of whole numbers that are computed from lengths.
 *
 * @param shape of known lengths
 * @param all the elements, the last axis varying fastest; true is 1
 */
record Numbers(Shape shape, List<Formula> all) {
  /** More than these are no lengths. */
  static final int MOST = 4096;

  Numbers {
    all = List.copyOf(all);
    if (shape.size().orElseThrow() != all.size()) {
      throw new IllegalArgumentException(shape + " of " + all);
    }
  }

  static Numbers of(List<Formula> list) {
    return new Numbers(Shape.of(list.size()), list);
  }

  static Numbers scalar(Formula number) {
    return new Numbers(Shape.SCALAR, List.of(number));
  }

  /** A tensor's numbers, if they are whole and few. */
  static Optional<Numbers> of(Tensor t) {
    if (t.type().shape().size().orElseThrow() > MOST) {
      return Optional.empty();
    }
    List<Formula> all = new ArrayList<>();
    ByteBuffer in = t.bytes();
    while (in.hasRemaining()) {
      switch (t.type().element()) {
        case INT64 -> all.add(Formula.number(in.getLong()));
        case INT32 -> all.add(Formula.number(in.getInt()));
        case BOOL, INT8 -> all.add(Formula.number(in.get()));
        case UINT8 -> all.add(Formula.number(Byte.toUnsignedInt(in.get())));
        case FLOAT, DOUBLE -> {
          double number = t.type().element() == ElementType.FLOAT ? in.getFloat() : in.getDouble();
          if (number != Math.rint(number) || Math.abs(number) > 1L << 50) {
            return Optional.empty();
          }
          all.add(Formula.number((long) number));
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Numbers(t.type().shape(), all));
  }

  /** The same as a tensor, if no length is free. */
  Optional<Tensor> tensor(ElementType element) {
    if (!all.stream().allMatch(f -> f.known().isPresent())) {
      return Optional.empty();
    }
    if (element != ElementType.INT64) {
      double[] values = all.stream().mapToDouble(f -> f.known().getAsLong()).toArray();
      return Optional.of(Tensor.of(element, shape, values));
    }
    ByteBuffer out = ByteBuffer.allocate(8 * all.size()).order(ByteOrder.LITTLE_ENDIAN);
    all.forEach(f -> out.putLong(f.known().getAsLong()));
    return Optional.of(new Tensor(new TensorType(element, shape), out.array()));
  }

  /** The only number. */
  Formula only() {
    if (all.size() != 1) {
      throw new IllegalArgumentException("one number, not " + all);
    }
    return all.get(0);
  }

  /** The whole numbers, if no length is free. */
  Optional<List<Long>> longs() {
    return all.stream().allMatch(f -> f.known().isPresent())
        ? Optional.of(all.stream().map(f -> f.known().getAsLong()).toList())
        : Optional.empty();
  }

  /** The same in another shape. */
  Numbers shaped(Shape other) {
    return new Numbers(other, all);
  }

  /** Others of these numbers: for each place of a shape the place here. */
  Numbers picked(Shape shape, IntUnaryOperator from) {
    long count = shape.size().orElseThrow();
    if (count > MOST) {
      throw new IllegalArgumentException(shape + " is no list of lengths");
    }
    List<Formula> picked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      picked.add(all.get(from.applyAsInt(i)));
    }
    return new Numbers(shape, picked);
  }

  /** The same broadcast. */
  Numbers expanded(Shape to) {
    int extra = to.rank() - shape.rank();
    return picked(
        to,
        i -> {
          int rest = i;
          int place = 0;
          int factor = 1;
          for (int axis = to.rank() - 1; axis >= extra; axis--) {
            int size = (int) to.sizes()[axis];
            int own = (int) shape.sizes()[axis - extra];
            place += own == 1 ? 0 : rest % size * factor;
            factor *= own;
            rest /= size;
          }
          return place;
        });
  }

  /** Each number with the one at the same place of another, if all of these are known. */
  Optional<Numbers> with(Numbers other, BiFunction<Formula, Formula, Optional<Formula>> operation) {
    Shape both = shape.broadcast(other.shape);
    List<Formula> a = expanded(both).all;
    List<Formula> b = other.expanded(both).all;
    List<Formula> results = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      operation.apply(a.get(i), b.get(i)).ifPresent(results::add);
    }
    return results.size() == a.size() ? Optional.of(new Numbers(both, results)) : Optional.empty();
  }

  /** Something of each number. */
  Numbers each(UnaryOperator<Formula> operation) {
    return new Numbers(shape, all.stream().map(operation).toList());
  }

  /** All parts one behind the other along an axis. */
  static Numbers concat(int axis, List<Numbers> parts) {
    Shape first = parts.get(0).shape;
    int outer = Math.toIntExact(first.slice(0, axis).size().orElseThrow());
    List<Formula> all = new ArrayList<>();
    long length = 0;
    for (Numbers p : parts) {
      length += p.shape.dim(axis).known().orElseThrow();
    }
    for (int i = 0; i < outer; i++) {
      for (Numbers p : parts) {
        int each = p.all.size() / outer;
        all.addAll(p.all.subList(i * each, (i + 1) * each));
      }
    }
    return new Numbers(first.with(axis, Dim.of(length)), all);
  }

  /** The same number everywhere. */
  static Numbers filled(Shape shape, Formula number) {
    long count = shape.size().orElseThrow();
    if (count > MOST) {
      throw new IllegalArgumentException(shape + " is no list of lengths");
    }
    return new Numbers(shape, Collections.nCopies((int) count, number));
  }
}
