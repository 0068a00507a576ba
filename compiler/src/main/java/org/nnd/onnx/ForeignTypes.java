package org.nnd.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Formula;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.proto.GraphProto;

/**
 * The output types of operators that no op here stands for, as far as a simple rule tells them; for
 * the others the file has to.
 */
final class ForeignTypes {

  /** The types of the first outputs. */
  @FunctionalInterface
  private interface Rule {
    List<TensorType> of(NodeView n);
  }

  private static final Map<String, Rule> RULES = new HashMap<>();

  static {
    String same =
        "Abs Acos Acosh Asin Asinh Atan Atanh BatchNormalization Bernoulli BitwiseNot Ceil Celu"
            + " Clip Cos Cosh CumProd CumSum Elu Erf Exp Floor Gelu GroupNormalization Hardmax"
            + " HardSigmoid HardSwish Identity InstanceNormalization LayerNormalization LeakyRelu"
            + " Log LogSoftmax LpNormalization LRN MeanVarianceNormalization Mish Neg Not PRelu"
            + " Reciprocal Relu ReverseSequence RMSNormalization RotaryEmbedding Round Scatter"
            + " ScatterElements ScatterND Selu Shrink Sigmoid Sign Sin Sinh Softmax Softplus"
            + " Softsign Sqrt Swish Tan Tanh TensorScatter ThresholdedRelu Trilu";
    for (String name : words(same)) {
      RULES.put(name, n -> List.of(n.type(0)));
    }
    String wide =
        "Add BitShift BitwiseAnd BitwiseOr BitwiseXor Div Max Mean Min Mod Mul Pow Sub Sum";
    for (String name : words(wide)) {
      RULES.put(name, n -> List.of(broadcast(n, 0)));
    }
    for (String name : words("And Equal Greater GreaterOrEqual Less LessOrEqual Or Xor")) {
      RULES.put(name, n -> List.of(broadcast(n, 0).of(ElementType.BOOL)));
    }
    for (String name : List.of("IsInf", "IsNaN")) {
      RULES.put(name, n -> List.of(n.type(0).of(ElementType.BOOL)));
    }
    String reduce = "L1 L2 LogSum LogSumExp Max Mean Min Prod Sum SumSquare";
    for (String name : words(reduce)) {
      RULES.put("Reduce" + name, n -> List.of(reduced(n)));
    }
    for (String name : List.of("ArgMax", "ArgMin")) {
      RULES.put(name, n -> List.of(argument(n)));
    }
    RULES.put("Where", n -> List.of(broadcast(n, 1).shaped(whereShape(n))));
    RULES.put("Dropout", n -> List.of(n.type(0), n.type(0).of(ElementType.BOOL)));
    RULES.put("Cast", n -> List.of(n.type(0).of(ElementType.of(n.integer("to", 0)).orElseThrow())));
    RULES.put("CastLike", n -> List.of(n.type(0).of(n.type(1).element())));
    RULES.put("QuantizeLinear", n -> List.of(n.type(0).of(quantized(n, 2))));
    RULES.put("DequantizeLinear", n -> List.of(n.type(0).of(n.type(1).element())));
    RULES.put("DynamicQuantizeLinear", ForeignTypes::dynamicallyQuantized);
    RULES.put("Squeeze", n -> List.of(n.type(0).shaped(squeezed(n))));
    RULES.put("Unsqueeze", n -> List.of(n.type(0).shaped(unsqueezed(n))));
    RULES.put("Flatten", n -> List.of(n.type(0).shaped(flattened(n))));
    RULES.put("Tile", n -> List.of(n.type(0).shaped(tiled(n))));
    RULES.put("Gather", n -> List.of(n.type(0).shaped(gathered(n))));
    RULES.put("GatherElements", n -> List.of(n.type(0).shaped(n.shape(1))));
    RULES.put("GatherND", n -> List.of(n.type(0).shaped(gatheredRows(n))));
    RULES.put("Slice", n -> List.of(n.type(0).shaped(sliced(n))));
    RULES.put("DepthToSpace", n -> List.of(n.type(0).shaped(blocks(n, true))));
    RULES.put("SpaceToDepth", n -> List.of(n.type(0).shaped(blocks(n, false))));
    RULES.put("MatMul", n -> List.of(n.type(0).shaped(product(n.shape(0), n.shape(1)))));
    RULES.put("MatMulInteger", n -> List.of(integers(product(n.shape(0), n.shape(1)))));
    RULES.put(
        "QLinearMatMul",
        n -> List.of(new TensorType(n.type(7).element(), product(n.shape(0), n.shape(3)))));
    RULES.put("Gemm", n -> List.of(n.type(0).shaped(gemm(n))));
    RULES.put("Conv", n -> List.of(n.type(0).shaped(convolved(n, 1))));
    RULES.put("ConvInteger", n -> List.of(integers(convolved(n, 1))));
    RULES.put("QLinearConv", n -> List.of(new TensorType(n.type(7).element(), convolved(n, 3))));
    for (String name : List.of("AveragePool", "LpPool", "MaxPool")) {
      RULES.put(name, ForeignTypes::pooled);
    }
    for (String name : List.of("GlobalAveragePool", "GlobalLpPool", "GlobalMaxPool")) {
      RULES.put(name, n -> List.of(n.type(0).shaped(ones(n.shape(0)))));
    }
    RULES.put("Resize", n -> List.of(n.type(0).shaped(resized(n))));
    RULES.put("Pad", n -> List.of(n.type(0).shaped(padded(n))));
    for (String name : List.of("GRU", "LSTM", "RNN")) {
      RULES.put(name, ForeignTypes::recurrent);
    }
    RULES.put("TopK", ForeignTypes::largest);
    RULES.put("OneHot", n -> List.of(oneHot(n)));
    RULES.put("ConstantOfShape", n -> List.of(filled(n)));
    RULES.put("EyeLike", n -> List.of(n.type(0).of(element(n, n.type(0).element()))));
    for (String name : List.of("RandomNormalLike", "RandomUniformLike")) {
      RULES.put(name, n -> List.of(n.type(0).of(element(n, n.type(0).element()))));
    }
    for (String name : List.of("RandomNormal", "RandomUniform")) {
      RULES.put(name, n -> List.of(random(n)));
    }
    RULES.put("NonZero", n -> List.of(nonZero(n)));
    RULES.put("NonMaxSuppression", n -> List.of(longs(Shape.of(n.unknown(0), Dim.of(3)))));
    RULES.put("NegativeLogLikelihoodLoss", n -> List.of(loss(n)));
    RULES.put("SoftmaxCrossEntropyLoss", n -> List.of(loss(n), n.type(0)));
    RULES.put("GridSample", n -> List.of(n.type(0).shaped(sampled(n))));
    RULES.put("Size", n -> List.of(longs(Shape.SCALAR)));
    for (String name : words("Binarizer Imputer Normalizer Scaler")) {
      RULES.put("ai.onnx.ml." + name, n -> List.of(n.type(0)));
    }
    RULES.put("ai.onnx.ml.ArrayFeatureExtractor", n -> List.of(n.type(0).shaped(picked(n))));
    RULES.put("Einsum", n -> List.of(n.type(0).shaped(einsum(n))));
  }

  private ForeignTypes() {}

  private static List<String> words(String words) {
    return List.of(words.split(" ", -1));
  }

  /**
   * The outputs' types by their places.
   *
   * @param attributes the node's, with its bodies as graphs
   */
  static List<Optional<TensorType>> of(NodeView n, Map<String, Object> attributes) {
    try {
      boolean own = n.proto().getDomain().isEmpty();
      if (own && List.of("If", "Loop", "Scan").contains(n.operator())) {
        return bodies(n, attributes).stream().map(Optional::of).toList();
      }
      String domain = own ? "" : n.proto().getDomain() + ".";
      Rule rule = RULES.get(domain + n.operator());
      return rule == null ? List.of() : rule.of(n).stream().map(Optional::of).toList();
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | NoSuchElementException
        | ArithmeticException e) {
      return List.of(); // the file may tell
    }
  }

  /** The types of a body's inputs, as the node that has it hands them over; empty if not known. */
  static List<Optional<TensorType>> handed(NodeView n, GraphProto body) {
    List<Optional<TensorType>> all = new ArrayList<>();
    int count = body.getInputCount();
    if (n.operator().equals("Loop")) {
      all.add(Optional.of(TensorType.scalar(ElementType.INT64)));
      all.add(Optional.of(TensorType.scalar(ElementType.BOOL)));
      IntStream.range(2, count).forEach(i -> all.add(Optional.of(n.type(i))));
    } else if (n.operator().equals("Scan")) {
      long sequences = n.integer("num_scan_inputs", 0);
      boolean first =
          n.integers("scan_input_axes").stream().flatMap(List::stream).allMatch(a -> a == 0);
      for (int i = 0; i < count; i++) {
        TensorType t = n.type(i);
        boolean state = i < count - sequences;
        all.add(
            state
                ? Optional.of(t)
                : Optional.of(t).filter(x -> first).map(x -> x.shaped(x.shape().from(1))));
      }
    }
    return all;
  }

  private static List<TensorType> bodies(NodeView n, Map<String, Object> attributes) {
    if (n.operator().equals("If")) {
      List<Value> a = results(attributes.get("then_branch"));
      List<Value> b = results(attributes.get("else_branch"));
      List<TensorType> types = new ArrayList<>();
      for (int i = 0; i < a.size(); i++) {
        types.add(either(n, i, a.get(i).type(), b.get(i).type()));
      }
      return types;
    }
    List<Value> results = results(attributes.get("body"));
    List<TensorType> types = new ArrayList<>();
    if (n.operator().equals("Loop")) {
      int states = n.inputs() - 2;
      for (int i = 1; i < results.size(); i++) {
        TensorType t = results.get(i).type();
        types.add(i <= states ? t : t.shaped(t.shape().insert(0, n.unknown(i - 1, 0))));
      }
      return types;
    }
    int sequences = Math.toIntExact(n.integer("num_scan_inputs", 0));
    int states = n.inputs() - sequences;
    boolean first =
        n.integers("scan_output_axes").stream().flatMap(List::stream).allMatch(a -> a == 0)
            && n.integers("scan_input_axes").stream().flatMap(List::stream).allMatch(a -> a == 0);
    for (int i = 0; i < results.size() && (first || i < states); i++) {
      TensorType t = results.get(i).type();
      types.add(i < states ? t : t.shaped(t.shape().insert(0, n.shape(states).dim(0))));
    }
    return types;
  }

  private static List<Value> results(Object body) {
    return List.copyOf(((Graph) body).outputs().values());
  }

  private static TensorType either(NodeView n, int output, TensorType a, TensorType b) {
    if (a.element() != b.element() || a.shape().rank() != b.shape().rank()) {
      throw new IllegalArgumentException(a + " or " + b);
    }
    Shape s = a.shape();
    for (int i = 0; i < s.rank(); i++) {
      s = s.dim(i).equals(b.shape().dim(i)) ? s : s.with(i, n.unknown(output, i));
    }
    return a.shaped(s);
  }

  private static TensorType longs(Shape shape) {
    return new TensorType(ElementType.INT64, shape);
  }

  private static TensorType integers(Shape shape) {
    return new TensorType(ElementType.INT32, shape);
  }

  private static TensorType broadcast(NodeView n, int from) {
    Shape s = n.shape(from);
    for (int i = from + 1; i < n.inputs(); i++) {
      s = s.broadcast(n.shape(i));
    }
    return n.type(from).shaped(s);
  }

  private static Shape whereShape(NodeView n) {
    return n.shape(0).broadcast(n.shape(1)).broadcast(n.shape(2));
  }

  private static TensorType reduced(NodeView n) {
    Shape x = n.shape(0);
    boolean keep = n.integer("keepdims", 1) != 0;
    Optional<List<Long>> told = n.has(1) ? n.longs(1) : Optional.of(List.of());
    if (told.isEmpty() && keep) {
      return n.type(0).shaped(unknown(n, x.rank()));
    }
    List<Integer> axes = told.orElseThrow().stream().map(a -> x.axis(a.intValue())).toList();
    boolean all = axes.isEmpty() && n.integer("noop_with_empty_axes", 0) == 0;
    return n.type(0).shaped(without(x, axes, all, keep));
  }

  private static Shape without(Shape x, List<Integer> axes, boolean all, boolean keep) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      boolean gone = all || axes.contains(i);
      if (!gone || keep) {
        dims.add(gone ? Dim.of(1) : x.dim(i));
      }
    }
    return new Shape(dims);
  }

  private static TensorType argument(NodeView n) {
    List<Integer> axes = List.of(n.axis("axis", 0));
    return longs(without(n.shape(0), axes, false, n.integer("keepdims", 1) != 0));
  }

  private static Shape unknown(NodeView n, int rank) {
    return new Shape(IntStream.range(0, rank).mapToObj(n::unknown).toList());
  }

  private static ElementType quantized(NodeView n, int zero) {
    return n.has(zero)
        ? n.type(zero).element()
        : ElementType.of(n.integer("output_dtype", ElementType.UINT8.onnx())).orElseThrow();
  }

  private static List<TensorType> dynamicallyQuantized(NodeView n) {
    return List.of(
        n.type(0).of(ElementType.UINT8),
        TensorType.scalar(ElementType.FLOAT),
        TensorType.scalar(ElementType.UINT8));
  }

  private static ElementType element(NodeView n, ElementType byDefault) {
    return ElementType.of(n.integer("dtype", byDefault.onnx())).orElseThrow();
  }

  private static TensorType random(NodeView n) {
    return new TensorType(
        element(n, ElementType.FLOAT),
        new Shape(n.integers("shape").orElseThrow().stream().map(Dim::of).toList()));
  }

  private static Shape squeezed(NodeView n) {
    Shape x = n.shape(0);
    List<Integer> axes =
        n.has(1)
            ? n.longs(1).orElseThrow().stream().map(a -> x.axis(a.intValue())).toList()
            : IntStream.range(0, x.rank()).filter(i -> x.dim(i).is(1)).boxed().toList();
    return without(x, axes, false, false);
  }

  private static Shape unsqueezed(NodeView n) {
    List<Long> axes = n.longs(1).orElseThrow();
    Shape x = n.shape(0);
    int rank = x.rank() + axes.size();
    for (long axis : axes.stream().map(a -> a < 0 ? a + rank : a).sorted().toList()) {
      x = x.insert((int) axis, Dim.of(1));
    }
    return x;
  }

  private static Shape flattened(NodeView n) {
    Shape x = n.shape(0);
    long told = n.integer("axis", 1);
    int axis = (int) (told < 0 ? told + x.rank() : told);
    return Shape.of(x.slice(0, axis).elements(), x.from(axis).elements());
  }

  private static Shape tiled(NodeView n) {
    List<Dim> dims = new ArrayList<>();
    List<Formula> times = n.formulas(1).orElseThrow();
    for (int i = 0; i < times.size(); i++) {
      dims.add(n.shape(0).dim(i).times(times.get(i).dim()));
    }
    return new Shape(dims);
  }

  private static Shape gathered(NodeView n) {
    int axis = n.axis("axis", 0);
    Shape x = n.shape(0);
    return x.slice(0, axis).then(n.shape(1)).then(x.from(axis + 1));
  }

  private static Shape gatheredRows(NodeView n) {
    int batch = Math.toIntExact(n.integer("batch_dims", 0));
    Shape index = n.shape(1);
    int depth = Math.toIntExact(index.last().known().orElseThrow());
    return index.slice(0, index.rank() - 1).then(n.shape(0).from(batch + depth));
  }

  private static Shape sliced(NodeView n) {
    Shape x = n.shape(0);
    int count = Math.toIntExact(n.shape(1).size().orElseThrow());
    for (int i = 0; i < count; i++) {
      int at = i;
      Optional<Long> axis = n.has(3) ? n.longs(3).map(a -> a.get(at)) : Optional.of((long) at);
      if (axis.isEmpty()) {
        return unknown(n, x.rank());
      }
      int place = x.axis(axis.get().intValue());
      x = x.with(place, sliced(n, at, x.dim(place)).orElseGet(() -> n.unknown(place)));
    }
    return x;
  }

  private static Optional<Dim> sliced(NodeView n, int at, Dim whole) {
    Optional<Long> from = n.longs(1).map(a -> a.get(at));
    Optional<Long> to = n.longs(2).map(a -> a.get(at));
    Optional<Long> step = n.has(4) ? n.longs(4).map(a -> a.get(at)) : Optional.of(1L);
    if (from.isEmpty() || to.isEmpty() || step.isEmpty() || !(whole instanceof Dim.Known k)) {
      return Optional.empty();
    }
    return Optional.of(Dim.of(Places.of(k.size(), from.get(), to.get(), step.get()).count()));
  }

  private static Shape blocks(NodeView n, boolean toSpace) {
    long block = n.integer("blocksize", 0);
    Shape x = n.shape(0);
    return toSpace
        ? Shape.of(
            x.dim(0),
            x.dim(1).floorDiv(block * block),
            x.dim(2).times(block),
            x.dim(3).times(block))
        : Shape.of(
            x.dim(0),
            x.dim(1).times(block * block),
            x.dim(2).floorDiv(block),
            x.dim(3).floorDiv(block));
  }

  private static Shape product(Shape a, Shape b) {
    Shape left = a.rank() == 1 ? a.insert(0, Dim.of(1)) : a;
    Shape right = b.rank() == 1 ? b.insert(1, Dim.of(1)) : b;
    Shape all = left.slice(0, left.rank() - 2).broadcast(right.slice(0, right.rank() - 2));
    all = a.rank() == 1 ? all : all.then(Shape.of(left.dim(-2)));
    return b.rank() == 1 ? all : all.then(Shape.of(right.dim(-1)));
  }

  private static Shape gemm(NodeView n) {
    return Shape.of(
        n.shape(0).dim(n.integer("transA", 0) != 0 ? 1 : 0),
        n.shape(1).dim(n.integer("transB", 0) != 0 ? 0 : 1));
  }

  private static Shape convolved(NodeView n, int weights) {
    Shape x = n.shape(0);
    return Shape.of(x.dim(0), n.shape(weights).dim(0)).then(slid(n, n.shape(weights).from(2)));
  }

  private static List<TensorType> pooled(NodeView n) {
    Shape kernel =
        new Shape(n.integers("kernel_shape").orElseThrow().stream().map(Dim::of).toList());
    TensorType y = n.type(0).shaped(n.shape(0).slice(0, 2).then(slid(n, kernel)));
    return List.of(y, longs(y.shape()));
  }

  /** How far a window slides: exactly where one length is known, else under a name of its own. */
  private static Shape slid(NodeView n, Shape kernel) {
    int axes = kernel.rank();
    List<Long> ones = Collections.nCopies(axes, 1L);
    List<Long> strides = n.integers("strides").orElse(ones);
    List<Long> dilations = n.integers("dilations").orElse(ones);
    List<Long> pads = n.integers("pads").orElse(Collections.nCopies(2 * axes, 0L));
    String rule = n.text("auto_pad", "NOTSET");
    boolean ceiling = n.integer("ceil_mode", 0) != 0;
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      Dim whole = n.shape(0).dim(i + 2);
      long reach = dilations.get(i) * (kernel.sizes()[i] - 1) + 1;
      long pad = rule.equals("NOTSET") ? pads.get(i) + pads.get(axes + i) : 0;
      Dim way = whole.plus(pad - reach);
      dims.add(
          rule.startsWith("SAME")
              ? whole.ceilDiv(strides.get(i))
              : ceiling ? n.unknown(i + 2) : way.floorDiv(strides.get(i)).plus(1));
    }
    return new Shape(dims);
  }

  private static Shape ones(Shape x) {
    Shape s = x;
    for (int i = 2; i < s.rank(); i++) {
      s = s.with(i, Dim.of(1));
    }
    return s;
  }

  private static Shape resized(NodeView n) {
    Shape x = n.shape(0);
    if (n.integers("axes").isPresent()
        || !n.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
      return unknown(n, x.rank());
    }
    if (n.has(3)) {
      return n.formulas(3)
          .map(f -> new Shape(f.stream().map(Formula::dim).toList()))
          .orElseGet(() -> unknown(n, x.rank()));
    }
    Optional<Tensor> scales = n.constant(2);
    if (scales.isEmpty()) {
      return unknown(n, x.rank());
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      float scale = scales.get().bytes().asFloatBuffer().get(i);
      dims.add(
          x.dim(i) instanceof Dim.Known k
              ? Dim.of((long) Math.floor(k.size() * (double) scale))
              : scale == Math.rint(scale) ? x.dim(i).times((long) scale) : n.unknown(i));
    }
    return new Shape(dims);
  }

  private static Shape padded(NodeView n) {
    Shape x = n.shape(0);
    Optional<List<Formula>> told = n.formulas(1);
    Optional<List<Long>> axes =
        n.has(3)
            ? n.longs(3)
            : Optional.of(IntStream.range(0, x.rank()).mapToObj(i -> (long) i).toList());
    if (told.isEmpty() || axes.isEmpty()) {
      return unknown(n, x.rank());
    }
    int count = axes.get().size();
    for (int i = 0; i < count; i++) {
      int axis = x.axis(axes.get().get(i).intValue());
      Formula more = told.get().get(i).plus(told.get().get(count + i));
      x = x.with(axis, Formula.of(x.dim(axis)).plus(more).dim());
    }
    return x;
  }

  private static List<TensorType> recurrent(NodeView n) {
    boolean inFront = n.integer("layout", 0) != 0;
    Dim hidden = n.shape(2).last();
    Dim directions = n.shape(1).dim(0);
    Dim steps = n.shape(0).dim(inFront ? 1 : 0);
    Dim batch = n.shape(0).dim(inFront ? 0 : 1);
    TensorType x = n.type(0);
    TensorType all =
        x.shaped(
            inFront
                ? Shape.of(batch, steps, directions, hidden)
                : Shape.of(steps, directions, batch, hidden));
    TensorType last =
        x.shaped(
            inFront ? Shape.of(batch, directions, hidden) : Shape.of(directions, batch, hidden));
    return n.operator().equals("LSTM") ? List.of(all, last, last) : List.of(all, last);
  }

  private static List<TensorType> largest(NodeView n) {
    int axis = n.axis("axis", -1);
    Dim k = n.formulas(1).map(f -> f.get(0).dim()).orElseGet(() -> n.unknown(axis));
    TensorType values = n.type(0).shaped(n.shape(0).with(axis, k));
    return List.of(values, values.of(ElementType.INT64));
  }

  private static TensorType oneHot(NodeView n) {
    Shape x = n.shape(0);
    long told = n.integer("axis", -1);
    int axis = (int) (told < 0 ? told + x.rank() + 1 : told);
    Dim classes = n.formulas(1).map(f -> f.get(0).dim()).orElseGet(() -> n.unknown(axis));
    return new TensorType(n.type(2).element(), x.insert(axis, classes));
  }

  private static TensorType filled(NodeView n) {
    ElementType element = n.tensor("value").map(t -> t.type().element()).orElse(ElementType.FLOAT);
    Shape shape =
        n.formulas(0)
            .map(f -> new Shape(f.stream().map(Formula::dim).toList()))
            .orElseGet(() -> unknown(n, Math.toIntExact(n.shape(0).size().orElseThrow())));
    return new TensorType(element, shape);
  }

  private static TensorType nonZero(NodeView n) {
    return longs(Shape.of(Dim.of(n.shape(0).rank()), n.unknown(1)));
  }

  private static TensorType loss(NodeView n) {
    boolean each = n.text("reduction", "mean").equals("none");
    return n.type(0).shaped(each ? n.shape(1) : Shape.SCALAR);
  }

  private static Shape sampled(NodeView n) {
    Shape grid = n.shape(1);
    return n.shape(0).slice(0, 2).then(grid.slice(1, grid.rank() - 1));
  }

  /** Places along the last axis; a list is a table of one row. */
  private static Shape picked(NodeView n) {
    Shape x = n.shape(0);
    Shape rows = x.rank() == 1 ? Shape.of(1) : x.slice(0, x.rank() - 1);
    return rows.then(Shape.of(n.shape(1).elements()));
  }

  private static Shape einsum(NodeView n) {
    String equation = n.text("equation", "").replace(" ", "");
    String[] sides = equation.split("->", -1);
    if (sides.length != 2 || equation.contains(".")) {
      throw new IllegalArgumentException(equation);
    }
    Map<Character, Dim> lengths = new HashMap<>();
    String[] terms = sides[0].split(",", -1);
    for (int i = 0; i < terms.length; i++) {
      for (int axis = 0; axis < terms[i].length(); axis++) {
        Dim d = n.shape(i).dim(axis);
        lengths.merge(terms[i].charAt(axis), d, (a, b) -> a.is(1) ? b : a);
      }
    }
    return new Shape(sides[1].chars().mapToObj(c -> lengths.get((char) c)).toList());
  }
}
