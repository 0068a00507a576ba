package org.nnd.quantize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.Builder;
import org.nnd.ir.DeadCode;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.AveragePool;
import org.nnd.op.Clip;
import org.nnd.op.Concat;
import org.nnd.op.DequantizeLinear;
import org.nnd.op.GlobalAveragePool;
import org.nnd.op.MaxPool;
import org.nnd.op.QuantizeLinear;
import org.nnd.op.Relu;
import org.nnd.op.Reshape;
import org.nnd.op.Transpose;

/**
 * Whole numbers from layer to layer, with scales that were found before: a pair of QuantizeLinear
 * and DequantizeLinear on each value that integer kernels pass on, from which a runtime makes them.
 *
 * <p>A convolution's output is whole numbers, and what pools, adds up, concatenates or only moves
 * such numbers goes on with them. What goes into a product is made whole; a product of matrices
 * gives floats where nothing behind it wants whole numbers. A ReLU in front of a pair is part of
 * it, its range beginning at 0.
 */
public final class StaticInt8 {
  /** Ops whose output holds numbers of their first input only. */
  private static final Set<Class<? extends Op>> MOVING =
      Set.of(MaxPool.class, Reshape.class, Transpose.class);

  /** Ops that runtimes have integer kernels for. */
  private static final Set<Class<? extends Op>> WHOLE =
      Set.of(Add.class, AveragePool.class, Concat.class, GlobalAveragePool.class);

  /** Ops that only cut off what lies outside of a range. */
  private static final Set<Class<? extends Op>> CUTTING = Set.of(Relu.class, Clip.class);

  private final Graph graph;
  private final Rewriting r;
  private final Map<Value, List<Node>> readers = new HashMap<>();
  private final Map<Value, Node> makers = new HashMap<>();
  private final Set<Value> outputs;
  private final Map<Node, Product> products = new HashMap<>();

  /** The values that whole numbers stand for. */
  private final Set<Value> whole = new LinkedHashSet<>();

  /** Those of them that are made as floats. */
  private final Set<Value> entering = new HashSet<>();

  /** The ops that go on with whole numbers. */
  private final Set<Node> going = new HashSet<>();

  /** What stands for a value behind its pair. */
  private final Map<Value, Value> pairs = new HashMap<>();

  /** A graph before its numbers are known. */
  public StaticInt8(Graph floats) {
    graph = Prepared.of(floats);
    r = new Rewriting(graph);
    outputs = Set.copyOf(graph.outputs().values());
    for (Node node : graph.nodes()) {
      node.inputs().forEach(v -> readers.computeIfAbsent(v, x -> new ArrayList<>()).add(node));
      node.outputs().forEach(v -> makers.put(v, node));
      Product.of(node, r).ifPresent(p -> products.put(node, p));
    }
    graph.nodes().forEach(this::choose);
  }

  private void choose(Node node) {
    Product product = products.get(node);
    if (product != null) {
      if (whole.add(product.x())) {
        entering.add(product.x());
      }
      if (product.isConv()) {
        made(end(node.output()));
      }
    } else if (isMoving(node) && whole.contains(node.inputs().get(0))) {
      going.add(node);
      made(node.outputs().get(0));
    } else if (WHOLE.contains(node.op().getClass()) && whole.containsAll(node.inputs())) {
      going.add(node);
      made(end(node.output()));
    }
  }

  private void made(Value v) {
    whole.add(v);
    entering.remove(v);
  }

  private static boolean isMoving(Node node) {
    return MOVING.contains(node.op().getClass());
  }

  /** The value behind what is cut off, where nothing else reads the one before. */
  private Value end(Value v) {
    List<Node> all = readers.getOrDefault(v, List.of());
    boolean cut = all.size() == 1 && CUTTING.contains(all.get(0).op().getClass());
    return cut && !outputs.contains(v) ? all.get(0).output() : v;
  }

  /** The graph in floats, which gives every value whose range has to be known, by its name. */
  public Graph observing() {
    Map<String, Value> seen = new LinkedHashMap<>();
    whole.stream().filter(v -> !moved(v)).forEach(v -> seen.put(v.name(), v));
    return DeadCode.remove(
        new Graph(graph.name(), graph.inputs(), graph.initializers(), graph.nodes(), seen));
  }

  private boolean moved(Value v) {
    Node maker = makers.get(v);
    return maker != null && isMoving(maker) && whole.contains(maker.inputs().get(0));
  }

  /**
   * The graph with whole numbers.
   *
   * @param ranges of all values that {@link #observing()} gives
   */
  public Graph write(Map<String, Range> ranges) {
    Map<Value, Range> known = new HashMap<>();
    graph.inputs().forEach(v -> pair(v, ranges, known));
    for (Node node : graph.nodes()) {
      Product product = products.get(node);
      if (product != null) {
        write(product, known.get(product.x()));
      } else if (going.contains(node)) {
        r.at(node);
        List<Value> in = node.inputs().stream().map(v -> pairs.getOrDefault(v, r.now(v))).toList();
        r.put(node, r.g().node(node.op(), in).outputs());
      } else {
        WeightInt8.write(r, node);
      }
      node.outputs().forEach(v -> pair(v, ranges, known));
    }
    return r.finish();
  }

  /** Puts a pair behind a value. */
  private void pair(Value v, Map<String, Range> ranges, Map<Value, Range> known) {
    if (!whole.contains(v)) {
      return;
    }
    Range range = moved(v) ? known.get(makers.get(v).inputs().get(0)) : ranges.get(v.name());
    known.put(v, range);
    Builder g = r.g();
    Value scale = g.constant(range.scaleTensor());
    Value zero = g.constant(range.zeroPoint());
    Value number = g.apply(new QuantizeLinear(1), r.now(v), scale, zero);
    pairs.put(v, g.apply(new DequantizeLinear(1), number, scale, zero));
    if (!entering.contains(v)) {
      r.put(v, pairs.get(v));
    }
  }

  private void write(Product p, Range x) {
    r.at(p.node());
    Int8 w =
        Int8.of(p.weights(), p.axis(), DynamicInt8.MOST, ElementType.INT8, least(p, x.scale()));
    List<Value> in = new ArrayList<>();
    in.add(pairs.get(p.x()));
    in.add(
        r.g()
            .apply(
                new DequantizeLinear(p.axis()),
                r.named(p.name() + "/int8", w.numbers()),
                r.named(p.name() + "/scale", w.scales()),
                r.named(p.name() + "/zero_point", w.zeroPoints())));
    p.bias().ifPresent(b -> in.add(bias(p, Numbers.of(b), x.scale(), w.scale())));
    r.put(p.node(), r.g().node(p.node().op(), in).outputs());
  }

  /** The bias as whole numbers of 32 bits, with the scale of the sums that it is added to. */
  private Value bias(Product p, float[] bias, float x, float[] w) {
    float[] scale = new float[bias.length];
    double[] numbers = new double[bias.length];
    for (int i = 0; i < bias.length; i++) {
      scale[i] = x * w[i];
      numbers[i] = Math.rint(bias[i] / (double) scale[i]);
    }
    Shape shape = Shape.of(bias.length);
    return r.g()
        .apply(
            new DequantizeLinear(0),
            r.named(p.biasName() + "/int32", Tensor.of(ElementType.INT32, shape, numbers)),
            r.named(p.biasName() + "/scale", Numbers.tensor(shape, scale)),
            r.named(
                p.biasName() + "/zero_point",
                Tensor.filled(new TensorType(ElementType.INT32, shape), 0)));
  }

  /** For each place the least scale of weights with which the bias fits into 32 bits. */
  private static float[] least(Product p, float x) {
    float[] least =
        new float[Math.toIntExact(p.weights().type().shape().dim(p.axis()).known().orElseThrow())];
    Optional<float[]> bias = p.bias().map(Numbers::of);
    bias.ifPresent(
        b -> {
          for (int i = 0; i < b.length; i++) {
            least[i] = Math.abs(b[i]) / x / (1 << 30);
          }
        });
    return least;
  }
}
