package org.nnd.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nnd.ir.Value;

/** Where a network is one value wide: what lies between two such places stands by itself. */
final class Trunk {
  private Trunk() {}

  /**
   * Layers between two waists.
   *
   * @param input the value that goes in
   * @param sites the layers
   * @param output the value that comes out
   */
  record Segment(Value input, List<Site> sites, Value output) {
    Segment {
      sites = List.copyOf(sites);
    }
  }

  /** The values through which all goes that comes behind them. */
  static Set<Value> waists(List<Value> inputs, List<Site> sites) {
    Set<Value> waists = new LinkedHashSet<>();
    segments(inputs, sites).forEach(s -> waists.add(s.output()));
    return waists;
  }

  /** The layers in a row of segments; what is no such row at its end is left out. */
  static List<Segment> segments(List<Value> inputs, List<Site> sites) {
    Map<Value, Integer> left = new HashMap<>();
    sites.forEach(s -> s.inputs().forEach(v -> left.merge(v, 1, Integer::sum)));
    Set<Value> live = new HashSet<>(inputs);
    live.removeIf(v -> !left.containsKey(v));
    List<Segment> segments = new ArrayList<>();
    Value from = live.size() == 1 ? live.iterator().next() : null;
    List<Site> open = new ArrayList<>();
    for (Site s : sites) {
      open.add(s);
      for (Value v : s.inputs()) {
        if (left.merge(v, -1, Integer::sum) == 0) {
          live.remove(v);
        }
      }
      s.outputs().stream().filter(left::containsKey).forEach(live::add);
      boolean last = s.equals(sites.get(sites.size() - 1));
      boolean waist =
          (live.size() == 1 && live.contains(s.outputs().get(0))) || (last && live.isEmpty());
      if (waist && s.outputs().size() == 1) {
        if (from != null) {
          segments.add(new Segment(from, open, s.outputs().get(0)));
        }
        from = s.outputs().get(0);
        open.clear();
      }
    }
    return segments;
  }
}
