package org.nnd.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Cast;
import org.nnd.op.Concat;
import org.nnd.op.DequantizeLinear;
import org.nnd.op.Div;
import org.nnd.op.Expand;
import org.nnd.op.Flip;
import org.nnd.op.Foreign;
import org.nnd.op.Gather;
import org.nnd.op.Gemm;
import org.nnd.op.Greater;
import org.nnd.op.GreaterOrEqual;
import org.nnd.op.Identity;
import org.nnd.op.MatMul;
import org.nnd.op.Mul;
import org.nnd.op.Neg;
import org.nnd.op.Pow;
import org.nnd.op.Range;
import org.nnd.op.Relu;
import org.nnd.op.Reshape;
import org.nnd.op.ShapeOf;
import org.nnd.op.Sigmoid;
import org.nnd.op.Slice;
import org.nnd.op.Slices;
import org.nnd.op.Softmax;
import org.nnd.op.Split;
import org.nnd.op.Sqrt;
import org.nnd.op.Sub;
import org.nnd.op.Tanh;
import org.nnd.op.Transpose;
import org.nnd.op.Where;

/**
 * Computes what few ops give: of constants, and on small examples, to see what a part of a graph
 * does whatever it is written with.
 *
 * @param lengths what free lengths are
 */
record Interpreter(Map<Dim, Integer> lengths) {
  /** For graphs in which nothing is free. */
  static final Interpreter OF_CONSTANTS = new Interpreter(Map.of());

  /** What an op gives, for the inputs of one node. */
  private interface Rule extends BiFunction<Op, List<Array>, Array> {}

  private static final Map<Class<? extends Op>, Rule> RULES = new HashMap<>();

  private static <T extends Op> void rule(Class<T> of, BiFunction<T, List<Array>, Array> rule) {
    RULES.put(of, (op, in) -> rule.apply(of.cast(op), in));
  }

  static {
    rule(Identity.class, (op, in) -> in.get(0));
    rule(Transpose.class, (op, in) -> in.get(0).transposed(op.perm()));
    rule(Concat.class, (op, in) -> Array.joined(op.axis(), in));
    rule(Gather.class, (op, in) -> in.get(0).gathered(op.axis(), in.get(1)));
    rule(Slice.class, (op, in) -> slice(op, in.get(0)));
    rule(
        Slices.class,
        (op, in) -> {
          Array x = in.get(0);
          for (Slice each : op.each()) {
            x = slice(each, x);
          }
          return x;
        });
    rule(Flip.class, Interpreter::flip);
    rule(Cast.class, (op, in) -> op.to().isFloat() ? in.get(0) : in.get(0).map(Interpreter::whole));
    rule(Add.class, (op, in) -> in.get(0).with(in.get(1), Double::sum));
    rule(Sub.class, (op, in) -> in.get(0).with(in.get(1), (a, b) -> a - b));
    rule(Mul.class, (op, in) -> in.get(0).with(in.get(1), (a, b) -> a * b));
    rule(Div.class, (op, in) -> in.get(0).with(in.get(1), (a, b) -> a / b));
    rule(Pow.class, (op, in) -> in.get(0).with(in.get(1), Math::pow));
    rule(GreaterOrEqual.class, (op, in) -> in.get(0).with(in.get(1), (a, b) -> a >= b ? 1 : 0));
    rule(Greater.class, (op, in) -> in.get(0).with(in.get(1), (a, b) -> a > b ? 1 : 0));
    rule(Neg.class, (op, in) -> in.get(0).map(x -> -x));
    rule(Relu.class, (op, in) -> in.get(0).map(x -> Math.max(0, x)));
    rule(Sigmoid.class, (op, in) -> in.get(0).map(x -> 1 / (1 + Math.exp(-x))));
    rule(Tanh.class, (op, in) -> in.get(0).map(Math::tanh));
    rule(Sqrt.class, (op, in) -> in.get(0).map(Math::sqrt));
    rule(MatMul.class, (op, in) -> in.get(0).times(in.get(1)));
    rule(Gemm.class, Interpreter::gemm);
    rule(DequantizeLinear.class, Interpreter::dequantized);
    rule(Range.class, (op, in) -> range(in.get(0), in.get(1), in.get(2)));
    rule(Softmax.class, (op, in) -> in.get(0).softmax());
    rule(
        Where.class,
        (op, in) -> {
          Array one = in.get(0).with(in.get(1), (c, a) -> c != 0 ? a : 0);
          return one.with(in.get(0).with(in.get(2), (c, b) -> c != 0 ? 0 : b), Double::sum);
        });
  }

  private static boolean isWhole(Array places) {
    return Arrays.stream(places.numbers()).noneMatch(Double::isNaN);
  }

  private static double whole(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  private static Array slice(Slice op, Array x) {
    int length = x.shape()[op.axis()];
    long from = Math.max(0, Math.min(length, op.from() < 0 ? op.from() + length : op.from()));
    long to = Math.max(from, Math.min(length, op.to() < 0 ? op.to() + length : op.to()));
    long count = -Math.floorDiv(from - to, op.step());
    return x.sliced(op.axis(), (int) from, (int) Math.min(op.step(), length), (int) count);
  }

  private static Array flip(Flip op, List<Array> in) {
    Array x = in.get(0);
    for (int axis : op.axes()) {
      int length = x.shape()[axis];
      x = x.sliced(axis, length - 1, -1, length);
    }
    return x;
  }

  private static Array range(Array start, Array limit, Array delta) {
    double from = start.numbers()[0];
    double step = delta.numbers()[0];
    int count = (int) Math.max(0, Math.ceil((limit.numbers()[0] - from) / step));
    return Array.places(count).map(i -> from + i * step);
  }

  private static Array gemm(Gemm op, List<Array> in) {
    Array a = op.transA() ? in.get(0).transposed(List.of(1, 0)) : in.get(0);
    Array b = op.transB() ? in.get(1).transposed(List.of(1, 0)) : in.get(1);
    Array product = a.times(b);
    return in.size() == 2 ? product : product.with(in.get(2), Double::sum);
  }

  /** What a node gives, for each of its outputs; empty if that isn't known here. */
  Optional<List<Array>> of(Node node, List<Array> in) {
    Op op = node.op();
    if (op instanceof Reshape r) {
      return sizes(r.to(), in.get(0).numbers().length).map(s -> List.of(in.get(0).reshaped(s)));
    }
    if (op instanceof Expand e) {
      return sizes(e.to(), -1).map(s -> List.of(in.get(0).expanded(s)));
    }
    if (op instanceof Split s) {
      return Optional.of(split(s, in.get(0)));
    }
    if (op instanceof Foreign f) {
      return f.toString().equals("DequantizeLinear") // with blocks, or of numbers of few bits
          ? Optional.of(List.of(dequantized(f, in)))
          : Optional.empty();
    }
    boolean last =
        !(op instanceof Softmax s) || s.axis() == node.inputs().get(0).shape().rank() - 1;
    Rule rule = RULES.get(op.getClass());
    boolean places = op instanceof Gather;
    if (rule == null || !last || (places && !isWhole(in.get(1)))) {
      return Optional.empty();
    }
    Array result = rule.apply(op, in);
    boolean cut = op instanceof Div && !node.inputs().get(0).element().isFloat();
    return Optional.of(List.of(cut ? result.map(Interpreter::whole) : result));
  }

  /** A value that follows from constants and lengths alone, whatever its maker needs. */
  Optional<Array> of(Value v, Wiring g) {
    Optional<Array> constant =
        v.element() == ElementType.STRING ? Optional.empty() : g.constant(v).map(Array::of);
    if (constant.isPresent() || g.maker(v).isEmpty()) {
      return constant;
    }
    Node n = g.maker(v).get();
    if (n.op() instanceof ShapeOf s) {
      Shape x = n.inputs().get(0).shape();
      int end = Math.min(s.end(), x.rank());
      return sizes(x.slice(s.start(), end), -1)
          .map(
              sizes ->
                  new Array(
                      new int[] {sizes.length}, Arrays.stream(sizes).asDoubleStream().toArray()));
    }
    List<Array> in = new ArrayList<>();
    for (Value each : n.inputs()) {
      Optional<Array> array = of(each, g);
      if (array.isEmpty()) {
        return Optional.empty();
      }
      in.add(array.get());
    }
    return of(n, in).map(all -> all.get(n.outputs().indexOf(v)));
  }

  private static Array dequantized(Op op, List<Array> in) {
    Array x = in.get(0);
    int axis = Math.floorMod((long) op.attributes().getOrDefault("axis", 1L), x.rank());
    long block = (long) op.attributes().getOrDefault("block_size", 0L);
    List<Array> wide = in.stream().skip(1).map(a -> along(a, x, axis, block)).toList();
    Array distance = wide.size() == 1 ? x : x.with(wide.get(1), (a, b) -> a - b);
    return distance.with(wide.get(0), (a, b) -> a * b);
  }

  /** One number for all, one for each place of an axis, or for so many places of it. */
  private static Array along(Array each, Array x, int axis, long block) {
    if (block > 0) {
      return each.gathered(axis, Array.places(x.shape()[axis]).map(i -> Math.floor(i / block)));
    }
    int[] shape = new int[each.rank() == 0 ? 0 : x.rank()];
    Arrays.fill(shape, 1);
    if (each.rank() > 0) {
      shape[axis] = each.numbers().length;
    }
    return each.reshaped(shape);
  }

  private static List<Array> split(Split op, Array x) {
    List<Array> parts = new ArrayList<>();
    int from = 0;
    for (Dim size : op.sizes()) {
      int count = Math.toIntExact(size.known().orElseThrow());
      parts.add(x.sliced(op.axis(), from, 1, count));
      from += count;
    }
    return parts;
  }

  /** The lengths of a shape of so many elements; one that isn't known is what is left. */
  Optional<int[]> sizes(Shape to, int elements) {
    int[] sizes = new int[to.rank()];
    int open = -1;
    int told = 1;
    for (int i = 0; i < sizes.length; i++) {
      Dim d = to.dim(i);
      Integer size =
          d.known().isPresent()
              ? Integer.valueOf(Math.toIntExact(d.known().getAsLong()))
              : lengths.get(d);
      if (size == null && (open >= 0 || elements < 0)) {
        return Optional.empty();
      }
      open = size == null ? i : open;
      sizes[i] = size == null ? 1 : size;
      told *= sizes[i];
    }
    if (open >= 0) {
      sizes[open] = told == 0 ? 0 : elements / told;
    }
    return Optional.of(sizes);
  }
}
