package org.nnd.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Datum;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Conv;
import org.nnd.op.ConvTranspose;
import org.nnd.op.Window;

/** Convolutions, with whatever their window is. */
final class Convolutions {
  private Convolutions() {}

  /** {@code conv(64, 3)} or {@code depthwise_conv(3)}. */
  static Optional<Site> conv(Node node, Wiring g) {
    if (!(node.op() instanceof Conv op)) {
      return Optional.empty();
    }
    return numbers(node, g).map(n -> conv(node, op, n));
  }

  /** The same with its bias added behind it. */
  static Optional<Site> biased(Node node, Wiring g) {
    for (int i = 0; i < 2 && node.op() instanceof Add; i++) {
      Optional<Tensor> bias = g.constant(node.inputs().get(i));
      Optional<Node> conv =
          g.only(node.inputs().get(1 - i), Conv.class).filter(n -> n.inputs().size() == 2);
      boolean fits =
          bias.isPresent()
              && conv.isPresent()
              && Norms.isForChannels(bias.get().type().shape(), node.output().shape());
      Optional<Map<String, Tensor>> numbers = fits ? numbers(conv.get(), g) : Optional.empty();
      if (numbers.isPresent()) {
        Tensor b = bias.get();
        numbers.get().put("bias", Numbers.reshaped(b, b.type().shape().size().orElseThrow()));
        Site own = conv(conv.get(), (Conv) conv.get().op(), numbers.get());
        List<Value> origin = List.of(conv.get().inputs().get(1), node.inputs().get(i));
        return Optional.of(
            Site.of(own.form(), own.inputs(), node.outputs()).with(numbers.get(), origin));
      }
    }
    return Optional.empty();
  }

  private static Site conv(Node node, Conv op, Map<String, Tensor> numbers) {
    Shape w = numbers.get("weight").type().shape();
    long out = w.sizes()[0];
    Window window = op.window();
    boolean bias = numbers.containsKey("bias");
    boolean depthwise = op.group() > 1 && w.dim(1).is(1);
    Form form =
        depthwise
            ? call("depthwise_conv", window, bias, "multiplier", out / op.group())
            : call("conv", window, bias, "channels", out, "groups", op.group());
    return site(form, node, numbers);
  }

  /** {@code conv_transpose(64, 2)}. */
  static Optional<Site> transposed(Node node, Wiring g) {
    if (!(node.op() instanceof ConvTranspose op)) {
      return Optional.empty();
    }
    return numbers(node, g)
        .map(
            numbers -> {
              long each = numbers.get("weight").type().shape().sizes()[1];
              Window window = op.window();
              Form form =
                  call(
                      "conv_transpose",
                      window,
                      numbers.containsKey("bias"),
                      "channels",
                      each * op.group(),
                      "output_padding",
                      Numbers.lengths(op.ends()),
                      "groups",
                      op.group());
              return site(form, node, numbers);
            });
  }

  /** What all of them say of their windows, and more. */
  private static Form call(String layer, Window window, boolean bias, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("kernel", Numbers.lengths(window.kernel())));
    arguments.addAll(List.of("stride", Numbers.lengths(window.strides())));
    arguments.addAll(List.of("padding", padding(window)));
    arguments.addAll(List.of("dilation", Numbers.lengths(window.dilations())));
    arguments.addAll(List.of("bias", bias));
    return Form.Call.of(layer, arguments.toArray());
  }

  private static Site site(Form form, Node node, Map<String, Tensor> numbers) {
    Value x = node.inputs().get(0);
    return Site.of(form, x, node.output())
        .with(numbers, node.inputs().subList(1, node.inputs().size()));
  }

  private static Optional<Map<String, Tensor>> numbers(Node node, Wiring g) {
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    List<String> names = List.of("weight", "bias");
    for (int i = 1; i < node.inputs().size(); i++) {
      Optional<Tensor> t = g.constant(node.inputs().get(i));
      if (t.isEmpty()) {
        return Optional.empty();
      }
      numbers.put(names.get(i - 1), t.get());
    }
    return Optional.of(numbers);
  }

  /** A number for each axis where both sides are alike, {@code same}, or both sides of each. */
  private static Datum padding(Window w) {
    int axes = w.kernel().size();
    List<Long> before = w.pads().subList(0, axes);
    List<Long> after = w.pads().subList(axes, 2 * axes);
    if (before.equals(after)) {
      return Numbers.lengths(before);
    }
    boolean same = true;
    List<Datum> sides = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      long all = w.dilations().get(i) * (w.kernel().get(i) - 1);
      same &= w.strides().get(i) == 1 && before.get(i) == all / 2 && after.get(i) == all - all / 2;
      sides.add(
          new Datum.ListOf(List.of(new Datum.Int(before.get(i)), new Datum.Int(after.get(i)))));
    }
    return same ? new Datum.Word("same") : new Datum.ListOf(sides);
  }
}
