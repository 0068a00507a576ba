package org.nnd.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nnd.call.Datum;
import org.nnd.ir.Dim;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Concat;
import org.nnd.op.Expand;
import org.nnd.op.Flip;
import org.nnd.op.Gather;
import org.nnd.op.Less;
import org.nnd.op.OneHot;
import org.nnd.op.Pad;
import org.nnd.op.Reshape;
import org.nnd.op.Slice;
import org.nnd.op.Slices;
import org.nnd.op.Split;
import org.nnd.op.Transpose;
import org.nnd.op.Where;

/** Layers that move an example's numbers, or look them up. */
final class Shapes {
  private Shapes() {}

  /** {@code flatten}, {@code squeeze}, {@code unsqueeze}, {@code reshape}. */
  static Optional<Site> reshape(Node node, Wiring g) {
    Value x = node.inputs().get(0);
    Value y = node.outputs().get(0);
    if (!(node.op() instanceof Reshape) || !x.type().batched() || !y.type().batched()) {
      return Optional.empty();
    }
    return form(x.shape().from(1), y.shape().from(1)).map(form -> Site.of(form, x, y));
  }

  private static Optional<Form> form(Shape x, Shape y) {
    for (int i = 0; i < x.rank(); i++) {
      if (x.dim(i).is(1) && x.slice(0, i).then(x.from(i + 1)).equals(y)) {
        return Optional.of(Form.Call.of("squeeze", "axis", i == x.rank() - 1 ? -1L : (long) i));
      }
    }
    if (y.rank() == 1 && y.size().isPresent()) {
      return Optional.of(Form.Call.of("flatten"));
    }
    for (int i = 0; i < y.rank(); i++) {
      if (y.dim(i).is(1) && y.slice(0, i).then(y.from(i + 1)).equals(x)) {
        return Optional.of(Form.Call.of("unsqueeze", "axis", i == y.rank() - 1 ? -1L : (long) i));
      }
    }
    List<Long> lengths = y.dims().stream().map(d -> d.known().orElse(-1)).toList();
    return lengths.stream().filter(n -> n == -1).count() > 1
        ? Optional.empty()
        : Optional.of(Form.Call.of("reshape", "lengths", lengths));
  }

  /** {@code permute([1, 0])}, the examples staying in front. */
  static Optional<Site> permute(Node node, Wiring g) {
    return node.op() instanceof Transpose t
            && node.inputs().get(0).type().batched()
            && t.perm().get(0) == 0
        ? Optional.of(
            Site.of(
                Form.Call.of(
                    "permute",
                    "axes",
                    t.perm().subList(1, t.perm().size()).stream().map(i -> i - 1L).toList()),
                node.inputs().get(0),
                node.output()))
        : Optional.empty();
  }

  /** {@code flip}, of one axis. */
  static Optional<Site> flip(Node node, Wiring g) {
    return node.op() instanceof Flip f
            && f.axes().size() == 1
            && f.axes().get(0) > 0
            && node.inputs().get(0).type().batched()
        ? Optional.of(
            Site.of(
                Form.Call.of("flip", "axis", f.axes().get(0) - 1L),
                node.inputs().get(0),
                node.output()))
        : Optional.empty();
  }

  /** {@code concat}; a constant that is repeated for each example is one for all in a text. */
  static List<Site> concat(Node node, Wiring g) {
    boolean batched = node.inputs().stream().allMatch(v -> v.type().batched());
    if (!(node.op() instanceof Concat c) || !batched || c.axis() == 0) {
      return List.of();
    }
    List<Site> sites = new ArrayList<>();
    List<Value> inputs = new ArrayList<>();
    for (Value v : node.inputs()) {
      Optional<Tensor> same = sameForAll(v, g);
      Value own = same.map(t -> new Value(v.name() + "/for all", v.type().perExample())).orElse(v);
      same.map(t -> Numbers.reshaped(t, own.shape().sizes()))
          .ifPresent(t -> sites.add(Operators.literal(own, t)));
      inputs.add(own);
    }
    Form form = Form.Call.of("concat", "axis", axis(c.axis(), node.outputs().get(0)));
    sites.add(0, Site.of(form, inputs, node.outputs()));
    return sites;
  }

  /** What a value is for each of the examples, if that is a constant. */
  private static Optional<Tensor> sameForAll(Value v, Wiring g) {
    return g.maker(v, Expand.class)
        .flatMap(n -> g.constant(n.inputs().get(0)))
        .filter(t -> v.type().perExample().shape().size().equals(t.type().shape().size()));
  }

  /** As a text counts it: the last one from the end, where there are several. */
  private static long axis(int axis, Value x) {
    int rank = x.shape().rank();
    return axis == rank - 1 && rank > 2 ? -1 : axis - 1;
  }

  /** {@code split(3, axis=-1)}. */
  static Optional<Site> split(Node node, Wiring g) {
    if (!(node.op() instanceof Split s)
        || s.axis() == 0
        || !node.inputs().get(0).type().batched()
        || new Shape(s.sizes()).size().isEmpty()) {
      return Optional.empty();
    }
    boolean equal = s.sizes().stream().distinct().count() == 1;
    Datum parts =
        equal
            ? new Datum.Int(s.sizes().size())
            : new Datum.ListOf(
                s.sizes().stream()
                    .<Datum>map(d -> new Datum.Int(d.known().orElseThrow()))
                    .toList());
    long axis = axis(s.axis(), node.inputs().get(0));
    return Optional.of(
        Site.of(
            Form.Call.of("split", "parts", parts, "axis", axis),
            node.inputs().subList(0, 1),
            node.outputs()));
  }

  /** {@code slice(1, 5, axis=1)}. */
  static Optional<Site> slice(Node node, Wiring g) {
    if (!(node.op() instanceof Slice s)
        || s.axis() == 0
        || !node.inputs().get(0).type().batched()) {
      return Optional.empty();
    }
    List<Object> arguments = new ArrayList<>(List.of("from", s.from()));
    boolean whole =
        s.to() == Slice.END
            || (node.inputs().get(0).shape().dim(s.axis()) instanceof Dim.Known k
                && s.to() >= k.size());
    if (!whole) {
      arguments.addAll(List.of("to", s.to()));
    }
    arguments.addAll(List.of("step", s.step(), "axis", axis(s.axis(), node.inputs().get(0))));
    Form form = Form.Call.of("slice", arguments.toArray());
    return Optional.of(Site.of(form, node.inputs().get(0), node.output()));
  }

  /** Slices along several axes, one behind the other. */
  static List<Site> slices(Node node, Wiring g) {
    if (!(node.op() instanceof Slices all)) {
      return List.of();
    }
    List<Site> sites = new ArrayList<>();
    Value x = node.inputs().get(0);
    for (Slice each : all.each()) {
      boolean last = sites.size() == all.each().size() - 1;
      Value y =
          last
              ? node.output()
              : new Value(
                  node.name() + "/axis " + each.axis(),
                  x.type().shaped(x.shape().with(each.axis(), each.length())));
      Optional<Site> site = slice(new Node(node.name(), each, List.of(x), List.of(y)), g);
      if (site.isEmpty()) {
        return List.of();
      }
      sites.add(0, site.get());
      x = y;
    }
    return sites;
  }

  /** {@code x[0]}: a slice of one element whose axis goes, or a gathered one. */
  static Optional<Site> element(Node node, Wiring g) {
    if (!(node.op() instanceof Reshape)) {
      return Optional.empty();
    }
    return g.only(node.inputs().get(0), Slice.class)
        .filter(n -> n.inputs().get(0).type().batched())
        .flatMap(
            n -> {
              Slice s = (Slice) n.op();
              Shape one = n.output().shape();
              boolean gone =
                  s.axis() > 0
                      && s.length().is(1)
                      && one.slice(0, s.axis())
                          .then(one.from(s.axis() + 1))
                          .equals(node.outputs().get(0).shape());
              return gone
                  ? Optional.of(
                      Site.of(
                          new Form.Element(s.axis() - 1, s.from()),
                          n.inputs().get(0),
                          node.output()))
                  : Optional.empty();
            });
  }

  /** {@code x[0]}: a gathered element. */
  static Optional<Site> gathered(Node node, Wiring g) {
    if (!(node.op() instanceof Gather op)
        || op.axis() == 0
        || !node.inputs().get(0).type().batched()) {
      return Optional.empty();
    }
    Value x = node.inputs().get(0);
    int at = op.axis();
    return g.constant(node.inputs().get(1))
        .filter(t -> t.type().shape().rank() == 0)
        .map(t -> new Form.Element(at - 1, (long) Array.of(t).numbers()[0]))
        .map(form -> Site.of(form, x, node.output()));
  }

  /** {@code pad([1, 2])}. */
  static Optional<Site> pad(Node node, Wiring g) {
    if (!(node.op() instanceof Pad p)
        || !node.inputs().get(0).type().batched()
        || p.before().get(0) + p.after().get(0) > 0) {
      return Optional.empty();
    }
    Optional<Double> value =
        node.inputs().size() < 3 ? Optional.of(0.0) : g.number(node.inputs().get(2));
    int first = 1;
    while (first < p.before().size() - 1 && p.before().get(first) + p.after().get(first) == 0) {
      first++;
    }
    List<Datum> amounts = new ArrayList<>();
    for (int i = first; i < p.before().size(); i++) {
      Datum before = new Datum.Int(p.before().get(i));
      Datum after = new Datum.Int(p.after().get(i));
      amounts.add(before.equals(after) ? before : new Datum.ListOf(List.of(before, after)));
    }
    boolean everywhere =
        amounts.stream().distinct().count() == 1
            && amounts.get(0) instanceof Datum.Int
            && first == Math.min(2, p.before().size() - 1);
    Datum all = everywhere ? amounts.get(0) : new Datum.ListOf(amounts);
    return value.map(
        v ->
            Site.of(
                Form.Call.of(
                    "pad",
                    "amounts",
                    all,
                    "value",
                    Numbers.datum(v),
                    "mode",
                    p.mode().name().toLowerCase(java.util.Locale.ROOT)),
                node.inputs().get(0),
                node.output()));
  }

  /** {@code embedding(count, width)}. */
  static Optional<Site> embedding(Node node, Wiring g) {
    if (!(node.op() instanceof Gather op) || op.axis() != 0) {
      return Optional.empty();
    }
    Optional<Tensor> table = g.constant(node.inputs().get(0));
    Value x = table.map(t -> unwrapped(node.inputs().get(1), t, g)).orElse(node.inputs().get(1));
    return table
        .filter(t -> t.type().shape().rank() == 2 && t.type().element().isFloat())
        .filter(t -> x.type().batched())
        .map(
            t -> {
              long[] sizes = t.type().shape().sizes();
              return Site.of(
                      Form.Call.of("embedding", "count", sizes[0], "width", sizes[1]),
                      x,
                      node.output())
                  .with(java.util.Map.of("weight", t), node.inputs().subList(0, 1));
            });
  }

  /**
   * The places of rows, where an exporter counts negative ones from the end: {@code x < 0 ? x +
   * rows : x}. Gather does so itself.
   */
  private static Value unwrapped(Value places, Tensor table, Wiring g) {
    double rows = table.type().shape().sizes()[0];
    Optional<Node> where = g.maker(places, Where.class);
    Optional<Node> sum = where.flatMap(n -> g.maker(n.inputs().get(1), Add.class));
    Optional<Node> less =
        where.flatMap(n -> g.maker(n.inputs().get(0))).filter(n -> n.op() instanceof Less);
    if (sum.isEmpty() || less.isEmpty()) {
      return places;
    }
    Value x = where.get().inputs().get(2);
    List<Value> negative = less.get().inputs();
    List<Value> added = sum.get().inputs();
    boolean wraps =
        negative.get(0).equals(x)
            && g.number(negative.get(1)).filter(z -> z == 0).isPresent()
            && added.contains(x)
            && added.stream().anyMatch(v -> g.number(v).filter(r -> r == rows).isPresent());
    return wraps ? x : places;
  }

  /** {@code one_hot(classes)}. */
  static Optional<Site> oneHot(Node node, Wiring g) {
    return node.op() instanceof OneHot o && node.inputs().get(0).type().batched()
        ? Optional.of(
            Site.of(
                Form.Call.of("one_hot", "classes", o.classes()),
                node.inputs().get(0),
                node.output()))
        : Optional.empty();
  }
}
