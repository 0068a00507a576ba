package org.nnd.imports;

import static org.nnd.ir.ElementType.INT64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Abs;
import org.nnd.op.Add;
import org.nnd.op.AveragePool;
import org.nnd.op.BatchNormalization;
import org.nnd.op.Cast;
import org.nnd.op.Clip;
import org.nnd.op.Concat;
import org.nnd.op.Conv;
import org.nnd.op.ConvTranspose;
import org.nnd.op.Div;
import org.nnd.op.Elu;
import org.nnd.op.Erf;
import org.nnd.op.Exp;
import org.nnd.op.Gelu;
import org.nnd.op.HardSigmoid;
import org.nnd.op.HardSwish;
import org.nnd.op.LeakyRelu;
import org.nnd.op.Log;
import org.nnd.op.MaxPool;
import org.nnd.op.Mish;
import org.nnd.op.Mul;
import org.nnd.op.Neg;
import org.nnd.op.Pad;
import org.nnd.op.Pow;
import org.nnd.op.Reciprocal;
import org.nnd.op.ReduceMax;
import org.nnd.op.ReduceMean;
import org.nnd.op.Reduction;
import org.nnd.op.Relu;
import org.nnd.op.Resize;
import org.nnd.op.Selu;
import org.nnd.op.Sigmoid;
import org.nnd.op.Softplus;
import org.nnd.op.Sqrt;
import org.nnd.op.Sub;
import org.nnd.op.Tanh;
import org.nnd.op.Transpose;

/**
 * Networks whose channels stand last, as Keras's do, with the channels in front, where convolutions
 * have them: the transpositions around each convolution move on behind what follows it, until they
 * meet their opposite.
 */
final class ChannelsFirst {
  /** What takes each element by itself, so that axes may stand in any order. */
  private static final Set<Class<? extends Op>> EACH =
      Set.of(
          Abs.class,
          Add.class,
          Cast.class,
          Clip.class,
          Div.class,
          Elu.class,
          Erf.class,
          Exp.class,
          Gelu.class,
          HardSigmoid.class,
          HardSwish.class,
          LeakyRelu.class,
          Log.class,
          Mish.class,
          Mul.class,
          Neg.class,
          Pow.class,
          Reciprocal.class,
          Relu.class,
          Selu.class,
          Sigmoid.class,
          Softplus.class,
          Sqrt.class,
          Sub.class,
          Tanh.class);

  /** What has channels in front. */
  private static final Set<Class<? extends Op>> IMAGES =
      Set.of(
          AveragePool.class,
          BatchNormalization.class,
          Conv.class,
          ConvTranspose.class,
          MaxPool.class,
          Resize.class);

  private final Wiring g;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Value, Tensor> constants = new LinkedHashMap<>();

  /** Values with channels last, each as the same with channels first. */
  private final Map<Value, Value> first = new HashMap<>();

  /** Values that are others' copies, since transpositions cancelled. */
  private final Map<Value, Value> copies = new HashMap<>();

  private ChannelsFirst(Wiring g) {
    this.g = g;
  }

  /**
   * The same graph with the transpositions further down; the graph itself if there would be more of
   * them.
   */
  static Wiring moved(Wiring g) {
    long before = transpositions(g);
    if (before == 0) {
      return g;
    }
    Wiring after = new Wiring(new ChannelsFirst(g).graph());
    return transpositions(after) <= before ? after : g;
  }

  private static long transpositions(Wiring g) {
    return g.graph().nodes().stream()
        .flatMap(n -> g.maker(n.outputs().get(0)).stream())
        .filter(n -> n.op() instanceof Transpose && g.uses(n.output()) > 0)
        .count();
  }

  private Graph graph() {
    Graph all = g.graph();
    constants.putAll(all.initializers());
    for (Node raw : all.nodes()) {
      g.maker(raw.outputs().get(0)).ifPresent(this::add);
    }
    Map<String, Value> outputs = new LinkedHashMap<>();
    g.outputs()
        .forEach(
            (name, v) -> {
              known(v);
              outputs.put(name, copies.getOrDefault(v, v));
            });
    return new Graph(all.name(), all.inputs(), constants, nodes, outputs);
  }

  private void known(Value v) {
    g.constant(v).ifPresent(t -> constants.put(v, t));
  }

  private void add(Node wired) {
    wired.inputs().forEach(this::known);
    Node n = wired.reading(wired.inputs().stream().map(v -> copies.getOrDefault(v, v)).toList());
    if (n.op() instanceof Transpose t) {
      Value x = n.inputs().get(0);
      int rank = x.shape().rank();
      if (first.containsKey(x) && t.perm().equals(order(rank))) {
        copies.put(n.output(), first.get(x));
        return;
      }
      if (rank > 2 && t.perm().equals(last(rank)) && isImage(x)) {
        first.put(n.output(), x);
      }
    }
    Optional<Node> moved =
        n.inputs().stream().anyMatch(first::containsKey) ? moved(n) : Optional.empty();
    moved.ifPresentOrElse(m -> put(m, n.output()), () -> nodes.add(n));
  }

  /** Whether a value is made by what has its channels in front. */
  private boolean isImage(Value v) {
    return g.maker(v).filter(n -> IMAGES.contains(n.op().getClass())).isPresent();
  }

  /** Puts a node in the place of another, whose value is its own or that with its axes turned. */
  private void put(Node moved, Value wanted) {
    nodes.add(moved);
    Value y = moved.output();
    if (!y.equals(wanted)) {
      first.put(wanted, y);
      Op back = new Transpose(last(y.shape().rank()));
      nodes.add(new Node(wanted.name() + "/last", back, List.of(y), List.of(wanted)));
    }
  }

  /** A node that computes the same with the channels in front; empty if none does. */
  private Optional<Node> moved(Node n) {
    if (n.outputs().size() != 1) {
      return Optional.empty();
    }
    if (EACH.contains(n.op().getClass())) {
      return inputs(n).map(all -> turned(n, n.op(), all));
    }
    if (n.op() instanceof Concat c) {
      Op op = new Concat(order(n.output().shape().rank()).indexOf(c.axis()));
      return inputs(n).map(all -> turned(n, op, all));
    }
    if (n.op() instanceof Pad p) {
      return padded(n, p);
    }
    if (n.op() instanceof ReduceMean m) {
      return reduced(n, m, new ReduceMean(axes(n, m), m.keep()));
    }
    return n.op() instanceof ReduceMax m
        ? reduced(n, m, new ReduceMax(axes(n, m), m.keep()))
        : Optional.empty();
  }

  /** What a node reads with the channels in front; empty if one of it has no such form. */
  private Optional<List<Value>> inputs(Node n) {
    int rank = n.output().shape().rank();
    List<Value> all = new ArrayList<>();
    for (Value v : n.inputs()) {
      Optional<Tensor> t = g.constant(v).filter(c -> c.type().shape().rank() <= rank);
      if (t.isPresent()) {
        all.add(t.get().type().shape().rank() == 0 ? v : constant(v, t.get(), rank));
      } else if (first.containsKey(v) && v.shape().rank() == rank) {
        all.add(first.get(v));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(all);
  }

  /** A constant whose axes broadcast with the last ones of so many, turned as these are. */
  private Value constant(Value v, Tensor t, int rank) {
    int[] sizes = new int[rank];
    Arrays.fill(sizes, 1);
    Array a = Array.of(t);
    System.arraycopy(a.shape(), 0, sizes, rank - a.rank(), a.rank());
    Tensor turned = a.reshaped(sizes).transposed(order(rank)).tensor(t.type().element());
    Value c = new Value(v.name() + "/first" + rank, turned.type());
    constants.put(c, turned);
    return c;
  }

  private Optional<Node> padded(Node n, Pad p) {
    List<Long> before = turned(p.before());
    List<Long> after = turned(p.after());
    long[] amounts = Stream.concat(before.stream(), after.stream()).mapToLong(i -> i).toArray();
    Value told = new Value(n.output().name() + "/amounts", TensorType.of(INT64, amounts.length));
    constants.put(told, Tensor.longs(amounts));
    List<Value> inputs = new ArrayList<>(n.inputs());
    inputs.set(0, first.get(inputs.get(0)));
    inputs.set(1, told);
    Pad op = new Pad(p.mode(), before, after, new Shape(turned(p.to().dims())));
    return inputs.get(0) == null ? Optional.empty() : Optional.of(turned(n, op, inputs));
  }

  /** The axes of a reduction with the channels in front. */
  private static List<Integer> axes(Node n, Reduction r) {
    List<Integer> order = order(n.inputs().get(0).shape().rank());
    return r.axes().stream().map(order::indexOf).sorted().toList();
  }

  /** A reduction whose result is turned as what it reads, or needs no turn. */
  private Optional<Node> reduced(Node n, Reduction r, Reduction moved) {
    Value x = n.inputs().get(0);
    int rank = x.shape().rank();
    boolean channels = r.axes().contains(rank - 1);
    boolean places = r.axes().containsAll(IntStream.range(1, rank - 1).boxed().toList());
    if (r.keep()) {
      return Optional.of(turned(n, moved, List.of(first.get(x))));
    }
    return channels || places
        ? Optional.of(new Node(n.name(), moved, List.of(first.get(x)), n.outputs()))
        : Optional.empty();
  }

  private Node turned(Node n, Op op, List<Value> inputs) {
    TensorType type = n.output().type();
    Shape shape = new Shape(turned(type.shape().dims()));
    Value y = new Value(n.output().name() + "/first", type.shaped(shape));
    return new Node(n.name(), op, inputs, List.of(y));
  }

  private static <T> List<T> turned(List<T> each) {
    return order(each.size()).stream().map(each::get).toList();
  }

  /** The axes of channels last, in the order of channels first. */
  private static List<Integer> order(int rank) {
    List<Integer> order = new ArrayList<>(List.of(0, rank - 1));
    order.addAll(IntStream.range(1, rank - 1).boxed().toList());
    return order;
  }

  /** The axes of channels first, in the order of channels last. */
  private static List<Integer> last(int rank) {
    List<Integer> order = new ArrayList<>(List.of(0));
    order.addAll(IntStream.range(2, rank).boxed().toList());
    order.add(1);
    return order;
  }
}
