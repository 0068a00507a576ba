package org.nnd.check;

import java.util.ArrayList;
import java.util.List;
import org.nnd.call.Datum;
import org.nnd.call.Refusal;
import org.nnd.layer.Layer;
import org.nnd.layer.Select;
import org.nnd.layer.Slice;

/** What an index picks of one axis. */
sealed interface Pick {

  /**
   * The elements of a list.
   *
   * @throws Refusal if there is none
   */
  Datum of(List<Datum> list);

  /** The layer that picks them of a value. */
  Layer layer(int axis);

  /** One element; its axis goes. */
  record At(long index) implements Pick {
    @Override
    public Datum of(List<Datum> list) {
      long at = index < 0 ? index + list.size() : index;
      if (at < 0 || at >= list.size()) {
        throw new Refusal(
            "there is no element " + index + " in a list of " + list.size(),
            "elements count from 0; -1 is the last");
      }
      return list.get((int) at);
    }

    @Override
    public Layer layer(int axis) {
      return new Select(index, axis);
    }
  }

  /** Those between two bounds. */
  record Range(long from, long to, long step) implements Pick {
    @Override
    public Datum of(List<Datum> list) {
      int size = list.size();
      long start = from < 0 ? Math.max(from + size, 0) : from;
      long stop = Math.min(to < 0 ? to + size : to, size);
      List<Datum> all = new ArrayList<>();
      for (long i = start; i < stop; i += step) {
        all.add(list.get((int) i));
      }
      return new Datum.ListOf(all);
    }

    @Override
    public Layer layer(int axis) {
      return new Slice(from, to, step, axis);
    }
  }
}
