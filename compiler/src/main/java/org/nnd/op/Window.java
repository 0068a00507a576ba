package org.nnd.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;

/**
 * How a window slides over the axes behind [N, C]: the lengths for each axis in turn.
 *
 * @param kernel the window's size
 * @param strides how far it moves
 * @param dilations the distance between its elements
 * @param pads what is added at the start of each axis, then at the end of each
 */
public record Window(List<Long> kernel, List<Long> strides, List<Long> dilations, List<Long> pads) {
  public Window {
    kernel = List.copyOf(kernel);
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    pads = List.copyOf(pads);
    int n = kernel.size();
    if (strides.size() != n || dilations.size() != n || pads.size() != 2 * n) {
      throw new IllegalArgumentException("window " + kernel + strides + dilations + pads);
    }
  }

  /** A window with the same size, stride and padding on every one of its axes. */
  static Window square(int axes, long kernel, long stride, long dilation, long pad) {
    return new Window(
        Collections.nCopies(axes, kernel),
        Collections.nCopies(axes, stride),
        Collections.nCopies(axes, dilation),
        Collections.nCopies(2 * axes, pad));
  }

  /** The kernel's lengths, which a node tells or its weights have. */
  static List<Long> kernel(OnnxNode n) {
    return n.integers("kernel_shape")
        .orElseGet(() -> LongStream.of(n.shape(1).from(2).sizes()).boxed().toList());
  }

  /** The window of a node, if every one of its lengths is known. */
  static Optional<Window> read(OnnxNode n, List<Long> kernel) {
    List<Long> ones = Collections.nCopies(kernel.size(), 1L);
    List<Long> strides = n.integers("strides").orElse(ones);
    List<Long> dilations = n.integers("dilations").orElse(ones);
    List<Long> none = Collections.nCopies(2 * kernel.size(), 0L);
    List<Long> told = n.integers("pads").orElse(none);
    String rule = n.text("auto_pad", "NOTSET");
    boolean ceiling = n.integer("ceil_mode", 0) != 0;
    Window plain = new Window(kernel, strides, dilations, rule.equals("NOTSET") ? told : none);
    Shape spatial = n.shape(0).from(2);
    if (rule.startsWith("SAME")) {
      return spatial.size().isPresent()
          ? Optional.of(plain.same(spatial.sizes(), rule.equals("SAME_UPPER")))
          : Optional.empty();
    }
    if (!ceiling) {
      return Optional.of(plain);
    }
    return spatial.size().isPresent()
        ? Optional.of(plain.ceiling(spatial.sizes()))
        : Optional.empty();
  }

  /** The same with as many pads as give ⌈x / stride⌉ places, an odd one at the end or the start. */
  private Window same(long[] spatial, boolean atEnd) {
    List<Long> padded = new ArrayList<>(pads);
    for (int i = 0; i < axes(); i++) {
      long stride = strides.get(i);
      long last = -Math.floorDiv(-spatial[i], stride) - 1;
      long total = Math.max(0, last * stride + reach(i) - spatial[i]);
      padded.set(i, (total + (atEnd ? 0 : 1)) / 2);
      padded.set(axes() + i, (total + (atEnd ? 1 : 0)) / 2);
    }
    return new Window(kernel, strides, dilations, padded);
  }

  /** The same with longer ends, so that a last place that is not full counts if it begins in x. */
  private Window ceiling(long[] spatial) {
    List<Long> padded = new ArrayList<>(pads);
    for (int i = 0; i < axes(); i++) {
      long stride = strides.get(i);
      long rest = Math.floorMod(spatial[i] - reach(i), stride);
      long next = (Math.floorDiv(spatial[i] - reach(i), stride) + 1) * stride;
      if (rest > 0 && next < spatial[i] + pads.get(i)) {
        padded.set(axes() + i, pads.get(axes() + i) + stride - rest);
      }
    }
    return new Window(kernel, strides, dilations, padded);
  }

  /** The number of axes that it slides over. */
  int axes() {
    return kernel.size();
  }

  /** Its size as a shape. */
  public Shape shape() {
    return new Shape(kernel.stream().map(Dim::of).toList());
  }

  /**
   * How much of a padded axis it reaches over, less the padding: what {@link #output} takes away.
   */
  public long reach(int axis) {
    long pad = pads.get(axis) + pads.get(axes() + axis);
    return dilations.get(axis) * (kernel.get(axis) - 1) + 1 - pad;
  }

  /** The number of elements it covers. */
  public long elements() {
    return kernel.stream().reduce(1L, Math::multiplyExact);
  }

  /** Whether no element is covered twice. */
  boolean disjoint() {
    boolean disjoint = true;
    for (int i = 0; i < axes(); i++) {
      disjoint &= strides.get(i) >= (kernel.get(i) - 1) * dilations.get(i) + 1;
    }
    return disjoint;
  }

  /** Whether it covers every element of a shape, once, and nothing else. */
  boolean tiles(Shape spatial) {
    boolean even =
        strides.equals(kernel)
            && dilations.stream().allMatch(d -> d == 1)
            && pads.stream().allMatch(p -> p == 0);
    for (int i = 0; even && i < axes(); i++) {
      even = spatial.dim(i) instanceof Dim.Known k && k.size() % kernel.get(i) == 0;
    }
    return even;
  }

  /** The lengths of the output: ⌊(x + pads - dilation (kernel - 1) - 1) / stride⌋ + 1. */
  public Shape output(Shape spatial) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < axes(); i++) {
      long stride = strides.get(i);
      long reach = reach(i);
      dims.add(
          spatial.dim(i) instanceof Dim.Known k
              ? Dim.of(Math.floorDiv(k.size() - reach, stride) + 1)
              : spatial.dim(i).plus(-reach).floorDiv(stride).plus(1));
    }
    return new Shape(dims);
  }

  /** [N, C, spatial] to [N, channels, output]. */
  TensorType slide(TensorType x, Dim channels) {
    Shape s = x.shape();
    return x.shaped(Shape.of(s.dim(0), channels).then(output(s.from(2))));
  }

  /** The attributes of ONNX's convolutions and poolings. */
  Map<String, Object> attributes() {
    return Map.of(
        "kernel_shape", longs(kernel),
        "strides", longs(strides),
        "dilations", longs(dilations),
        "pads", longs(pads));
  }

  static long[] longs(List<Long> list) {
    return list.stream().mapToLong(i -> i).toArray();
  }
}
