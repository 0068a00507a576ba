package org.nnd.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.BatchNormalization;
import org.nnd.op.Div;
import org.nnd.op.GroupNormalization;
import org.nnd.op.InstanceNormalization;
import org.nnd.op.LayerNormalization;
import org.nnd.op.Mul;
import org.nnd.op.Pow;
import org.nnd.op.ReduceMean;
import org.nnd.op.Reshape;
import org.nnd.op.Sqrt;
import org.nnd.op.Sub;

/** Normalisations, as one op or in parts. */
final class Norms {
  /** What a {@code batch_norm} that says nothing has. */
  private static final double EPSILON = 1e-5;

  private Norms() {}

  /** The constants among a node's inputs, by names in their order; empty if one is none. */
  private static Optional<Map<String, Tensor>> numbers(Node node, Wiring g, String... names) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int i = 1; i < node.inputs().size(); i++) {
      Optional<Tensor> t = g.constant(node.inputs().get(i));
      if (t.isEmpty()) {
        return Optional.empty();
      }
      all.put(names[i - 1], t.get());
    }
    return Optional.of(all);
  }

  private static Site site(Form form, Node node, Map<String, Tensor> numbers) {
    return Site.of(form, node.inputs().get(0), node.output())
        .with(numbers, node.inputs().subList(1, node.inputs().size()));
  }

  /** {@code batch_norm}. */
  static Optional<Site> batch(Node node, Wiring g) {
    return node.op() instanceof BatchNormalization op
        ? numbers(node, g, "weight", "bias", "mean", "variance")
            .map(
                n -> {
                  double epsilon = Numbers.brief(op.epsilon());
                  return site(Form.Call.of("batch_norm", "epsilon", epsilon), node, n);
                })
        : Optional.empty();
  }

  /**
   * {@code batch_norm} as (x - mean) scale + bias for each channel. What the scale was made of
   * isn't told: it is taken to be that of a norm with weights of 1, or -1, and a variance of its
   * own.
   */
  static Optional<Site> batchInParts(Node node, Wiring g) {
    Optional<Affine> affine = Affine.at(node, g, true);
    Optional<Node> centred = affine.flatMap(a -> g.only(a.x, Sub.class));
    if (centred.isEmpty()) {
      return Optional.empty();
    }
    Value x = centred.get().inputs().get(0);
    Value mean = centred.get().inputs().get(1);
    Optional<Tensor> means =
        g.constant(mean)
            .filter(m -> x.type().batched() && Affine.fits(m.type().shape(), x.shape(), true));
    return means.map(
        m -> {
          ElementType element = m.type().element();
          Array scale = Array.of(affine.get().numbers.get("weight"));
          Array variance = scale.map(s -> Math.max(0, 1 / (s * s) - EPSILON)).map(Norms::orOne);
          Map<String, Tensor> numbers = new LinkedHashMap<>();
          numbers.put(
              "weight", scale.with(variance, (s, v) -> s * Math.sqrt(v + EPSILON)).tensor(element));
          numbers.put("bias", affine.get().numbers.get("bias"));
          numbers.put("mean", Affine.flat(m, true));
          numbers.put("variance", variance.tensor(element));
          List<Value> origin = new ArrayList<>(affine.get().origin);
          origin.add(mean);
          return Site.of(Form.Call.of("batch_norm"), x, node.output()).with(numbers, origin);
        });
  }

  /** A scale of 0 has no variance of its own. */
  private static double orOne(double variance) {
    return Double.isInfinite(variance) ? 1 : variance;
  }

  /** {@code layer_norm}; a weight of ones and a bias of zeros were not learned. */
  static Optional<Site> layer(Node node, Wiring g) {
    if (!(node.op() instanceof LayerNormalization op)) {
      return Optional.empty();
    }
    long axes = (long) node.inputs().get(0).shape().rank() - op.axis();
    return numbers(node, g, "weight", "bias")
        .filter(n -> op.axis() > 0)
        .map(n -> site(layerNorm(axes, op.epsilon(), n), node, n));
  }

  private static Form layerNorm(long axes, double epsilon, Map<String, Tensor> numbers) {
    boolean plain =
        numbers.entrySet().stream()
            .allMatch(e -> Array.of(e.getValue()).isFilled(e.getKey().equals("weight") ? 1 : 0));
    if (plain && !numbers.containsKey("bias")) {
      numbers.clear();
    }
    return Form.Call.of(
        "layer_norm",
        "axes",
        axes,
        "epsilon",
        Numbers.brief(epsilon),
        "affine",
        !numbers.isEmpty(),
        "bias",
        numbers.isEmpty() || numbers.containsKey("bias"));
  }

  /** {@code instance_norm}, {@code group_norm}. */
  static Optional<Site> groups(Node node, Wiring g) {
    boolean norm =
        node.op() instanceof GroupNormalization || node.op() instanceof InstanceNormalization;
    Optional<Map<String, Tensor>> n = norm ? numbers(node, g, "weight", "bias") : Optional.empty();
    if (node.op() instanceof GroupNormalization op) {
      double epsilon = Numbers.brief(op.epsilon());
      return n.map(
          all ->
              site(
                  Form.Call.of("group_norm", "groups", op.groups(), "epsilon", epsilon),
                  node,
                  all));
    }
    if (node.op() instanceof InstanceNormalization op) {
      double epsilon = Numbers.brief(op.epsilon());
      return n.map(
          all ->
              site(Form.Call.of("instance_norm", "epsilon", epsilon, "affine", true), node, all));
    }
    return Optional.empty();
  }

  /**
   * weight x + bias for each channel behind a norm of rows that are groups: an older group norm.
   */
  static Optional<Site> groupsInParts(Node node, Wiring g) {
    Optional<Affine> affine = Affine.at(node, g, true);
    Value y = affine.map(Affine::x).orElse(node.outputs().get(0));
    return g.maker(y, Reshape.class)
        .flatMap(back -> g.only(back.inputs().get(0), InstanceNormalization.class))
        .filter(norm -> plain(norm, g))
        .flatMap(
            norm ->
                g.only(norm.inputs().get(0), Reshape.class)
                    .map(rows -> rows.inputs().get(0))
                    .filter(x -> x.shape().equals(y.shape()) && x.type().batched())
                    .filter(x -> norm.inputs().get(0).shape().rank() == 3)
                    .flatMap(
                        x -> {
                          Dim groups = norm.inputs().get(0).shape().dim(1);
                          double epsilon =
                              Numbers.brief(((InstanceNormalization) norm.op()).epsilon());
                          Form form =
                              Form.Call.of(
                                  "group_norm",
                                  "groups",
                                  groups.known().orElse(0),
                                  "epsilon",
                                  epsilon,
                                  "affine",
                                  affine.isPresent());
                          Site site = Site.of(form, x, node.output());
                          return Optional.of(
                              affine.map(a -> site.with(a.numbers, a.origin)).orElse(site));
                        }));
  }

  private static boolean plain(Node norm, Wiring g) {
    return g.constant(norm.inputs().get(1)).filter(t -> Array.of(t).isFilled(1)).isPresent()
        && g.constant(norm.inputs().get(2)).filter(t -> Array.of(t).isFilled(0)).isPresent();
  }

  /** weight x + bias, both constants. */
  private record Affine(Value x, Map<String, Tensor> numbers, List<Value> origin) {
    /**
     * @param channels whether they have a number for each channel, else for the last axes
     */
    static Optional<Affine> at(Node node, Wiring g, boolean channels) {
      if (!(node.op() instanceof Add)) {
        return Optional.empty();
      }
      for (int i = 0; i < 2; i++) {
        Value bias = node.inputs().get(i);
        Optional<Node> product = g.only(node.inputs().get(1 - i), Mul.class);
        for (int j = 0; j < 2 && product.isPresent() && g.constant(bias).isPresent(); j++) {
          Value weight = product.get().inputs().get(j);
          Value x = product.get().inputs().get(1 - j);
          if (g.constant(weight).isPresent()
              && fits(weight.shape(), x.shape(), channels)
              && fits(bias.shape(), x.shape(), channels)) {
            Map<String, Tensor> numbers = new LinkedHashMap<>();
            numbers.put("weight", flat(g.constant(weight).get(), channels));
            numbers.put("bias", flat(g.constant(bias).get(), channels));
            return Optional.of(new Affine(x, numbers, List.of(weight, bias)));
          }
        }
      }
      return Optional.empty();
    }

    private static Tensor flat(Tensor t, boolean channels) {
      return channels ? Numbers.reshaped(t, t.type().shape().size().orElseThrow()) : t;
    }

    private static boolean fits(Shape own, Shape x, boolean channels) {
      if (!channels) {
        return own.rank() > 0 && own.rank() < x.rank() && own.equals(x.from(x.rank() - own.rank()));
      }
      return isForChannels(own, x);
    }
  }

  /** Whether numbers of a shape are one for each channel of x, the others being the same. */
  static boolean isForChannels(Shape own, Shape x) {
    int axis = own.rank() - (x.rank() - 1);
    return axis >= 0
        && axis < own.rank()
        && own.dim(axis).equals(x.dim(1))
        && own.elements().equals(x.dim(1));
  }

  /** (x - mean) / √(mean((x - mean)²) + ε), then weight and bias where they are learned. */
  static Optional<Site> layerInParts(Node node, Wiring g) {
    Optional<Affine> affine = Affine.at(node, g, false);
    Value y = affine.map(Affine::x).orElse(node.outputs().get(0));
    Optional<Node> quotient = g.maker(y, Div.class);
    if (quotient.isEmpty()) {
      return Optional.empty();
    }
    Value centred = quotient.get().inputs().get(0);
    Optional<Node> difference = g.maker(centred, Sub.class);
    Optional<Node> sum =
        g.maker(quotient.get().inputs().get(1), Sqrt.class)
            .flatMap(n -> g.maker(n.inputs().get(0), Add.class));
    if (difference.isEmpty() || sum.isEmpty()) {
      return Optional.empty();
    }
    Value x = difference.get().inputs().get(0);
    Optional<List<Integer>> axes = mean(difference.get().inputs().get(1), x, g);
    for (int i = 0; i < 2 && axes.isPresent(); i++) {
      Optional<Double> epsilon = g.number(sum.get().inputs().get(i));
      boolean variance =
          g.maker(sum.get().inputs().get(1 - i), ReduceMean.class)
              .filter(n -> axes(n).equals(axes.get()) && squares(n.inputs().get(0), x, centred, g))
              .isPresent();
      if (epsilon.isPresent() && variance && last(axes.get(), x.shape().rank())) {
        Map<String, Tensor> numbers = affine.map(Affine::numbers).orElse(Map.of());
        Form form = layerNorm(axes.get().size(), epsilon.get(), new LinkedHashMap<>(numbers));
        Site site = Site.of(form, x, node.output());
        return Optional.of(affine.map(a -> site.with(a.numbers, a.origin)).orElse(site));
      }
    }
    return Optional.empty();
  }

  private static Optional<List<Integer>> mean(Value v, Value x, Wiring g) {
    return g.maker(v, ReduceMean.class)
        .filter(n -> n.inputs().get(0).equals(x) && ((ReduceMean) n.op()).keep())
        .map(Norms::axes);
  }

  private static List<Integer> axes(Node n) {
    return new ArrayList<>(((ReduceMean) n.op()).axes()).stream().sorted().toList();
  }

  private static boolean last(List<Integer> axes, int rank) {
    return axes.size() < rank
        && !axes.isEmpty()
        && axes.get(0) == rank - axes.size()
        && axes.get(axes.size() - 1) == rank - 1;
  }

  /** Whether a value is x - mean, squared; the difference may be made twice. */
  private static boolean squares(Value v, Value x, Value centred, Wiring g) {
    Optional<Node> maker = g.maker(v, Op.class);
    if (maker.isEmpty()) {
      return false;
    }
    Node n = maker.get();
    boolean square =
        (n.op() instanceof Pow && g.number(n.inputs().get(1)).equals(Optional.of(2.0)))
            || (n.op() instanceof Mul && n.inputs().get(0).equals(n.inputs().get(1)));
    return square
        && (n.inputs().get(0).equals(centred)
            || g.maker(n.inputs().get(0), Sub.class)
                .filter(d -> d.inputs().get(0).equals(x))
                .filter(d -> mean(d.inputs().get(1), x, g).isPresent())
                .isPresent());
  }
}
