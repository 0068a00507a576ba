package org.nnd.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Dim;
import org.nnd.ir.Node;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Div;
import org.nnd.op.MatMul;
import org.nnd.op.Softmax;
import org.nnd.op.Where;

/**
 * {@code attention} and {@code multi_head_attention} in the parts that exporters write: softmax(s Q
 * Kᵀ) V, between products with weights, whatever the numbers are moved to in between.
 *
 * <p>That the heads are those of our layer is told by where the numbers go.
 *
 * @param query the value whose numbers the queries are, moved and scaled
 * @param scores the product of queries and keys
 * @param values the product that is the result
 * @param scale what the products are multiplied with
 * @param causal whether a step sees itself and earlier ones only
 */
record Attentions(
    Value query, Value key, Value value, Node scores, Node values, double scale, boolean causal) {
  private static final int STEPS = 5;

  // The core: softmax(scores) V.

  /** What ends with a product of softmax and values. */
  private static Optional<Attentions> core(Node product, Wiring g) {
    if (!(product.op() instanceof MatMul)) {
      return Optional.empty();
    }
    Optional<Node> softmax =
        g.only(product.inputs().get(0), Softmax.class)
            .filter(n -> ((Softmax) n.op()).axis() == n.inputs().get(0).shape().rank() - 1);
    if (softmax.isEmpty()) {
      return Optional.empty();
    }
    double scale = 1;
    boolean causal = false;
    Value v = softmax.get().inputs().get(0);
    while (g.uses(v) == 1) {
      Node n = g.maker(v).orElse(null);
      if (n == null) {
        return Optional.empty();
      }
      if (n.op() instanceof MatMul) {
        Scaled q = Scaled.of(n.inputs().get(0), g);
        Scaled k = Scaled.of(n.inputs().get(1), g);
        Scaled x = Scaled.of(product.inputs().get(1), g);
        double all = scale * q.factor * k.factor;
        return x.factor == 1
            ? Optional.of(new Attentions(q.base, k.base, x.base, n, product, all, causal))
            : Optional.empty();
      }
      Optional<Value> factor = Movement.scaled(n, g);
      if (factor.isPresent()) {
        scale *= factor(n, g);
        v = factor.get();
      } else {
        Optional<Value> masked = masked(n, g);
        if (masked.isEmpty()) {
          return Optional.empty();
        }
        causal = true;
        v = masked.get();
      }
    }
    return Optional.empty();
  }

  /** The number that a node multiplies with. */
  private static double factor(Node n, Wiring g) {
    return n.op() instanceof Div
        ? 1 / g.number(n.inputs().get(1)).orElseThrow()
        : n.inputs().stream().flatMap(v -> g.number(v).stream()).findFirst().orElseThrow();
  }

  /** What a causal mask is put on. */
  private static Optional<Value> masked(Node n, Wiring g) {
    Map<Dim, Integer> lengths = new HashMap<>();
    n.outputs().get(0).shape().dims().forEach(d -> lengths.put(d, STEPS));
    Interpreter small = new Interpreter(lengths);
    if (n.op() instanceof Add) {
      for (int i = 0; i < 2; i++) {
        Optional<Array> mask = small.of(n.inputs().get(i), g);
        if (mask.filter(m -> isCausal(m.map(x -> x == 0 ? 1 : x < -1e4 ? 0 : 2))).isPresent()) {
          return Optional.of(n.inputs().get(1 - i));
        }
      }
    }
    return n.op() instanceof Where
            && small.of(n.inputs().get(0), g).filter(Attentions::isCausal).isPresent()
            && g.number(n.inputs().get(2)).filter(x -> x < -1e4).isPresent()
        ? Optional.of(n.inputs().get(1))
        : Optional.empty();
  }

  /** Whether query i sees keys 0 to i: 1 there, and 0 elsewhere. */
  private static boolean isCausal(Array seen) {
    int rank = seen.rank();
    if (rank < 2
        || seen.shape()[rank - 1] < 2
        || seen.shape()[rank - 1] != seen.shape()[rank - 2]) {
      return false;
    }
    int steps = seen.shape()[rank - 1];
    Array keys = Array.places(steps);
    Array causal = Array.places(steps, 1).with(keys, (q, k) -> q >= k ? 1 : 0);
    return seen.same(causal.expanded(seen.shape()));
  }

  /** A value as a number times another one, moved. */
  private record Scaled(Value base, double factor) {
    static Scaled of(Value v, Wiring g) {
      double factor = 1;
      Value at = v;
      while (true) {
        Node n = g.maker(at).orElse(null);
        Optional<Value> scaled = n == null ? Optional.empty() : Movement.scaled(n, g);
        if (scaled.isPresent()) {
          factor *= Attentions.factor(n, g);
          at = scaled.get();
        } else if (n != null && Movement.moves(n)) {
          at = Movement.moved(n).get(0);
        } else {
          return new Scaled(at, factor);
        }
      }
    }
  }

  // attention: matrices of the examples.

  /** {@code attention(query, key, value)}. */
  static Optional<Site> plain(Node node, Wiring g) {
    return core(node, g)
        .filter(a -> node.output().type().batched() && node.output().shape().rank() == 3)
        .flatMap(
            a -> {
              Value q = direct(a.scores.inputs().get(0), g);
              Value k = direct(a.scores.inputs().get(1), g);
              Value v = node.inputs().get(1);
              Optional<Value> keys =
                  g.maker(k, org.nnd.op.Transpose.class)
                      .filter(t -> ((org.nnd.op.Transpose) t.op()).perm().equals(List.of(0, 2, 1)))
                      .map(t -> direct(t.inputs().get(0), g));
              if (keys.isEmpty() || q.shape().rank() != 3 || q.shape().last().known().isEmpty()) {
                return Optional.empty();
              }
              double usual = 1 / Math.sqrt((double) q.shape().last().known().getAsLong());
              List<Object> arguments = new ArrayList<>(List.of("causal", a.causal));
              if (Math.abs(a.scale / usual - 1) > 1e-5) {
                arguments.addAll(List.of("scale", Numbers.brief(a.scale)));
              }
              boolean self = q.equals(keys.get()) && q.equals(v);
              return Optional.of(
                  Site.of(
                      Form.Call.of("attention", arguments.toArray()),
                      self ? List.of(q) : List.of(q, keys.get(), v),
                      node.outputs()));
            });
  }

  /** A value without the numbers that it is multiplied with. */
  private static Value direct(Value v, Wiring g) {
    return g.maker(v).flatMap(n -> Movement.scaled(n, g)).map(x -> direct(x, g)).orElse(v);
  }

  // multi_head_attention.

  /** {@code multi_head_attention(heads)}. */
  static Optional<Site> heads(Node node, Wiring g) {
    Value y = node.outputs().get(0);
    if (!y.type().batched() || y.shape().rank() != 3 || y.shape().last().known().isEmpty()) {
      return Optional.empty();
    }
    Value result = stripped(y, g);
    return g.maker(result)
        .flatMap(n -> Linear.made(n, g))
        .flatMap(
            out ->
                g.maker(stripped(out.x(), g))
                    .flatMap(n -> core(n, g))
                    .flatMap(a -> a.heads(y, result, out, g)));
  }

  /** What a value is in another shape and order. */
  private static Value stripped(Value v, Wiring g) {
    Optional<Node> n = g.maker(v).filter(Movement::moves);
    return n.isPresent() && g.uses(Movement.moved(n.get()).get(0)) == 1
        ? stripped(Movement.moved(n.get()).get(0), g)
        : v;
  }

  private Optional<Site> heads(Value y, Value result, Linear out, Wiring g) {
    List<Value> bases = List.of(query, key, value);
    List<Linear> in = new ArrayList<>();
    List<Value> xs = new ArrayList<>();
    for (Value base : bases) {
      Optional<Linear> l = g.maker(base).flatMap(n -> Linear.made(n, g));
      Optional<Value> x = l.flatMap(p -> examplesFirst(p.x(), g));
      if (x.isEmpty()) {
        return Optional.empty();
      }
      in.add(l.get());
      xs.add(x.get());
    }
    int width = Math.toIntExact(y.shape().last().known().getAsLong());
    boolean one = query.equals(key) && key.equals(value);
    long each = in.get(0).weight().type().shape().sizes()[0];
    boolean wide =
        one
            ? each == 3L * width
            : in.stream().allMatch(l -> l.weight().type().shape().dim(0).is(width));
    boolean square =
        in.stream().allMatch(l -> l.weight().type().shape().dim(1).is(width))
            && out.weight().type().shape().dim(0).is(width)
            && out.weight().type().shape().dim(1).is(width);
    Optional<Long> head =
        values.output().shape().last().known().stream().boxed().findFirst().filter(d -> d > 0);
    if (!wide || !square || head.isEmpty() || width % head.get() != 0) {
      return Optional.empty();
    }
    if (Math.abs(scale * Math.sqrt(head.get()) - 1) > 1e-5) {
      return Optional.empty();
    }
    Parts parts = new Parts(g, xs, in, width, Math.toIntExact(head.get()), one);
    return parts.areHeads(this, y, result, out)
        ? Optional.of(site(y, out, in, xs, width / head.get(), one))
        : Optional.empty();
  }

  /** The value with the examples in front that another one has in another shape and order. */
  private static Optional<Value> examplesFirst(Value v, Wiring g) {
    Value at = v;
    while (true) {
      if (at.type().batched() && at.shape().rank() == 3) {
        return Optional.of(at);
      }
      Optional<Node> n = g.maker(at).filter(Movement::moves);
      if (n.isEmpty()) {
        return Optional.empty();
      }
      at = Movement.moved(n.get()).get(0);
    }
  }

  private Site site(Value y, Linear out, List<Linear> in, List<Value> xs, long heads, boolean one) {
    boolean bias = out.bias().isPresent() || in.stream().anyMatch(l -> l.bias().isPresent());
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    List<Linear> rows = one ? in.subList(0, 1) : in;
    numbers.put("input_weight", joined(rows.stream().map(Linear::weight).toList()));
    if (bias) {
      numbers.put("input_bias", joined(rows.stream().map(Attentions::bias).toList()));
    }
    numbers.put("output_weight", out.weight());
    if (bias) {
      numbers.put("output_bias", bias(out));
    }
    List<Value> origin = new ArrayList<>();
    rows.forEach(l -> origin.addAll(l.origin()));
    origin.addAll(out.origin());
    Form form =
        Form.Call.of("multi_head_attention", "heads", heads, "bias", bias, "causal", causal);
    boolean self = xs.stream().distinct().count() == 1;
    return Site.of(form, self ? xs.subList(0, 1) : xs, List.of(y)).with(numbers, origin);
  }

  private static Tensor bias(Linear l) {
    Tensor w = l.weight();
    return l.bias().orElseGet(() -> Numbers.zeros(w.type().element(), w.type().shape().sizes()[0]));
  }

  private static Tensor joined(List<Tensor> rows) {
    return rows.size() == 1
        ? rows.get(0)
        : Array.joined(0, rows.stream().map(Array::of).toList())
            .tensor(rows.get(0).type().element());
  }

  /**
   * Where the numbers of queries, keys, values and results go.
   *
   * @param xs what attends, with the examples in front
   * @param in the products with weights
   * @param width of a step
   * @param head the width of a head
   * @param one whether there is one product for all
   */
  private record Parts(
      Wiring g, List<Value> xs, List<Linear> in, int width, int head, boolean one) {

    private Map<Dim, Integer> lengths() {
      Map<Dim, Integer> lengths = new HashMap<>(Map.of(Dim.BATCH, Movement.EXAMPLES));
      for (int i = 0; i < 3; i++) {
        Dim steps = xs.get(i).shape().dim(1);
        int at = i;
        steps.known().ifPresentOrElse(n -> {}, () -> lengths.putIfAbsent(steps, STEPS + at));
      }
      return lengths;
    }

    private int steps(Value x) {
      Dim d = x.shape().dim(1);
      return d.known().isPresent() ? Math.toIntExact(d.known().getAsLong()) : lengths().get(d);
    }

    private Optional<Array> moved(Value base, Array places, Value to) {
      return new Movement(g, Map.of(base, places), true, lengths()).of(to);
    }

    /** For each row of what is multiplied with weights which step of which example it is. */
    private Optional<Array> rows(int i) {
      Value x = xs.get(i);
      Array places =
          Array.places(Movement.EXAMPLES * steps(x), 1)
              .expanded(Movement.EXAMPLES * steps(x), width)
              .reshaped(Movement.EXAMPLES, steps(x), width);
      return moved(x, places, in.get(i).x()).map(a -> a.sliced(a.rank() - 1, 0, 1, 1));
    }

    /** Queries, keys or values as their product gets them: each number knows step and column. */
    private Optional<Array> part(int i, Value base, Value to) {
      int wide = one ? 3 * width : width;
      return rows(i)
          .map(r -> r.map(row -> row * wide).with(Array.places(wide), Double::sum))
          .flatMap(places -> moved(base, places, to))
          .map(a -> a.map(x -> one ? shifted(x, i) : x));
    }

    /** A column of all three as one of its own; none of the others is one. */
    private double shifted(double place, int i) {
      double row = Math.floor(place / (3.0 * width));
      double column = place - row * 3 * width - (double) i * width;
      return column >= 0 && column < width ? row * width + column : -1;
    }

    boolean areHeads(Attentions a, Value y, Value result, Linear out) {
      Optional<Array> q = part(0, a.query(), a.scores().inputs().get(0));
      Optional<Array> k = part(1, a.key(), a.scores().inputs().get(1)).map(Parts::turned);
      Optional<Array> v = part(2, a.value(), a.values().inputs().get(1));
      if (q.isEmpty() || k.isEmpty() || v.isEmpty()) {
        return false;
      }
      Optional<Array> heads = heads(q.get(), steps(xs.get(0)));
      boolean alike =
          heads.isPresent()
              && heads(k.get(), steps(xs.get(1))).filter(heads.get()::same).isPresent()
              && heads(v.get(), steps(xs.get(2))).filter(heads.get()::same).isPresent();
      return alike && joins(a, heads.get(), y, result, out);
    }

    private static Array turned(Array keys) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < keys.rank() - 2; i++) {
        order.add(i);
      }
      order.add(keys.rank() - 1);
      order.add(keys.rank() - 2);
      return keys.transposed(order);
    }

    /** For each matrix which head of which example it is, if that is what all of them are. */
    private Optional<Array> heads(Array part, int steps) {
      int matrices = part.numbers().length / (steps * head);
      double[] found = new double[matrices];
      for (int m = 0; m < matrices; m++) {
        double first = part.numbers()[m * steps * head];
        int example = (int) Math.floor(first / ((double) width * steps));
        int column = (int) (first - (double) example * width * steps);
        found[m] = example * (width / head) + column / head;
        for (int i = 0; i < steps * head; i++) {
          int row = i / head;
          double wanted = ((double) example * steps + row) * width + column + i % head;
          if (part.numbers()[m * steps * head + i] != wanted || column % head != 0) {
            return Optional.empty();
          }
        }
      }
      return Optional.of(new Array(new int[] {matrices, 1}, found));
    }

    /** Whether the heads' results stand side by side again, step by step and example by example. */
    private boolean joins(Attentions a, Array heads, Value y, Value result, Linear out) {
      int steps = steps(xs.get(0));
      int count = width / head;
      // Each number of a head's result as the place that it should have in [N, T, D].
      Array columns = Array.places(steps * head);
      Array places =
          heads.with(
              columns,
              (m, i) -> {
                double example = Math.floor(m / count);
                double column = (m - example * count) * head + i % head;
                return (example * steps + Math.floor(i / head)) * width + column;
              });
      Value product = a.values().output();
      Optional<int[]> shape =
          new Interpreter(lengths()).sizes(product.shape(), places.numbers().length);
      if (shape.isEmpty()) {
        return false;
      }
      Optional<Array> context = moved(product, places.reshaped(shape.get()), out.x());
      if (context.isEmpty()) {
        return false;
      }
      Array rows = context.get();
      Array first = rows.sliced(rows.rank() - 1, 0, 1, 1);
      boolean whole = rows.same(first.with(Array.places(width), Double::sum));
      Array wanted = Array.places(Movement.EXAMPLES, steps, width);
      return whole && moved(result, rows, y).filter(wanted::same).isPresent();
    }
  }
}
