package org.nnd.diagram;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.Entry;
import org.nnd.layer.Initializer;
import org.nnd.layer.Layer;
import org.nnd.layer.Layers;
import org.nnd.layer.Step;

/**
 * The arguments of a layer as a text would give them: {@code 6, kernel=5, padding=2}. Those that
 * are the default are left out, and those that only tell how its numbers begin.
 *
 * <p>A layer is a record of its arguments, so the components of the record are read, also those of
 * records in it that several layers share.
 */
final class Wording {
  private Wording() {}

  static String arguments(Step step) {
    Optional<Entry<? extends Layer>> entry =
        Layers.ALL.find(step.kind()).map(e -> (Entry<? extends Layer>) e);
    Map<String, Object> values = new HashMap<>();
    components(step.layer(), values);
    List<String> words = new ArrayList<>();
    for (Argument<?> a : entry.map(Entry::arguments).orElse(List.of())) {
      Object value = values.get(a.name().replace("_", ""));
      if (value instanceof Optional<?> o) {
        value = o.orElse(null);
      }
      boolean asOther = value != null && value.equals(values.get(a.byDefault()));
      if (value == null
          || value.equals(a.value().orElse(null))
          || value.equals(List.of())
          || asOther
          || value instanceof Initializer) {
        continue;
      }
      boolean first = a.mustBeGiven() && words.isEmpty();
      words.add(first ? said(value) : a.name() + "=" + said(value));
    }
    return String.join(", ", words);
  }

  /** The components by their names in small letters, without what stands between words. */
  private static void components(Object layer, Map<String, Object> values) {
    if (!(layer instanceof Record)) {
      return;
    }
    for (RecordComponent c : layer.getClass().getRecordComponents()) {
      try {
        c.getAccessor().setAccessible(true);
        Object value = c.getAccessor().invoke(layer);
        values.putIfAbsent(c.getName().toLowerCase(Locale.ROOT), value);
        if (value instanceof Record && value.getClass().getPackage() == Layer.class.getPackage()) {
          components(value, values);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a component of a record can be read", e);
      }
    }
  }

  private static String said(Object value) {
    if (value instanceof List<?> list && list.size() == 1) {
      return said(list.get(0));
    }
    String text = value.toString();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
