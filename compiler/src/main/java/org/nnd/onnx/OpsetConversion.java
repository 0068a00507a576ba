package org.nnd.onnx;

import static org.nnd.onnx.Rewriting.attribute;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.AttributeProto;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.ValueInfoProto;

/**
 * Nodes of older operator sets, from 7 on, as nodes of the one that is written: a table by
 * operator, and the version up to which, not included, an operator was another one.
 *
 * <p>What is not in the table has only gained element types, or attributes whose defaults say what
 * it did before.
 */
final class OpsetConversion {

  /** What stands for an older node; nodes of the same operator may be converted further. */
  @FunctionalInterface
  interface Rule {
    List<NodeProto> of(Rewriting n);
  }

  /** A line of the table. */
  record Entry(String operator, long until, Rule rule) {}

  private static final List<Entry> TABLE = new ArrayList<>();

  private static void add(long until, Rule rule, String... operators) {
    Stream.of(operators).forEach(o -> TABLE.add(new Entry(o, until, rule)));
  }

  static {
    add(9, OpsetConversion::perChannel, "BatchNormalization");
    add(9, n -> n.attributesAsInputs("scales"), "Upsample");
    add(9, OpsetConversion::forEachExample, "Scan");
    add(11, OpsetConversion::resize, "Upsample");
    add(10, n -> n.attributesAsInputs("starts", "ends", "axes"), "Slice");
    add(10, n -> n.attributesAsInputs("k"), "TopK");
    add(11, OpsetConversion::resize, "Resize");
    add(11, n -> n.attributesAsInputs("pads", "value"), "Pad");
    add(11, n -> n.attributesAsInputs("min", "max"), "Clip");
    add(11, n -> List.of(n.copy().setOpType("ScatterElements").build()), "Scatter");
    add(12, n -> n.attributesAsInputs("ratio"), "Dropout");
    add(13, n -> n.attributesAsInputs("axes"), "ReduceSum", "Squeeze", "Unsqueeze");
    add(13, n -> n.attributesAsInputs("split"), "Split");
    add(13, OpsetConversion::flattening, "Hardmax", "LogSoftmax", "Softmax");
    add(13, OpsetConversion::withoutEmpty, "Resize");
    add(14, OpsetConversion::predicting, "BatchNormalization");
    add(16, OpsetConversion::unaligned, "RoiAlign");
    String[] reductions =
        Stream.of("L1", "L2", "LogSum", "LogSumExp", "Max", "Mean", "Min", "Prod", "SumSquare")
            .map("Reduce"::concat)
            .toArray(String[]::new);
    add(18, n -> n.attributesAsInputs("axes"), reductions);
    add(18, OpsetConversion::equalParts, "Split");
    add(20, OpsetConversion::otherWords, "GridSample");
    add(21, OpsetConversion::forEachChannel, "GroupNormalization");
  }

  private OpsetConversion() {}

  /** The next line of the table that a node of a version needs. */
  static Optional<Entry> of(String operator, long version) {
    return TABLE.stream()
        .filter(e -> e.operator.equals(operator) && version < e.until)
        .min(Comparator.comparingLong(Entry::until));
  }

  private static AttributeProto.Builder text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value));
  }

  private static List<NodeProto> refused(Rewriting n, String what) {
    throw n.view.unconverted(what);
  }

  /** Statistics were those of each element where spatial was 0. */
  private static List<NodeProto> perChannel(Rewriting n) {
    return n.view.integer("spatial", 1) == 1
        ? n.end(n.without("spatial"))
        : refused(n, "statistics of each element");
  }

  /** It trained where the statistics were asked for. */
  private static List<NodeProto> predicting(Rewriting n) {
    boolean trains = IntStream.range(1, 5).anyMatch(n.view::gives);
    return trains ? refused(n, "a normalisation that is trained") : n.end(n.copy());
  }

  /** Upsample, and Resize before there were coordinates and a region: asymmetric both. */
  private static List<NodeProto> resize(Rewriting n) {
    NodeProto.Builder resize = n.without("mode").setOpType("Resize").clearInput();
    String mode = n.view.text("mode", "nearest");
    resize
        .addInput(n.view.proto().getInput(0))
        .addInput("")
        .addInput(n.view.proto().getInput(1))
        .addAttribute(text("mode", mode.equals("bilinear") ? "linear" : mode))
        .addAttribute(text("coordinate_transformation_mode", "asymmetric"));
    if (mode.equals("nearest")) {
      resize.addAttribute(text("nearest_mode", rounding(n)));
    }
    return n.end(resize);
  }

  /** The element before the place where an axis gets longer, the one behind it where shorter. */
  private static String rounding(Rewriting n) {
    Optional<Tensor> scales = n.view.constant(1);
    if (scales.isEmpty()) {
      return "floor";
    }
    float[] all = new float[scales.get().bytes().remaining() / 4];
    scales.get().bytes().asFloatBuffer().get(all);
    boolean longer = IntStream.range(0, all.length).anyMatch(i -> all[i] > 1);
    boolean shorter = IntStream.range(0, all.length).anyMatch(i -> all[i] < 1);
    if (longer && shorter) {
      refused(n, "axes made longer and shorter at once");
    }
    return shorter ? "ceil" : "floor";
  }

  /** Inputs that had to be there, and were empty. */
  private static List<NodeProto> withoutEmpty(Rewriting n) {
    NodeProto.Builder resize = n.copy();
    for (int i = 1; i < 3; i++) {
      if (n.view.has(i) && n.view.shape(i).dims().contains(Dim.of(0))) {
        resize.setInput(i, "");
      }
    }
    return n.end(resize);
  }

  /** All axes from one on were one axis. */
  private static List<NodeProto> flattening(Rewriting n) {
    Shape x = n.view.shape(0);
    int axis = x.axis(Math.toIntExact(n.view.integer("axis", 1)));
    NodeProto.Builder softmax = n.without("axis");
    if (x.from(axis + 1).dims().stream().allMatch(d -> d.is(1))) {
      return n.end(softmax.addAttribute(attribute("axis", axis)));
    }
    String input = n.view.proto().getInput(0);
    String shape = n.before("shape", NodeProto.newBuilder().setOpType("Shape").addInput(input));
    NodeProto.Builder flatten = NodeProto.newBuilder().setOpType("Flatten").addInput(input);
    String flat = n.before("flat", flatten.addAttribute(attribute("axis", axis)));
    softmax.clearInput().clearOutput().addInput(flat).addAttribute(attribute("axis", 1));
    String result = n.before("softmax", softmax);
    return n.end(
        NodeProto.newBuilder()
            .setOpType("Reshape")
            .addInput(result)
            .addInput(shape)
            .addOutput(n.view.proto().getOutput(0)));
  }

  /** It went through each sequence of a batch: a loop over the batch around one over a sequence. */
  private static List<NodeProto> forEachExample(Rewriting n) {
    if (n.view.attributes().containsKey("scan_input_axes")) {
      return n.end(n.copy()); // the inner loop, of today's form
    }
    if (n.view.has(0)) {
      return refused(n, "sequences with lengths of their own");
    }
    NodeProto whole = n.view.proto();
    NodeProto.Builder inner = NodeProto.newBuilder().setOpType("Scan");
    NodeProto.Builder outer = n.copy().clearInput().clearAttribute();
    GraphProto.Builder each = GraphProto.newBuilder().setName("each example");
    for (int i = 1; i < whole.getInputCount(); i++) {
      String part = n.name("in/" + i);
      outer.addInput(whole.getInput(i));
      each.addInput(ValueInfoProto.newBuilder().setName(part));
      inner.addInput(part);
    }
    for (int i = 0; i < whole.getOutputCount(); i++) {
      String part = n.name("out/" + i);
      each.addOutput(ValueInfoProto.newBuilder().setName(part));
      inner.addOutput(part);
    }
    for (AttributeProto a : whole.getAttributeList()) {
      boolean ways = a.getName().equals("directions");
      inner.addAttribute(ways ? a.toBuilder().setName("scan_input_directions").build() : a);
    }
    long sequences = n.view.integer("num_scan_inputs", 0);
    inner.addAttribute(
        AttributeProto.newBuilder()
            .setName("scan_input_axes")
            .setType(AttributeProto.AttributeType.INTS)
            .addAllInts(Collections.nCopies(Math.toIntExact(sequences), 0L)));
    return n.end(
        outer
            .addAttribute(attribute("num_scan_inputs", outer.getInputCount()))
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("body")
                    .setType(AttributeProto.AttributeType.GRAPH)
                    .setG(each.addNode(inner))));
  }

  private static List<NodeProto> unaligned(Rewriting n) {
    return n.end(
        n.copy().addAttribute(text("coordinate_transformation_mode", "output_half_pixel")));
  }

  private static List<NodeProto> equalParts(Rewriting n) {
    long parts = n.view.proto().getOutputCount();
    return n.view.has(1)
        ? n.end(n.copy())
        : n.end(n.copy().addAttribute(attribute("num_outputs", parts)));
  }

  private static List<NodeProto> otherWords(Rewriting n) {
    String mode = n.view.text("mode", "bilinear");
    return n.end(n.without("mode").addAttribute(text("mode", mode.replaceFirst("^bi", ""))));
  }

  /** Scale and bias were those of each group. */
  private static List<NodeProto> forEachChannel(Rewriting n) {
    long channels = n.view.shape(0).dim(1).known().orElse(0);
    long groups = n.view.integer("num_groups", 1);
    if (groups < 1 || channels < 1 || channels % groups != 0) {
      return refused(n, "channels that are not known");
    }
    NodeProto.Builder norm = n.copy();
    for (int i = 1; i < 3; i++) {
      String[] words = {"", "scale", "bias"};
      String column = reshaped(n, words[i] + "/column", n.view.proto().getInput(i), -1, 1);
      String wide =
          n.before(
              words[i] + "/wide",
              NodeProto.newBuilder()
                  .setOpType("Expand")
                  .addInput(column)
                  .addInput(n.constant(words[i] + "/each", Tensor.longs(1, channels / groups))));
      norm.setInput(i, reshaped(n, words[i] + "/channels", wide, -1));
    }
    return n.end(norm);
  }

  private static String reshaped(Rewriting n, String suffix, String x, long... to) {
    String sizes = n.constant(suffix + "/sizes", Tensor.longs(to));
    return n.before(
        suffix, NodeProto.newBuilder().setOpType("Reshape").addInput(x).addInput(sizes));
  }
}
