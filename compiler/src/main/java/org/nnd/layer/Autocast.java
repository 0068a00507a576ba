package org.nnd.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.call.Refusal;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A network that computes with numbers of 16 bits where that does no harm, and with floats where
 * range or digits matter: each layer says which, casts stand in between, and what comes out at the
 * end is what came out before.
 *
 * <p>The rules are those of PyTorch's torch.autocast. A layer that the narrow numbers don't suit in
 * ONNX's opset 21, such as conv of bfloat16, computes with floats.
 */
public final class Autocast {

  /** What a layer computes with in such a network; doubles stay doubles. */
  public enum Numbers {
    /** The narrow ones: products of matrices, convolutions. */
    NARROW,
    /** Floats: sums, exponentials, statistics, losses. */
    FLOAT,
    /** What comes in; the widest of it, if it differs. */
    GIVEN
  }

  private final Network network;
  private final ElementType narrow;
  private final NetworkBuilder mixed = new NetworkBuilder();
  private final Map<Value, Value> values = new HashMap<>();
  private final Map<Value, Value> casts = new HashMap<>();

  private Autocast(Network network, ElementType narrow) {
    this.network = network;
    this.narrow = narrow;
  }

  /**
   * The network that computes so.
   *
   * @param narrow float16 or bfloat16
   */
  public static Network of(Network network, ElementType narrow) {
    return new Autocast(network, narrow).write();
  }

  private Network write() {
    network.inputs().forEach(v -> values.put(v, mixed.input(v.name(), v.type())));
    for (Step s : network.steps()) {
      List<Value> in = s.inputs().stream().map(values::get).toList();
      List<Value> own = in(numbers(s, in), in);
      List<Value> out = mixed.add(s.layer(), s.kind(), s.path(), s.tuning(), own);
      for (int i = 0; i < out.size(); i++) {
        values.put(s.outputs().get(i), out.get(i));
      }
    }
    Map<String, Value> outputs = new LinkedHashMap<>();
    network.outputs().forEach((as, v) -> outputs.put(as, in(v.element(), values.get(v))));
    return mixed.network(network.name(), network.doc(), outputs);
  }

  private ElementType numbers(Step step, List<Value> in) {
    ElementType wanted =
        switch (step.layer().numbers()) {
          case NARROW -> narrow;
          case FLOAT -> ElementType.FLOAT;
          case GIVEN ->
              in.stream().anyMatch(v -> v.element() == ElementType.FLOAT)
                  ? ElementType.FLOAT
                  : narrow;
        };
    try {
      step.layer().infer(in.stream().map(v -> in(wanted, v.type())).toList());
      return wanted;
    } catch (Refusal e) {
      return ElementType.FLOAT;
    }
  }

  private TensorType in(ElementType wanted, TensorType type) {
    boolean either = type.element() == ElementType.FLOAT || type.element() == narrow;
    return either ? type.of(wanted) : type;
  }

  private List<Value> in(ElementType wanted, List<Value> all) {
    List<Value> cast = new ArrayList<>();
    all.forEach(v -> cast.add(in(wanted, v)));
    return cast;
  }

  /** A value in other numbers, cast once for all that want it so. */
  private Value in(ElementType wanted, Value v) {
    ElementType to = in(wanted, v.type()).element();
    if (to == v.element()) {
      return v;
    }
    String path = v.name() + "/" + to;
    return casts.computeIfAbsent(
        v, x -> mixed.add(new Cast(to), "cast", path, Tuning.NONE, List.of(x)).get(0));
  }
}
