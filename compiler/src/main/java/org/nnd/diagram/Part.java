package org.nnd.diagram;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A unit, or a block of neighbours with one path in front. */
sealed interface Part {

  /** Everything in it, in order. */
  void each(Consumer<Unit> action);

  /** What stands on its own. */
  record Single(Unit unit) implements Part {
    @Override
    public void each(Consumer<Unit> action) {
      action.accept(unit);
    }
  }

  /**
   * A block.
   *
   * @param path its name in the network
   * @param title its last word, without the number that tells it from others
   */
  record Block(String path, String title, List<Part> parts) implements Part {
    public Block {
      parts = List.copyOf(parts);
    }

    @Override
    public void each(Consumer<Unit> action) {
      parts.forEach(p -> p.each(action));
    }
  }

  /** Its units. */
  default List<Unit> units() {
    List<Unit> all = new ArrayList<>();
    each(all::add);
    return all;
  }

  /** What flows into it. */
  default List<Wire> in() {
    Set<String> own = new HashSet<>();
    Set<Wire> in = new LinkedHashSet<>();
    each(
        u -> {
          u.in().stream().filter(w -> !own.contains(w.id())).forEach(in::add);
          u.out().forEach(w -> own.add(w.id()));
        });
    return List.copyOf(in);
  }

  /** How many numbers it keeps. */
  default long parameters() {
    return units().stream().mapToLong(Unit::parameters).sum();
  }
}
