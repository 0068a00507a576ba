package org.nnd.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.nnd.runtime.Epoch;
import org.nnd.train.Measure;

/**
 * The loss and each metric over the epochs of a training.
 *
 * @param best the epoch whose weights were taken, if that isn't the last one
 */
public record Curves(List<Epoch> epochs, Optional<Integer> best) {
  public Curves {
    epochs = List.copyOf(epochs);
  }

  /** A chart for each number that was measured. */
  List<Chart> charts() {
    Set<String> names = new LinkedHashSet<>();
    for (Epoch epoch : epochs) {
      epoch
          .training()
          .forEach(
              (name, measure) -> {
                if (measure instanceof Measure.Single) {
                  names.add(name);
                }
              });
    }
    return names.stream().map(this::chart).toList();
  }

  private Chart chart(String name) {
    Chart.Line training = line("training", name, Epoch::training);
    boolean held = epochs.stream().anyMatch(e -> !e.validation().isEmpty());
    List<Chart.Line> lines =
        held ? List.of(training, line("validation", name, Epoch::validation)) : List.of(training);
    return new Chart(name, "epoch", false, lines, best.map(b -> new Chart.Mark(b, "best")));
  }

  private Chart.Line line(String line, String name, Function<Epoch, Map<String, Measure>> part) {
    return new Chart.Line(
        line,
        epochs.stream().mapToDouble(Epoch::number).toArray(),
        epochs.stream()
            .mapToDouble(
                e -> part.apply(e).get(name) instanceof Measure.Single x ? x.value() : Double.NaN)
            .toArray());
  }

  /** All charts as a file of SVG, one under the other. */
  public String svg() {
    return Svg.file(charts());
  }
}
