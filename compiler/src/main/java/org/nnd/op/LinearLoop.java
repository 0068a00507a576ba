package org.nnd.op;

import static org.nnd.op.Gemm.gemm;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Transpose.transpose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.Builder;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A loop whose steps are linear in what they carry, as a gradient's are: sₜ₋₁ = Aₜ sₜ + bₜ.
 *
 * <p>Only what depends on the carried values is in the loop. What goes element by element is
 * computed before it, for all steps at once; what is the same at every step, once. Products are
 * reordered to that end: (s a) b becomes s (a b), and a b stands before the loop. So does the
 * transpose of a matrix that s is multiplied by.
 */
final class LinearLoop {
  /** Ops that go element by element, wherever the axes are. */
  private static final Set<Class<? extends Op>> PER_ELEMENT =
      Set.of(Add.class, Sub.class, Mul.class, Div.class, Neg.class, Where.class, HardSigmoid.class);

  /**
   * What is known before the loop.
   *
   * @param stacked whether it holds a value for each step
   */
  private record Known(Value value, boolean stacked) {}

  /** What comes out: the last states, and values of all steps stacked. */
  record Result(List<Value> states, Map<Value, Value> stacks) {}

  private final Builder before;
  private final Builder inside;
  private final Map<Value, Tensor> constants;
  private final Map<Value, Node> makers = new HashMap<>();
  private final Map<Value, Integer> uses = new HashMap<>();
  private final Set<Value> carried;
  private final List<Value> states;
  private final Map<Value, Optional<Known>> known = new HashMap<>();
  private final Map<Value, Value> transposed = new HashMap<>();
  private final Map<Value, Value> written = new HashMap<>();
  private final Map<Value, Value> elements = new LinkedHashMap<>();
  private final Map<Value, Value> shared = new LinkedHashMap<>();

  /**
   * A loop to be.
   *
   * @param before where what is computed before the loop goes, and the loop
   * @param step what one step does
   * @param states the step's inputs that are carried
   * @param stacks the step's inputs that differ from step to step, with the values of all steps
   * @param same the step's inputs that are the same at every step, with their values
   */
  LinearLoop(
      Builder before,
      Graph step,
      List<Value> states,
      Map<Value, Value> stacks,
      Map<Value, Value> same) {
    this.before = before;
    inside = new Builder(step.name());
    constants = step.initializers();
    this.states = List.copyOf(states);
    carried = new HashSet<>(states);
    for (Node n : step.nodes()) {
      n.outputs().forEach(y -> makers.put(y, n));
      n.inputs().forEach(x -> uses.merge(x, 1, Integer::sum));
      if (!Collections.disjoint(carried, n.inputs())) {
        carried.addAll(n.outputs());
      }
    }
    step.outputs().values().forEach(y -> uses.merge(y, 1, Integer::sum));
    stacks.forEach((x, all) -> known.put(x, Optional.of(new Known(all, true))));
    same.forEach((x, value) -> known.put(x, Optional.of(new Known(value, false))));
    states.forEach(x -> written.put(x, inside.input("state" + written.size(), x.type())));
  }

  /**
   * Writes the loop.
   *
   * @param first the states that it begins with
   * @param next the states behind a step
   * @param wanted what is asked of all steps
   */
  Result write(boolean reverse, List<Value> first, List<Value> next, Collection<Value> wanted) {
    Map<String, Value> results = new LinkedHashMap<>();
    next.forEach(y -> results.put("next" + results.size(), inside(y)));
    Map<Value, Value> stacks = new LinkedHashMap<>();
    List<Value> outputs = new ArrayList<>();
    for (Value y : wanted) {
      Optional<Known> all = known(y).filter(Known::stacked);
      all.ifPresent(k -> stacks.put(y, k.value));
      if (all.isEmpty()) {
        results.put("output" + outputs.size(), inside(y));
        outputs.add(y);
      }
    }
    List<Value> inputs = new ArrayList<>(states.stream().map(written::get).toList());
    inputs.addAll(elements.values());
    inputs.addAll(shared.values());
    Graph all = inside.build();
    Graph body = new Graph(all.name(), inputs, all.initializers(), all.nodes(), results);
    List<Value> in = new ArrayList<>(first);
    in.addAll(elements.keySet());
    in.addAll(shared.keySet());
    Scan loop = new Scan(body, states.size(), elements.size(), outputs.size(), reverse);
    List<Value> out = before.node(loop, in).outputs();
    for (int i = 0; i < outputs.size(); i++) {
      stacks.put(outputs.get(i), out.get(states.size() + i));
    }
    return new Result(out.subList(0, states.size()), stacks);
  }

  /** A value of the step as it is known before the loop, if it can be. */
  private Optional<Known> known(Value v) {
    Optional<Known> found = known.get(v);
    if (found == null) {
      found = computed(v);
      known.put(v, found);
    }
    return found;
  }

  private Optional<Known> computed(Value v) {
    if (constants.containsKey(v)) {
      return Optional.of(new Known(before.constant(constants.get(v)), false));
    }
    Node node = makers.get(v);
    if (node == null || carried.contains(v) || node.outputs().size() > 1) {
      return Optional.empty();
    }
    List<Value> in = new ArrayList<>();
    boolean stacked = false;
    for (Value x : node.inputs()) {
      Optional<Known> k = known(x);
      if (k.isEmpty() || (k.get().stacked && !goesOverSteps(node.op(), x, v))) {
        return Optional.empty();
      }
      stacked |= k.get().stacked;
      in.add(k.get().value);
    }
    return Optional.of(new Known(before.node(node.op(), in).output(), stacked));
  }

  /** Whether an op can be applied to the stacks of all steps as it is to the values of one. */
  private static boolean goesOverSteps(Op op, Value x, Value y) {
    return PER_ELEMENT.contains(op.getClass()) && x.shape().rank() == y.shape().rank();
  }

  /** A value of the step as it is in the loop. */
  private Value inside(Value v) {
    Value found = written.get(v);
    if (found == null) {
      Optional<Known> k = known(v);
      if (constants.containsKey(v)) {
        found = inside.constant(constants.get(v));
      } else {
        found = k.isPresent() ? read(k.get(), v.type()) : made(v);
      }
      written.put(v, found);
    }
    return found;
  }

  /** What is known before the loop, as the loop reads it. */
  private Value read(Known k, TensorType type) {
    Map<Value, Value> all = k.stacked ? elements : shared;
    String name = (k.stacked ? "element" : "shared") + all.size();
    return all.computeIfAbsent(k.value, x -> inside.input(name, type));
  }

  private Value made(Value v) {
    Node node = makers.get(v);
    Optional<Scaled> scaled = scaled(node);
    if (scaled.isPresent()) {
      return mul(inside, inside(scaled.get().by), read(scaled.get().factor, v.type()));
    }
    Optional<Known> turned = turned(node);
    if (turned.isPresent()) {
      Value left = read(turned.get(), turned.get().value.type());
      return gemm(inside, left, false, inside(node.inputs().get(1)), ((Gemm) node.op()).transB());
    }
    List<Value> in = node.inputs().stream().map(this::inside).toList();
    List<Value> out = inside.node(node.op(), in).outputs();
    for (int i = 0; i < out.size(); i++) {
      written.put(node.outputs().get(i), out.get(i));
    }
    return written.get(v);
  }

  /** s a: something in the loop and what it is multiplied by, which is known before. */
  private record Scaled(Value by, Known factor) {}

  private Optional<Scaled> scaled(Node node) {
    for (int i = 0; node.op() instanceof Mul && i < 2; i++) {
      Value s = node.inputs().get(i);
      Value a = node.inputs().get(1 - i);
      Optional<Known> factor = known(a);
      if (factor.isPresent() && s.type().equals(a.type())) {
        boolean alone = uses.get(s) == 1 && makers.containsKey(s);
        Optional<Scaled> first = alone ? scaled(makers.get(s)) : Optional.empty();
        return first
            .map(f -> new Scaled(f.by, product(f.factor, factor.get())))
            .or(() -> Optional.of(new Scaled(s, factor.get())));
      }
    }
    return Optional.empty();
  }

  private Known product(Known a, Known b) {
    return new Known(mul(before, a.value, b.value), a.stacked || b.stacked);
  }

  /**
   * The left matrix of a product that transposes it, transposed, if it is the same at each step.
   */
  private Optional<Known> turned(Node node) {
    if (!(node.op() instanceof Gemm product) || !product.transA() || node.inputs().size() > 2) {
      return Optional.empty();
    }
    return known(node.inputs().get(0))
        .filter(k -> !k.stacked)
        .map(k -> transposed.computeIfAbsent(k.value, x -> transpose(before, x, 1, 0)))
        .map(turned -> new Known(turned, false));
  }
}
