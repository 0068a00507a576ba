package org.nnd.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Abs;
import org.nnd.op.Cast;
import org.nnd.op.Elu;
import org.nnd.op.Exp;
import org.nnd.op.Gelu;
import org.nnd.op.HardSigmoid;
import org.nnd.op.HardSwish;
import org.nnd.op.LeakyRelu;
import org.nnd.op.Log;
import org.nnd.op.LogSoftmax;
import org.nnd.op.Lrn;
import org.nnd.op.Mish;
import org.nnd.op.PRelu;
import org.nnd.op.Relu;
import org.nnd.op.Selu;
import org.nnd.op.Sigmoid;
import org.nnd.op.Softmax;
import org.nnd.op.Softplus;
import org.nnd.op.Sqrt;
import org.nnd.op.Tanh;
import org.nnd.op.Upsample;

/** Layers of one value that are one op: a line for each. */
final class Activations {
  private static final Map<Class<? extends Op>, BiFunction<Op, Value, Optional<Form>>> LINES =
      new HashMap<>();

  private Activations() {}

  private static <T extends Op> void line(Class<T> op, BiFunction<T, Value, Form> form) {
    LINES.put(op, (o, x) -> Optional.ofNullable(form.apply(op.cast(o), x)));
  }

  private static void line(Class<? extends Op> op, String name) {
    line(op, (o, x) -> Form.Call.of(name));
  }

  static {
    line(Relu.class, "relu");
    line(Sigmoid.class, "sigmoid");
    line(Tanh.class, "tanh");
    line(Selu.class, "selu");
    line(HardSwish.class, "hard_swish");
    line(Mish.class, "mish");
    line(Softplus.class, "softplus");
    line(Exp.class, "exp");
    line(Log.class, "log");
    line(Sqrt.class, "sqrt");
    line(Abs.class, "abs");
    line(LeakyRelu.class, (o, x) -> Form.Call.of("leaky_relu", "slope", Numbers.brief(o.alpha())));
    line(Elu.class, (o, x) -> Form.Call.of("elu", "alpha", Numbers.brief(o.alpha())));
    line(
        Gelu.class,
        (o, x) -> Form.Call.of("gelu", "approximate", o.approximate() ? "tanh" : "none"));
    line(
        HardSigmoid.class,
        (o, x) -> {
          boolean sixth = Math.abs(o.alpha() - 1 / 6.0) < 1e-6 && o.beta() == 0.5;
          return sixth ? Form.Call.of("hard_sigmoid") : null;
        });
    line(Softmax.class, (o, x) -> overAxis("softmax", o.axis(), x));
    line(LogSoftmax.class, (o, x) -> overAxis("log_softmax", o.axis(), x));
    line(Cast.class, (o, x) -> Form.Call.of("cast", "to", o.to().toString()));
    line(
        Lrn.class,
        (o, x) ->
            Form.Call.of(
                "local_response_norm",
                "size",
                o.size(),
                "alpha",
                Numbers.brief(o.alpha()),
                "beta",
                Numbers.brief(o.beta()),
                "k",
                Numbers.brief(o.bias())));
    line(
        Upsample.class,
        (o, x) -> {
          List<String> linear = List.of("linear", "bilinear", "trilinear");
          String mode = o.linear() ? linear.get(o.factors().size() - 1) : "nearest";
          return Form.Call.of("upsample", "factor", Numbers.lengths(o.factors()), "mode", mode);
        });
  }

  private static Form overAxis(String name, int axis, Value x) {
    boolean last = axis == x.shape().rank() - 1;
    return Form.Call.of(name, "axis", last ? -1L : axis - 1L);
  }

  static Optional<Site> at(Node node, Wiring g) {
    var line = LINES.get(node.op().getClass());
    Value x = node.inputs().isEmpty() ? null : node.inputs().get(0);
    return line == null || !x.type().batched()
        ? Optional.empty()
        : line.apply(node.op(), x).map(form -> Site.of(form, x, node.output()));
  }

  /** {@code prelu(channels)}, its slopes for all or for each channel. */
  static Optional<Site> prelu(Node node, Wiring g) {
    if (!(node.op() instanceof PRelu)) {
      return Optional.empty();
    }
    Value x = node.inputs().get(0);
    Optional<Tensor> slopes = g.constant(node.inputs().get(1));
    return slopes.flatMap(
        t -> {
          Shape s = t.type().shape();
          long count = s.size().orElseThrow();
          int axis = s.rank() - (x.shape().rank() - 1);
          boolean channels = axis >= 0 && axis < s.rank() && s.dim(axis).is(count);
          return count == 1 || channels
              ? Optional.of(
                  Site.of(Form.Call.of("prelu", "channels", count), x, node.output())
                      .with(
                          Map.of("weight", Numbers.reshaped(t, count)),
                          node.inputs().subList(1, 2)))
              : Optional.empty();
        });
  }
}
