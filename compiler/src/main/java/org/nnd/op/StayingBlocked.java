package org.nnd.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A graph in which what comes out of a convolution in the blocked layout stays in it: what goes
 * from number to number is the same there, what has a number for each channel is a depthwise
 * convolution of one element, and a mean over a channel is one of means.
 *
 * <p>Each value is still brought back for those who read it otherwise; where nobody does, that is
 * dead code.
 */
final class StayingBlocked {
  private static final Set<Class<? extends Op>> BY_NUMBER =
      Set.of(
          Add.class,
          Div.class,
          HardSigmoid.class,
          LeakyRelu.class,
          Mul.class,
          Neg.class,
          Relu.class,
          Sigmoid.class,
          Sub.class,
          Tanh.class);

  private static final List<Integer> ALL_BUT_CHANNELS = List.of(0, 2, 3);
  private static final Op CHANNELS_LAST = new Transpose(List.of(0, 2, 3, 1));

  private final List<Node> nodes = new ArrayList<>();
  private final Map<Value, Tensor> constants;
  private final Map<Tensor, Value> own = new HashMap<>();

  /** What values are in the blocked layout. */
  private final Map<Value, Value> blocked = new HashMap<>();

  /** What was brought into it for a convolution. */
  private final Map<Value, Value> brought = new HashMap<>();

  /** What stands for values that are gone. */
  private final Map<Value, Value> instead = new HashMap<>();

  /** Where among the nodes values are made. */
  private final Map<Value, Integer> places = new HashMap<>();

  /** How often values are read in the graph as it was. */
  private final Map<Value, Integer> uses;

  /** How many channels stand together. */
  private final long block;

  private StayingBlocked(Graph graph, long block) {
    this.block = block;
    this.constants = new LinkedHashMap<>(graph.initializers());
    this.uses = graph.uses();
  }

  /**
   * @param block how many channels stand together
   */
  static Graph of(Graph graph, long block) {
    StayingBlocked all = new StayingBlocked(graph, block);
    graph.nodes().forEach(all::node);
    Map<String, Value> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((as, v) -> outputs.put(as, all.now(v)));
    return new Graph(graph.name(), graph.inputs(), all.constants, all.nodes, outputs);
  }

  private Value now(Value v) {
    return instead.getOrDefault(v, v);
  }

  private Optional<Value> brought(Value x) {
    return Optional.ofNullable(blocked.getOrDefault(x, brought.get(x)));
  }

  private void node(Node old) {
    Node n = old.reading(old.inputs().stream().map(this::now).toList());
    Value x = n.inputs().isEmpty() ? null : n.inputs().get(0);
    if (n.op() instanceof ReorderInput && blocked.containsKey(x)) {
      instead.put(n.output(), blocked.get(x));
    } else if (n.op() instanceof ReorderInput) {
      brought.put(x, n.output());
      add(n);
    } else if (n.op() instanceof ReorderOutput out && !out.last()) {
      blocked.put(n.output(), x);
      add(n);
    } else if (n.op().equals(CHANNELS_LAST) && brought(x).isPresent()) {
      channelsLast(n, x);
    } else if (n.op() instanceof ShapeOf || n.op() instanceof Size) {
      add(n.reading(List.of(blocked.getOrDefault(x, x))));
    } else if (n.inputs().stream().noneMatch(blocked::containsKey) || !stays(n)) {
      add(n);
    }
  }

  /** [N, C, H, W] to [N, H, W, C], which one block is already. */
  private void channelsLast(Node n, Value x) {
    long channels = x.shape().dim(1).known().orElseThrow();
    Value there = brought(x).orElseThrow();
    Shape to = n.output().shape();
    Optional<long[]> sizes = Reshape.target(x.shape(), to);
    if (channels == block && sizes.isPresent()) {
      Value target = constant(Tensor.longs(sizes.get()));
      add(new Node(n.name(), new Reshape(to), List.of(there, target), n.outputs()));
    } else {
      add(new Node(n.name(), new ReorderOutput(channels, true), List.of(there), n.outputs()));
    }
  }

  /** Computes a node in the blocked layout, if that is possible. */
  private boolean stays(Node n) {
    TensorType type = n.outputs().get(0).type();
    if (n.op() instanceof Late) {
      return late(n);
    }
    if (type.element() != ElementType.FLOAT
        || n.inputs().stream().anyMatch(v -> v.element() != ElementType.FLOAT)) {
      return false;
    }
    if (n.op() instanceof ReduceMean mean) {
      return means(n, mean);
    }
    if (n.op() instanceof BatchNormalization norm) {
      return blocked.containsKey(n.inputs().get(0)) && normalized(n, norm);
    }
    if (!BY_NUMBER.contains(n.op().getClass())) {
      return false;
    }
    boolean numbers = true;
    for (Value v : n.inputs()) {
      numbers &= v.shape().rank() == 0 || v.shape().equals(type.shape());
    }
    return numbers ? byNumber(n) : byChannel(n);
  }

  private boolean byNumber(Node n) {
    if (n.op() instanceof Relu && isConvolved(n.inputs().get(0))) {
      Value made = blocked.get(n.inputs().get(0));
      nodes.set(places.get(made), withRelu(nodes.get(places.get(made))));
      back(n, made);
    } else {
      List<Value> in =
          n.inputs().stream().map(v -> v.shape().rank() == 0 ? v : blocked(v)).toList();
      back(n, apply(n, "", n.op(), in));
    }
    return true;
  }

  /** Whether a convolution makes a value, which is read once, with no relu on its way. */
  private boolean isConvolved(Value v) {
    Integer place = places.get(blocked.get(v));
    return uses.get(v) == 1
        && place != null
        && nodes.get(place).op() instanceof NchwcConv conv
        && !conv.relu();
  }

  private static Node withRelu(Node conv) {
    NchwcConv op = new NchwcConv(((NchwcConv) conv.op()).op(), true);
    return new Node(conv.name(), op, conv.inputs(), conv.outputs());
  }

  private void add(Node n) {
    n.outputs().forEach(v -> places.put(v, nodes.size()));
    nodes.add(n);
  }

  private boolean byChannel(Node n) {
    int of = !(n.op() instanceof Sub) && blocked.containsKey(n.inputs().get(1)) ? 1 : 0;
    Value x = n.inputs().get(of);
    Value each = n.inputs().get(1 - of);
    if (!blocked.containsKey(x) || !BatchNormalization.ofChannels(each, x)) {
      return false;
    }
    if (n.op() instanceof Mul) {
      affine(n, x, each, filled(x, 0));
    } else if (n.op() instanceof Add) {
      affine(n, x, filled(x, 1), each);
    } else if (n.op() instanceof Sub) {
      affine(n, x, filled(x, 1), apply(n, "offset", new Neg(), List.of(each)));
    } else {
      return false;
    }
    return true;
  }

  private boolean normalized(Node n, BatchNormalization norm) {
    List<Value> in = n.inputs();
    Value scale = in.get(1);
    Value offset = in.get(2);
    Tensor none = Tensor.filled(in.get(3).type(), 0);
    Tensor all = Tensor.filled(in.get(4).type(), 1);
    boolean plain = none.equals(constants.get(in.get(3))) && all.equals(constants.get(in.get(4)));
    if (!plain || norm.epsilon() != 0) {
      Value epsilon = constant(Tensor.scalar(ElementType.FLOAT, norm.epsilon()));
      Value variance = apply(n, "variance", new Add(), List.of(in.get(4), epsilon));
      Value deviation = apply(n, "deviation", new Sqrt(), List.of(variance));
      scale = apply(n, "scale", new Div(), List.of(in.get(1), deviation));
      Value shift = apply(n, "shift", new Mul(), List.of(in.get(3), scale));
      offset = apply(n, "offset", new Sub(), List.of(in.get(2), shift));
    }
    affine(n, in.get(0), scale, offset);
    return true;
  }

  /** scale x + offset. */
  private void affine(Node n, Value x, Value scale, Value offset) {
    long channels = x.shape().dim(1).known().orElseThrow();
    Conv conv = new Conv(Window.square(2, 1, 1, 1, 0), channels);
    Value weights = shaped(n, "weights", scale, Shape.of(channels, 1, 1, 1));
    Value bias = shaped(n, "bias", offset, Shape.of(channels));
    back(n, apply(n, "", new NchwcConv(conv, false), List.of(blocked(x), weights, bias)));
  }

  private boolean late(Node n) {
    Value x = n.inputs().get(0);
    if (!blocked.containsKey(x)) {
      return false;
    }
    back(n, apply(n, "", n.op(), List.of(blocked(x), n.inputs().get(1))));
    return true;
  }

  private boolean means(Node n, ReduceMean mean) {
    Value x = n.inputs().get(0);
    if (!mean.keep() || x.shape().rank() != 4 || !mean.axes().equals(ALL_BUT_CHANNELS)) {
      return false;
    }
    Value each = apply(n, "each", new NchwcMean(), List.of(blocked.get(x)));
    add(new Node(n.name(), new ReduceMean(List.of(0), true), List.of(each), n.outputs()));
    return true;
  }

  /** A value in the blocked layout. */
  private Value blocked(Value v) {
    return blocked.computeIfAbsent(
        v,
        plain -> {
          Value there = new Value(v.name() + "/blocked", v.type());
          add(new Node(there.name(), new ReorderInput(), List.of(v), List.of(there)));
          return there;
        });
  }

  /** A node's output is what is now in the blocked layout. */
  private void back(Node n, Value there) {
    Value out = n.output();
    blocked.put(out, there);
    long channels = out.shape().dim(1).known().orElseThrow();
    add(
        new Node(
            n.name() + "/back", new ReorderOutput(channels, false), List.of(there), List.of(out)));
  }

  private Value apply(Node n, String part, Op op, List<Value> in) {
    String name = part.isEmpty() ? n.name() + "/in_blocks" : n.name() + "/" + part;
    TensorType type = op.infer(in.stream().map(Value::type).toList()).get(0);
    Value out = new Value(name, type);
    add(new Node(name, op, in, List.of(out)));
    return out;
  }

  private Value shaped(Node n, String part, Value v, Shape shape) {
    Value to = constant(Tensor.longs(shape.sizes()));
    return v.shape().equals(shape) ? v : apply(n, part, new Reshape(shape), List.of(v, to));
  }

  /** The same number for each channel of x. */
  private Value filled(Value x, double number) {
    return constant(Tensor.filled(x.type().shaped(Shape.of(x.shape().dim(1))), number));
  }

  private Value constant(Tensor numbers) {
    return own.computeIfAbsent(
        numbers,
        n -> {
          Value v = new Value("blocks/const_" + own.size(), n.type());
          constants.put(v, n);
          return v;
        });
  }
}
