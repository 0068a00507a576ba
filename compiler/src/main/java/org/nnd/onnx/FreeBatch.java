package org.nnd.onnx;

import static org.nnd.onnx.Rewriting.attribute;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nnd.ir.Dim;
import org.nnd.ir.Formula;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.source.NndException;

/**
 * Reads a model again so that its batch is {@link Dim#BATCH}: a first axis of another name, or one
 * that was fixed when the model was exported.
 *
 * <p>What is computed from an input's lengths follows by itself. Where the fixed number is built
 * in, in the target of a Reshape, in states that a recurrent layer begins with, in what a Concat
 * joins, other nodes are written. In the end every value must have the type that it had, for that
 * number of examples; else the model stays as it is.
 */
final class FreeBatch {
  /** Marks nodes that are written for the free batch already. */
  static final long DONE = Long.MAX_VALUE;

  private static final String WORDS = "(?i)(.*batch.*|n|b|bs|bsz)";

  private final Map<String, Dim> names;
  private final Set<String> inputs;
  private final long fixed;
  private final Map<String, TensorType> before;
  private final Set<String> kept;
  private final Map<String, Shape> expanded = new HashMap<>();

  /**
   * @param names lengths of the file that are the batch, or must not be taken for it
   * @param inputs whose first axis is the batch, whatever the file calls it
   * @param fixed the number of examples in the file, 0 if it is free there
   * @param graph the file as it is
   */
  private FreeBatch(Map<String, Dim> names, Set<String> inputs, long fixed, Graph graph) {
    this.names = names;
    this.inputs = inputs;
    this.fixed = fixed;
    this.before = types(graph);
    this.kept =
        graph.nodes().stream()
            .filter(n -> !n.op().infers())
            .flatMap(n -> n.outputs().stream())
            .map(Value::name)
            .collect(Collectors.toSet());
  }

  /** Reads a model, with the batch free if that is possible. */
  static OnnxReader.Freed read(ModelProto proto, TensorReader tensors) {
    OnnxModel model = OnnxReader.of(proto, tensors, false, Optional.empty());
    OnnxReader.Freed found = freed(proto, tensors, model);
    Graph folded = FoldedShapes.of(found.model().graph());
    return new OnnxReader.Freed(
        new OnnxModel(folded, model.doc(), model.metadata()), found.fixed());
  }

  private static OnnxReader.Freed freed(ModelProto proto, TensorReader tensors, OnnxModel model) {
    List<Value> inputs = model.graph().inputs().stream().filter(v -> v.shape().rank() > 0).toList();
    Set<String> dims =
        inputs.stream()
            .flatMap(v -> v.shape().dims().stream())
            .filter(d -> d instanceof Dim.Named)
            .map(Dim::toString)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> first =
        inputs.stream()
            .map(v -> v.shape().dim(0))
            .filter(d -> d instanceof Dim.Named)
            .map(Dim::toString)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (dims.stream().anyMatch(d -> d.matches(WORDS))) {
      first.removeIf(d -> !d.matches(WORDS));
      if (first.isEmpty()) {
        return new OnnxReader.Freed(model, Optional.of("the batch is no input's first axis"));
      }
    }
    Optional<Value> wide = inputs.stream().filter(v -> v.shape().rank() > 1).findFirst();
    if (wide.isEmpty()) {
      return new OnnxReader.Freed(model, Optional.of("no input has an axis beside its first one"));
    }
    long fixed = first.isEmpty() ? wide.get().shape().dim(0).known().orElseThrow() : 0;
    Dim free = first.isEmpty() ? Dim.of(fixed) : Dim.BATCH;
    Map<String, Dim> names = new HashMap<>();
    if (!first.contains("N")) {
      names.put("N", new Dim.Named("N_"));
    }
    first.forEach(name -> names.put(name, Dim.BATCH));
    Set<String> batched =
        inputs.stream()
            .filter(
                v -> first.contains(v.shape().dim(0).toString()) || v.shape().dim(0).equals(free))
            .map(Value::name)
            .collect(Collectors.toSet());
    FreeBatch pass = new FreeBatch(names, batched, fixed, model.graph());
    try {
      OnnxModel freed = OnnxReader.of(proto, tensors, false, Optional.of(pass));
      Optional<String> broken = pass.difference(freed.graph());
      return broken.isPresent()
          ? new OnnxReader.Freed(model, broken)
          : new OnnxReader.Freed(freed, Optional.empty());
    } catch (NndException e) {
      return new OnnxReader.Freed(model, Optional.of(e.diagnostics().get(0).message()));
    }
  }

  private static Map<String, TensorType> types(Graph graph) {
    Map<String, TensorType> types = new HashMap<>();
    graph.nodes().forEach(n -> n.outputs().forEach(v -> types.put(v.name(), v.type())));
    return types;
  }

  /** What is no longer what it was, or the reason why nothing was won. */
  private Optional<String> difference(Graph graph) {
    for (Node n : graph.nodes()) {
      for (Value v : n.outputs()) {
        TensorType old = before.get(v.name());
        boolean untyped = !n.op().infers() && old != null && !kept.contains(v.name());
        if (untyped || (fixed > 0 && old != null && !at(v.type()).equals(old))) {
          return Optional.of(
              (fixed > 0 ? "the batch of " + fixed : "the batch")
                  + " is built into node "
                  + n.name()
                  + " ("
                  + n.op().name()
                  + ")");
        }
      }
    }
    return graph.outputs().values().stream().anyMatch(v -> v.type().batched())
        ? Optional.empty()
        : Optional.of("no output has the batch in front");
  }

  /** The type for the number of examples that was fixed. */
  private TensorType at(TensorType type) {
    Formula number = Formula.number(fixed);
    return type.shaped(
        new Shape(
            type.shape().dims().stream()
                .map(d -> Formula.of(d).with(Dim.BATCH.toString(), number).dim())
                .toList()));
  }

  /** Lengths that go by another name than the file's. */
  Map<String, Dim> names() {
    return names;
  }

  /** The type of an input. */
  TensorType input(String name, TensorType told) {
    return inputs.contains(name) ? told.shaped(told.shape().with(0, Dim.BATCH)) : told;
  }

  /** The type of an output that only the file tells. */
  TensorType output(TensorType told, NodeView n) {
    boolean batched = n.given().stream().anyMatch(i -> has(n.shape(i)));
    boolean first = fixed > 0 && told.shape().rank() > 0 && told.shape().dim(0).is(fixed);
    return batched && first ? told.shaped(told.shape().with(0, Dim.BATCH)) : told;
  }

  private static boolean has(Shape shape) {
    return shape.dims().stream().anyMatch(FreeBatch::has);
  }

  private static boolean has(Dim d) {
    return has(Formula.of(d));
  }

  private static boolean has(Formula f) {
    return !f.with(Dim.BATCH.toString(), Formula.number(1)).equals(f);
  }

  /** Nodes that do for any batch what a node does for the fixed one; none if it does itself. */
  List<NodeProto> rewritten(Rewriting n) {
    if (fixed > 0) {
      switch (n.view.operator()) {
        case "Reshape" -> reshape(n);
        case "Expand" -> expand(n);
        case "Concat" -> concat(n);
        case "GRU", "LSTM", "RNN" -> recurrent(n);
        default -> {}
      }
    }
    return n.isDone() ? n.nodes() : List.of();
  }

  /** The axis of the target that holds the batch is left open. */
  private void reshape(Rewriting n) {
    Optional<List<Long>> target = n.view.longs(1);
    TensorType old = before.get(n.view.proto().getOutput(0));
    Shape x = n.view.shape(0);
    if (target.isEmpty() || old == null || !has(x) || old.shape().size().isEmpty()) {
      return;
    }
    long[] y = old.shape().sizes();
    int axis = place(at(n.view.type(0)).shape().sizes(), axisOf(x), y);
    Shape to = old.shape().with(axis, Dim.BATCH.times(y[axis] / fixed));
    if (!x.elements().equals(to.elements())) {
      return;
    }
    y[axis] = -1;
    n.end(n.copy().setInput(1, n.constant("target", Tensor.longs(y))));
  }

  private static int axisOf(Shape x) {
    return IntStream.range(0, x.rank()).filter(i -> has(x.dim(i))).findFirst().orElseThrow();
  }

  /**
   * The axis of y that holds the batch, which is in an axis of x, both in the same order of
   * elements.
   *
   * <p>For one example several may. Then it is one that has the very length; else the one that
   * begins where x's does, as heads are joined to examples, unless it is y's last; else one that
   * ends there, as steps are joined to examples.
   */
  private int place(long[] x, int axis, long[] y) {
    long start = product(x, axis);
    long end = start * x[axis];
    int begins = -1;
    int ends = -1;
    for (int i = 0; i < y.length; i++) {
      long from = product(y, i);
      long to = from * y[i];
      if (y[i] == fixed && from >= start && to <= end) {
        return i;
      }
      boolean covers = y[i] % fixed == 0 && from <= start && to >= end;
      begins = begins < 0 && covers && from == start && i < y.length - 1 ? i : begins;
      ends = ends < 0 && covers ? i : ends;
    }
    if (ends < 0) {
      throw new IllegalArgumentException("no axis for the batch");
    }
    return begins < 0 ? ends : begins;
  }

  private static long product(long[] sizes, int end) {
    return IntStream.range(0, end).mapToLong(i -> sizes[i]).reduce(1, Math::multiplyExact);
  }

  /** A length that x has anyway is not asked for. */
  private void expand(Rewriting n) {
    Optional<List<Long>> target = n.view.longs(1);
    Shape x = n.view.shape(0);
    if (target.isEmpty()) {
      n.view.formulas(1).ifPresent(to -> narrow(n, x, to));
      return;
    }
    if (!has(x)) {
      expanded.put(n.view.proto().getOutput(0), x);
      return;
    }
    List<Long> to = new ArrayList<>(target.get());
    for (int i = 0; i < x.rank(); i++) {
      int place = to.size() - x.rank() + i;
      if (place >= 0 && has(x.dim(i)) && to.get(place) == fixed) {
        to.set(place, 1L);
      }
    }
    if (!to.equals(target.get())) {
      long[] sizes = to.stream().mapToLong(i -> i).toArray();
      n.end(n.copy().setInput(1, n.constant("target", Tensor.longs(sizes))));
    }
  }

  /** What is there for each of the fixed examples is expanded from one of them. */
  private void narrow(Rewriting n, Shape x, List<Formula> to) {
    for (int axis = 0; axis < x.rank(); axis++) {
      if (has(to.get(to.size() - x.rank() + axis)) && fixed > 1 && x.dim(axis).is(fixed)) {
        n.end(n.copy().setInput(0, row(n, 0, axis)));
        return;
      }
    }
  }

  /** A part that all examples share is there for each. */
  private void concat(Rewriting n) {
    int joined = n.view.axis("axis", 0);
    int rank = n.view.shape(0).rank();
    Optional<Integer> like = n.view.given().stream().filter(i -> has(n.view.shape(i))).findFirst();
    if (like.isEmpty()) {
      return;
    }
    Shape wide = n.view.shape(like.get());
    NodeProto.Builder copy = n.copy();
    boolean changed = false;
    for (int i : n.view.given()) {
      for (int axis = 0; axis < rank; axis++) {
        boolean shared = n.view.shape(i).dim(axis).is(fixed);
        if (axis != joined && wide.dim(axis).equals(Dim.BATCH) && shared) {
          copy.setInput(i, forEach(n, i, axis, like.get(), axis));
          changed = true;
        }
      }
    }
    if (changed) {
      n.end(copy);
    }
  }

  /** States that are the same for all examples; zeros need not be told. */
  private void recurrent(Rewriting n) {
    Dim batch = n.view.shape(0).dim(1);
    NodeProto.Builder copy = n.copy();
    boolean changed = false;
    for (int i : new int[] {5, 6}) {
      if (n.view.has(i) && batch.equals(Dim.BATCH) && n.view.shape(i).dim(1).is(fixed)) {
        boolean zeros = n.view.constant(i).map(FreeBatch::isZero).orElse(false);
        copy.setInput(i, zeros ? "" : forEach(n, i, 1, 0, 1));
        changed = true;
      }
    }
    if (changed) {
      n.end(copy);
    }
  }

  private static boolean isZero(Tensor t) {
    return t.equals(Tensor.filled(t.type(), 0));
  }

  /**
   * An input whose rows along an axis are the same, expanded to a length that another input has.
   */
  private String forEach(Rewriting n, int input, int axis, int like, int likeAxis) {
    String name = "input" + input;
    String row = n.view.proto().getInput(input);
    if (fixed > 1) {
      row = row(n, input, axis);
    }
    NodeProto.Builder shape =
        NodeProto.newBuilder()
            .setOpType("Shape")
            .addInput(n.view.proto().getInput(like))
            .addAttribute(attribute("start", likeAxis))
            .addAttribute(attribute("end", likeAxis + 1));
    String length = n.before(name + "/length", shape);
    NodeProto.Builder sizes =
        NodeProto.newBuilder().setOpType("Concat").addAttribute(attribute("axis", 0));
    String one = n.constant(name + "/one", Tensor.longs(1));
    for (int i = 0; i < n.view.shape(input).rank(); i++) {
      sizes.addInput(i == axis ? length : one);
    }
    String target = n.before(name + "/target", sizes);
    return n.before(
        name + "/each", NodeProto.newBuilder().setOpType("Expand").addInput(row).addInput(target));
  }

  /** The first of an input's rows along an axis, which are all the same. */
  private String row(Rewriting n, int input, int axis) {
    String name = n.view.proto().getInput(input);
    Shape narrow = expanded.get(name);
    int rank = n.view.shape(input).rank();
    boolean shared =
        narrow != null && (axis < rank - narrow.rank() || narrow.dim(axis - rank).is(1));
    if (!shared && !n.view.constant(input).map(t -> areSame(t, axis)).orElse(false)) {
      throw new IllegalArgumentException("rows that are not the same");
    }
    NodeProto.Builder slice = NodeProto.newBuilder().setOpType("Slice").addInput(name);
    String zero = n.constant(name + "/from", Tensor.longs(0));
    String one = n.constant(name + "/to", Tensor.longs(1));
    String along = n.constant(name + "/axis", Tensor.longs(axis));
    return n.before(name + "/row", slice.addInput(zero).addInput(one).addInput(along));
  }

  private static boolean areSame(Tensor t, int axis) {
    if (t.type().element().isCarried()) {
      return false;
    }
    long[] sizes = t.type().shape().sizes();
    int inner = t.type().element().bytes();
    for (int i = axis + 1; i < sizes.length; i++) {
      inner *= (int) sizes[i];
    }
    ByteBuffer bytes = t.bytes();
    for (int i = inner; i < bytes.limit(); i++) {
      boolean first = i / inner % sizes[axis] == 0;
      if (!first && bytes.get(i) != bytes.get(i - inner)) {
        return false;
      }
    }
    return true;
  }
}
