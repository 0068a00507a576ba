package org.nnd.imports;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.call.Datum;
import org.nnd.ir.Dim;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;
import org.nnd.op.AveragePool;
import org.nnd.op.GlobalAveragePool;
import org.nnd.op.GlobalMaxPool;
import org.nnd.op.MaxPool;
import org.nnd.op.ReduceMax;
import org.nnd.op.ReduceMean;
import org.nnd.op.Reduction;
import org.nnd.op.Reshape;
import org.nnd.op.Window;

/** Poolings, over windows or over all that a channel has. */
final class Poolings {
  private Poolings() {}

  /** {@code max_pool(2)}. */
  static Optional<Site> max(Node node, Wiring g) {
    return node.op() instanceof MaxPool op
        ? sliding(
            "max_pool", op.window(), "dilation", Numbers.lengths(op.window().dilations()), node)
        : Optional.empty();
  }

  /** {@code avg_pool(2)}. */
  static Optional<Site> average(Node node, Wiring g) {
    return node.op() instanceof AveragePool op && even(op.window().dilations(), 1)
        ? sliding("avg_pool", op.window(), "count_include_pad", op.countPads(), node)
        : Optional.empty();
  }

  private static boolean even(List<Long> all, long length) {
    return all.stream().allMatch(n -> n == length);
  }

  /** With more behind the end than before the start, as much as the last place asks for. */
  private static Optional<Site> sliding(
      String name, Window w, String own, Object value, Node node) {
    int axes = w.kernel().size();
    List<Long> before = w.pads().subList(0, axes);
    boolean ceil = !before.equals(w.pads().subList(axes, 2 * axes));
    boolean averaged = own.equals("count_include_pad");
    if (ceil && (averaged || !hangsOver(w, node.inputs().get(0).shape().from(2)))) {
      return Optional.empty();
    }
    if (averaged && even(before, 0)) {
      value = true;
    }
    Datum kernel = Numbers.lengths(w.kernel());
    Object[] arguments = {
      "kernel", kernel, "padding", Numbers.lengths(before), "ceil_mode", ceil, own, value
    };
    if (!w.strides().equals(w.kernel())) {
      arguments = java.util.Arrays.copyOf(arguments, arguments.length + 2);
      arguments[arguments.length - 2] = "stride";
      arguments[arguments.length - 1] = Numbers.lengths(w.strides());
    }
    return Optional.of(
        Site.of(Form.Call.of(name, arguments), node.inputs().get(0), node.outputs().get(0)));
  }

  /** Whether what lies behind the end is what {@code ceil_mode} puts there. */
  private static boolean hangsOver(Window w, Shape x) {
    int axes = w.kernel().size();
    for (int i = 0; i < axes; i++) {
      if (!(x.dim(i) instanceof Dim.Known length)) {
        return false;
      }
      long before = w.pads().get(i);
      long stride = w.strides().get(i);
      long reach = w.dilations().get(i) * (w.kernel().get(i) - 1) + 1;
      long starts = length.size() + before;
      long last =
          Math.min(
              -Math.floorDiv(reach - starts - before, stride) * stride,
              (starts - 1) / stride * stride);
      long beyond = Math.max(0, last + reach - starts - before);
      if (w.pads().get(axes + i) != before + beyond) {
        return false;
      }
    }
    return true;
  }

  /** {@code global_avg_pool}, whose axes are gone, or stay with length 1. */
  static Optional<Site> global(Node node, Wiring g) {
    Value y = node.outputs().get(0);
    boolean reshaped = node.op() instanceof Reshape;
    Optional<Node> pooled = reshaped ? g.only(node.inputs().get(0), Op.class) : Optional.of(node);
    return pooled.flatMap(
        n -> {
          Optional<String> word = word(n);
          if (word.isEmpty() || n.inputs().get(0).shape().rank() < 3) {
            return Optional.empty();
          }
          Value x = n.inputs().get(0);
          Shape channels = x.shape().slice(0, 2);
          if (!x.type().batched()) {
            return Optional.empty();
          }
          if (y.shape().equals(channels)) {
            return Optional.of(Site.of(Form.Call.of("global_" + word.get()), x, y));
          }
          boolean kept = !reshaped && y.shape().rank() == x.shape().rank();
          return kept && x.shape().from(2).size().isPresent()
              ? Optional.of(Site.of(Form.Call.of("adaptive_" + word.get(), "size", 1L), x, y))
              : Optional.empty();
        });
  }

  private static Optional<String> word(Node n) {
    if (n.op() instanceof GlobalAveragePool) {
      return Optional.of("avg_pool");
    }
    if (n.op() instanceof GlobalMaxPool) {
      return Optional.of("max_pool");
    }
    if (n.op() instanceof Reduction r && n.inputs().get(0).shape().rank() > 3) {
      List<Integer> all = IntStream.range(2, n.inputs().get(0).shape().rank()).boxed().toList();
      boolean spatial = r.axes().stream().sorted().toList().equals(all);
      return !spatial
          ? Optional.empty()
          : r instanceof ReduceMean
              ? Optional.of("avg_pool")
              : r instanceof ReduceMax ? Optional.of("max_pool") : Optional.empty();
    }
    return Optional.empty();
  }
}
