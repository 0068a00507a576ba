package org.nnd.cli;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.nnd.report.Figure;
import org.nnd.train.Measure;

/**
 * How far an epoch is, as a line of text.
 *
 * @param epoch what it is called
 * @param done its steps that are done
 * @param steps all of its steps
 * @param pace steps per second
 * @param left seconds to the end of the training at this pace
 * @param soFar loss and metrics over the steps that are done
 */
record Progress(
    String epoch, int done, int steps, double pace, double left, Map<String, Measure> soFar) {
  private static final int SHORTEST = 5;

  /** At most so long: the bar gets what is left, and gives way where that is too little. */
  String line(int width) {
    String head = String.format(Locale.ROOT, "%s %3d%%", epoch, 100L * done / steps);
    String tail = tail(width - head.length() - 2);
    int room = width - head.length() - tail.length() - 5;
    String bar =
        room < SHORTEST
            ? "  "
            : " ["
                + "=".repeat((int) ((long) room * done / steps))
                + " ".repeat(room - (int) ((long) room * done / steps))
                + "]  ";
    return (head + bar + tail).stripTrailing();
  }

  /** The pace and what else has room, the first things first. */
  private String tail(int room) {
    String pace = String.format(Locale.ROOT, this.pace < 10 ? "%.1f" : "%.0f", this.pace);
    String end = pace + " steps/s  " + time(left) + " left";
    StringJoiner all = new StringJoiner("  ");
    for (Map.Entry<String, Measure> e : soFar.entrySet()) {
      if (e.getValue() instanceof Measure.Single x) {
        String next = e.getKey() + " " + Figure.text(x.value());
        if (all.length() + next.length() + end.length() + 4 > room) {
          break;
        }
        all.add(next);
      }
    }
    return all.add(end).toString();
  }

  /** {@code 0:07}, {@code 12:30}, {@code 3:05:00}. */
  private static String time(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
