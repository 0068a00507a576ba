package org.nnd.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nnd.runtime.LearningRates;

/** The smoothed loss over the learning rate, and where it falls most steeply. */
public record RateCurve(LearningRates rates) {

  /** A file of SVG. */
  public String svg() {
    List<LearningRates.Step> steps = rates.steps();
    double[] x = steps.stream().mapToDouble(LearningRates.Step::rate).toArray();
    double[] smoothed = steps.stream().mapToDouble(LearningRates.Step::smoothed).toArray();
    Optional<Chart.Mark> mark =
        rates.steepest().stream()
            .mapToObj(r -> new Chart.Mark(r, String.format(Locale.ROOT, "steepest: %.1e", r)))
            .findFirst();
    return Svg.file(
        List.of(
            new Chart(
                "loss",
                "learning rate",
                true,
                List.of(new Chart.Line("smoothed", x, smoothed)),
                mark)));
  }
}
