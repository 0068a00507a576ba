package org.nnd.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nnd.onnx.OnnxFile.Operation;

/**
 * Nodes in an order in which each stands behind what it reads, and what belongs to one module
 * stands together as far as that goes.
 */
final class Sequence {
  private Sequence() {}

  /**
   * Orders.
   *
   * @param circle what is thrown if there is no such order
   */
  static List<Operation> of(
      List<Operation> operations, Supplier<? extends RuntimeException> circle) {
    Map<String, Integer> makers = new HashMap<>();
    for (int i = 0; i < operations.size(); i++) {
      for (String v : operations.get(i).outputs()) {
        makers.put(v, i);
      }
    }
    int[] missing = new int[operations.size()];
    List<List<Integer>> readers = new ArrayList<>();
    operations.forEach(o -> readers.add(new ArrayList<>()));
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      Set<Integer> from =
          ModelScheme.read(operations.get(i)).stream()
              .filter(makers::containsKey)
              .map(makers::get)
              .collect(Collectors.toSet());
      missing[i] = from.size();
      int reader = i;
      from.forEach(f -> readers.get(f).add(reader));
      if (from.isEmpty()) {
        ready.add(i);
      }
    }
    List<Operation> sequence = new ArrayList<>();
    List<String> modules = List.of();
    while (!ready.isEmpty()) {
      int next = next(ready, operations, modules);
      Operation o = operations.get(next);
      ready.remove(Integer.valueOf(next));
      sequence.add(o);
      modules = o.modules();
      for (int r : readers.get(next)) {
        if (--missing[r] == 0) {
          ready.add(r);
        }
      }
    }
    if (sequence.size() < operations.size()) {
      throw circle.get();
    }
    return sequence;
  }

  /** What shares most modules with the last one; of equal ones the one that the file has first. */
  private static int next(List<Integer> ready, List<Operation> operations, List<String> modules) {
    int best = -1;
    int most = -1;
    for (int i : ready) {
      int same = same(operations.get(i).modules(), modules);
      if (same > most || (same == most && i < best)) {
        best = i;
        most = same;
      }
    }
    return best;
  }

  private static int same(List<String> a, List<String> b) {
    int same = 0;
    while (same < Math.min(a.size(), b.size()) && a.get(same).equals(b.get(same))) {
      same++;
    }
    return same;
  }
}
