package org.nnd.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.LongBinaryOperator;
import org.nnd.ir.Dim;
import org.nnd.ir.Formula;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;

/**
 * What exporters compute of lengths (Shape, Gather, Concat, Mul, ...), computed while reading, with
 * free lengths as formulas: so a Reshape's target is known.
 *
 * <p>A free length is at least 1.
 */
final class ShapeArithmetic {

  /** The numbers of a node's first output, given the node and its inputs' numbers. */
  @FunctionalInterface
  private interface Rule {
    Optional<Numbers> of(NodeView n, List<Numbers> in);
  }

  private static final Map<String, Rule> RULES = new HashMap<>();

  static {
    for (String same : List.of("Identity", "Cast", "Floor", "Ceil", "Round")) {
      RULES.put(same, (n, in) -> Optional.of(in.get(0)));
    }
    RULES.put("Neg", (n, in) -> Optional.of(in.get(0).each(f -> Formula.number(0).minus(f))));
    RULES.put("Add", pairs((a, b) -> Optional.of(a.plus(b))));
    RULES.put("Sub", pairs((a, b) -> Optional.of(a.minus(b))));
    RULES.put("Mul", pairs((a, b) -> Optional.of(a.times(b))));
    RULES.put("Div", ShapeArithmetic::div);
    RULES.put("Mod", pairs(known(Math::floorMod, (a, b) -> b != 0)));
    RULES.put("Max", pairs((a, b) -> either(a, b, true)));
    RULES.put("Min", pairs((a, b) -> either(a, b, false)));
    RULES.put("Equal", pairs(ShapeArithmetic::equal));
    RULES.put("Greater", pairs(ShapeArithmetic::greater));
    RULES.put("Less", pairs((a, b) -> greater(b, a)));
    RULES.put("And", pairs((a, b) -> Optional.of(a.times(b))));
    RULES.put("Or", pairs((a, b) -> Optional.of(a.plus(b).minus(a.times(b)))));
    RULES.put("Not", (n, in) -> Optional.of(in.get(0).each(f -> Formula.number(1).minus(f))));
    RULES.put("Where", ShapeArithmetic::where);
    RULES.put("Gather", ShapeArithmetic::gather);
    RULES.put("Slice", ShapeArithmetic::slice);
    RULES.put("Transpose", ShapeArithmetic::transpose);
    RULES.put(
        "Concat", (n, in) -> Optional.of(Numbers.concat(in.get(0).shape().axis(axis(n)), in)));
    RULES.put("Reshape", ShapeArithmetic::reshape);
    RULES.put("Squeeze", ShapeArithmetic::squeeze);
    RULES.put("Unsqueeze", ShapeArithmetic::unsqueeze);
    RULES.put(
        "Expand",
        (n, in) ->
            in.get(1)
                .longs()
                .map(to -> in.get(0).expanded(in.get(0).shape().broadcast(shape(to)))));
    RULES.put("ConstantOfShape", ShapeArithmetic::constantOfShape);
    RULES.put("Range", ShapeArithmetic::range);
    RULES.put("ReduceProd", reduced(Formula::times));
    RULES.put("ReduceSum", reduced(Formula::plus));
  }

  private ShapeArithmetic() {}

  /** The numbers that a node's first output has, if they are known when reading. */
  static Optional<Numbers> of(NodeView n) {
    try {
      if (n.operator().equals("Shape")) {
        return Optional.of(shapeOf(n));
      }
      if (n.operator().equals("Size")) {
        return Optional.of(Numbers.scalar(Formula.of(n.shape(0).elements())));
      }
      Rule rule = RULES.get(n.operator());
      if (rule == null) {
        return Optional.empty();
      }
      List<Numbers> in = new ArrayList<>();
      for (int i = 0; i < n.inputs(); i++) {
        Optional<Numbers> numbers = n.has(i) ? n.numbers(i) : Optional.of(Numbers.of(List.of()));
        if (numbers.isEmpty()) {
          return Optional.empty();
        }
        in.add(numbers.get());
      }
      return rule.of(n, in);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      return Optional.empty(); // the node's own type rule tells what is wrong with it
    }
  }

  private static Numbers shapeOf(NodeView n) {
    Shape x = n.shape(0);
    int start = clipped(n.integer("start", 0), x.rank());
    int end = clipped(n.integer("end", x.rank()), x.rank());
    return Numbers.of(
        x.slice(start, Math.max(start, end)).dims().stream().map(Formula::of).toList());
  }

  private static int clipped(long place, int rank) {
    return (int) Math.max(0, Math.min(rank, place < 0 ? place + rank : place));
  }

  private static Rule pairs(BiFunction<Formula, Formula, Optional<Formula>> operation) {
    return (n, in) -> {
      Optional<Numbers> so = Optional.of(in.get(0));
      for (Numbers next : in.subList(1, in.size())) {
        so = so.flatMap(s -> s.with(next, operation));
      }
      return so;
    };
  }

  private static BiFunction<Formula, Formula, Optional<Formula>> known(
      LongBinaryOperator operation, BiPredicate<Long, Long> defined) {
    return (a, b) -> {
      OptionalLong x = a.known();
      OptionalLong y = b.known();
      return x.isPresent() && y.isPresent() && defined.test(x.getAsLong(), y.getAsLong())
          ? Optional.of(Formula.number(operation.applyAsLong(x.getAsLong(), y.getAsLong())))
          : Optional.empty();
    };
  }

  /** Whole numbers are cut off; other numbers must come out whole. */
  private static Optional<Numbers> div(NodeView n, List<Numbers> in) {
    boolean cut = !n.type(0).element().isFloat();
    return in.get(0).with(in.get(1), (a, b) -> quotient(a, b, cut));
  }

  private static Optional<Formula> quotient(Formula a, Formula b, boolean cut) {
    if (b.is(0)) {
      return Optional.empty();
    }
    Optional<Formula> whole = a.over(b);
    if (whole.isPresent() || !cut || b.known().isEmpty() || b.known().getAsLong() < 0) {
      return whole;
    }
    long number = b.known().getAsLong();
    return a.known().isPresent()
        ? Optional.of(Formula.number(a.known().getAsLong() / number))
        : Optional.of(Formula.of(a.dim().floorDiv(number)));
  }

  private static Optional<Formula> either(Formula a, Formula b, boolean larger) {
    return a.equals(b)
        ? Optional.of(a)
        : greater(a, b)
            .or(() -> greater(b, a).map(f -> Formula.number(1).minus(f)))
            .map(f -> f.is(1) == larger ? a : b);
  }

  private static Optional<Formula> equal(Formula a, Formula b) {
    if (a.equals(b)) {
      return Optional.of(Formula.number(1));
    }
    OptionalLong difference = a.minus(b).known();
    boolean never =
        difference.isPresent() || (isLength(a) && least(b)) || (isLength(b) && least(a));
    return never ? Optional.of(Formula.number(0)) : Optional.empty();
  }

  /** Whether a is greater than b, where that can be told. */
  private static Optional<Formula> greater(Formula a, Formula b) {
    OptionalLong difference = a.minus(b).known();
    if (difference.isPresent()) {
      return Optional.of(Formula.number(difference.getAsLong() > 0 ? 1 : 0));
    }
    if (isLength(a) && least(b)) {
      return Optional.of(Formula.number(1));
    }
    return isLength(b) && b.known().isEmpty() && (least(a) || a.is(1))
        ? Optional.of(Formula.number(0))
        : Optional.empty();
  }

  /** Whether it is free and at least 1: a product of free lengths. */
  private static boolean isLength(Formula f) {
    return f.known().isEmpty() && f.terms().values().stream().allMatch(factor -> factor > 0);
  }

  /** Whether it is a number below every length. */
  private static boolean least(Formula f) {
    return f.known().isPresent() && f.known().getAsLong() < 1;
  }

  private static Optional<Numbers> where(NodeView n, List<Numbers> in) {
    Shape shape = in.get(0).shape().broadcast(in.get(1).shape()).broadcast(in.get(2).shape());
    List<Formula> on = in.get(0).expanded(shape).all();
    List<Formula> a = in.get(1).expanded(shape).all();
    List<Formula> b = in.get(2).expanded(shape).all();
    List<Formula> all = new ArrayList<>();
    for (int i = 0; i < on.size(); i++) {
      if (!a.get(i).equals(b.get(i)) && on.get(i).known().isEmpty()) {
        return Optional.empty();
      }
      all.add(on.get(i).is(0) ? b.get(i) : a.get(i));
    }
    return Optional.of(new Numbers(shape, all));
  }

  private static int axis(NodeView n) {
    return Math.toIntExact(n.integer("axis", 0));
  }

  private static Optional<Numbers> gather(NodeView n, List<Numbers> in) {
    Shape x = in.get(0).shape();
    int axis = x.axis(axis(n));
    Optional<List<Long>> indices = in.get(1).longs();
    if (indices.isEmpty()) {
      return Optional.empty();
    }
    int length = (int) x.sizes()[axis];
    int inner = (int) x.from(axis + 1).size().orElseThrow();
    int count = indices.get().size();
    Shape to = x.slice(0, axis).then(in.get(1).shape()).then(x.from(axis + 1));
    return Optional.of(
        in.get(0)
            .picked(
                to,
                i -> {
                  int index = Math.toIntExact(indices.get().get(i / inner % count));
                  int place = index < 0 ? index + length : index;
                  if (place < 0 || place >= length) {
                    throw new IndexOutOfBoundsException(index);
                  }
                  return (i / inner / count * length + place) * inner + i % inner;
                }));
  }

  private static Optional<Numbers> slice(NodeView n, List<Numbers> in) {
    Numbers so = in.get(0);
    List<Long> from = in.get(1).longs().orElse(List.of());
    List<Long> to = in.get(2).longs().orElse(List.of());
    if (from.size() != in.get(1).all().size() || to.size() != from.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < from.size(); i++) {
      long axis = in.size() > 3 && n.has(3) ? in.get(3).longs().orElseThrow().get(i) : i;
      long step = in.size() > 4 && n.has(4) ? in.get(4).longs().orElseThrow().get(i) : 1;
      so = sliced(so, so.shape().axis((int) axis), from.get(i), to.get(i), step);
    }
    return Optional.of(so);
  }

  private static Numbers sliced(Numbers x, int axis, long from, long to, long step) {
    long length = x.shape().sizes()[axis];
    Places places = Places.of(length, from, to, step);
    long count = places.count();
    int inner = (int) x.shape().from(axis + 1).size().orElseThrow();
    Shape shape = x.shape().with(axis, Dim.of(count));
    return x.picked(
        shape,
        i -> {
          long place = places.first() + i / inner % count * step;
          return (int) ((i / inner / count * length + place) * inner + i % inner);
        });
  }

  private static Optional<Numbers> transpose(NodeView n, List<Numbers> in) {
    Shape x = in.get(0).shape();
    int rank = x.rank();
    List<Integer> perm = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int place = i;
      perm.add(n.integers("perm").map(p -> Math.toIntExact(p.get(place))).orElse(rank - 1 - place));
    }
    Shape to = new Shape(perm.stream().map(x::dim).toList());
    return Optional.of(
        in.get(0)
            .picked(
                to,
                i -> {
                  int rest = i;
                  int place = 0;
                  for (int axis = rank - 1; axis >= 0; axis--) {
                    int size = (int) to.sizes()[axis];
                    int factor = (int) x.from(perm.get(axis) + 1).size().orElseThrow();
                    place += rest % size * factor;
                    rest /= size;
                  }
                  return place;
                }));
  }

  private static Optional<Numbers> reshape(NodeView n, List<Numbers> in) {
    return in.get(1)
        .longs()
        .map(
            to -> {
              long others = 1;
              List<Long> sizes = new ArrayList<>(to);
              for (int i = 0; i < sizes.size(); i++) {
                if (sizes.get(i) == 0) {
                  sizes.set(i, in.get(0).shape().sizes()[i]);
                }
                others *= sizes.get(i) == -1 ? 1 : sizes.get(i);
              }
              int open = sizes.indexOf(-1L);
              if (open >= 0) {
                sizes.set(open, in.get(0).all().size() / others);
              }
              return in.get(0).shaped(shape(sizes));
            });
  }

  private static Shape shape(List<Long> sizes) {
    return new Shape(sizes.stream().map(Dim::of).toList());
  }

  private static Optional<Numbers> squeeze(NodeView n, List<Numbers> in) {
    Shape x = in.get(0).shape();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (in.size() == 1 && x.dim(i).is(1)) {
        axes.add(i);
      }
    }
    if (in.size() > 1) {
      in.get(1).longs().orElseThrow().forEach(a -> axes.add(x.axis(a.intValue())));
    }
    List<Dim> left = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (!axes.contains(i)) {
        left.add(x.dim(i));
      }
    }
    return Optional.of(in.get(0).shaped(new Shape(left)));
  }

  private static Optional<Numbers> unsqueeze(NodeView n, List<Numbers> in) {
    List<Long> axes = in.get(1).longs().orElseThrow();
    int rank = in.get(0).shape().rank() + axes.size();
    Shape to = in.get(0).shape();
    for (long axis : axes.stream().map(a -> a < 0 ? a + rank : a).sorted().toList()) {
      to = to.insert((int) axis, Dim.of(1));
    }
    return Optional.of(in.get(0).shaped(to));
  }

  private static Optional<Numbers> constantOfShape(NodeView n, List<Numbers> in) {
    Optional<Tensor> value = n.tensor("value");
    Optional<Numbers> one =
        value.isPresent()
            ? Numbers.of(value.get())
            : Optional.of(Numbers.scalar(Formula.number(0)));
    return in.get(0).longs().flatMap(to -> one.map(v -> Numbers.filled(shape(to), v.only())));
  }

  private static Optional<Numbers> range(NodeView n, List<Numbers> in) {
    OptionalLong start = in.get(0).only().known();
    OptionalLong stop = in.get(1).only().known();
    OptionalLong step = in.get(2).only().known();
    if (start.isEmpty() || stop.isEmpty() || step.isEmpty() || step.getAsLong() == 0) {
      return Optional.empty();
    }
    long count = -Math.floorDiv(start.getAsLong() - stop.getAsLong(), step.getAsLong());
    if (count > Numbers.MOST) {
      return Optional.empty();
    }
    List<Formula> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(Formula.number(start.getAsLong() + i * step.getAsLong()));
    }
    return Optional.of(Numbers.of(all));
  }

  /** All numbers of a list into one. */
  private static Rule reduced(BiFunction<Formula, Formula, Formula> operation) {
    return (n, in) -> {
      Numbers x = in.get(0);
      if (x.shape().rank() > 1 || x.all().isEmpty()) {
        return Optional.empty();
      }
      Formula so = x.all().get(0);
      for (Formula next : x.all().subList(1, x.all().size())) {
        so = operation.apply(so, next);
      }
      boolean keep = n.integer("keepdims", 1) != 0;
      return Optional.of(keep ? Numbers.of(List.of(so)) : Numbers.scalar(so));
    };
  }
}
