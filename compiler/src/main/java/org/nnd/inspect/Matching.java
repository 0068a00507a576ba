package org.nnd.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nnd.onnx.OnnxFile;
import org.nnd.onnx.OnnxFile.Operation;

/**
 * Which node of one model is which of another: the one of the same name, else the first that does
 * the same with the same, all the way from the inputs.
 */
final class Matching {
  private final OnnxFile a;
  private final OnnxFile b;
  private final Map<Operation, Operation> pairs = new LinkedHashMap<>();
  private final List<Operation> onlyFirst = new ArrayList<>();
  private final List<Operation> onlySecond = new ArrayList<>();

  /** Values of the first model as the second calls them. */
  private final Map<String, String> values = new HashMap<>();

  private Matching(OnnxFile a, OnnxFile b) {
    this.a = a;
    this.b = b;
  }

  static Matching of(OnnxFile a, OnnxFile b) {
    Matching matching = new Matching(a, b);
    matching.match();
    return matching;
  }

  /** Nodes that are the same. */
  Map<Operation, Operation> pairs() {
    return pairs;
  }

  List<Operation> onlyFirst() {
    return onlyFirst;
  }

  List<Operation> onlySecond() {
    return onlySecond;
  }

  /** Whether two nodes that are the same read the same values. */
  boolean readsTheSame(Operation x, Operation y) {
    return translated(x).equals(y.inputs());
  }

  /** The names that weights of the first model have in the second, where those differ. */
  Map<String, String> weights() {
    Map<String, String> renamed = new LinkedHashMap<>();
    values.forEach(
        (mine, other) -> {
          if (a.initializers().containsKey(mine) && !b.initializers().containsKey(mine)) {
            renamed.put(mine, other);
          }
        });
    return renamed;
  }

  private void match() {
    Map<String, Operation> named = names(b.operations());
    Set<Operation> taken = new HashSet<>();
    names(a.operations())
        .forEach(
            (name, x) -> {
              Operation y = named.get(name);
              if (y != null) {
                taken.add(y);
                pair(x, y);
              }
            });
    Map<List<Object>, Deque<Operation>> alike = new HashMap<>();
    for (Operation y : b.operations()) {
      if (!taken.contains(y)) {
        alike.computeIfAbsent(shape(y, y.inputs(), b, a), k -> new ArrayDeque<>()).add(y);
      }
    }
    Set<Operation> found = new HashSet<>(pairs.keySet());
    for (Operation x : a.operations()) {
      if (!found.contains(x)) {
        Deque<Operation> same =
            alike.getOrDefault(shape(x, translated(x), a, b), new ArrayDeque<>());
        if (same.isEmpty()) {
          onlyFirst.add(x);
        } else {
          Operation y = same.remove();
          taken.add(y);
          pair(x, y);
        }
      }
    }
    b.operations().stream().filter(y -> !taken.contains(y)).forEach(onlySecond::add);
  }

  /** Nodes with a name that no other has. */
  private static Map<String, Operation> names(List<Operation> operations) {
    Map<String, Operation> named = new LinkedHashMap<>();
    Set<String> met = new HashSet<>();
    for (Operation o : operations) {
      if (!o.name().isEmpty()) {
        if (met.add(o.name())) {
          named.put(o.name(), o);
        } else {
          named.remove(o.name());
        }
      }
    }
    return named;
  }

  private void pair(Operation x, Operation y) {
    pairs.put(x, y);
    for (int i = 0; i < Math.min(x.outputs().size(), y.outputs().size()); i++) {
      values.put(x.outputs().get(i), y.outputs().get(i));
    }
    for (int i = 0; i < Math.min(x.inputs().size(), y.inputs().size()); i++) {
      String mine = x.inputs().get(i);
      String other = y.inputs().get(i);
      if (a.initializers().containsKey(mine)
          && b.initializers().containsKey(other)
          && !b.initializers().containsKey(mine)
          && !a.initializers().containsKey(other)) {
        values.putIfAbsent(mine, other);
      }
    }
  }

  private List<String> translated(Operation x) {
    return x.inputs().stream().map(v -> values.getOrDefault(v, v)).toList();
  }

  /** What a node does with what; a weight that the other model doesn't have is told by its type. */
  private static List<Object> shape(
      Operation o, List<String> inputs, OnnxFile file, OnnxFile other) {
    List<Object> shape = new ArrayList<>(List.of(o.operator(), o.attributes()));
    for (int i = 0; i < inputs.size(); i++) {
      String name = o.inputs().get(i);
      boolean known =
          !file.initializers().containsKey(name) || other.initializers().containsKey(name);
      shape.add(known ? inputs.get(i) : file.initializers().get(name).type());
    }
    return shape;
  }
}
