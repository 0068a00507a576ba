package org.nnd.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.text.Encoding;

/**
 * Scores as classes and their probabilities, exp(s) / Σ exp(s), for each label.
 *
 * @param scores how many there are for an example
 */
record ClassColumns(LoadedModel model, Detail detail, int scores) {
  private static final String PROBABILITY = "probability";

  ClassColumns {
    int classes = Math.max(2, scores / Math.max(1, model.schema().labels().size()));
    if (detail.top() > classes) {
      throw new NndException(
          Diagnostic.of(
                  "NND0583",
                  model.here(),
                  "the "
                      + detail.top()
                      + " likeliest classes are asked for, but there are "
                      + classes)
              .help("give --top " + classes + " at most"));
    }
  }

  /** What a label's columns are called. */
  private List<String> labels() {
    if (model.language()) {
      return List.of("next");
    }
    List<String> labels = model.schema().labels();
    return labels.isEmpty() ? List.of("label") : labels;
  }

  /** How many scores a label has. */
  private int each() {
    return scores / labels().size();
  }

  /** The names of the columns. */
  List<String> header() {
    List<String> all = new ArrayList<>();
    for (String label : labels()) {
      String probability = labels().size() == 1 ? PROBABILITY : label + "_" + PROBABILITY;
      for (int i = 1; i <= detail.top(); i++) {
        String rank = i == 1 ? "" : "_" + i;
        all.add(label + rank);
        all.add(probability + rank);
      }
      if (detail.probabilities()) {
        IntStream.range(0, Math.max(2, each())).forEach(c -> all.add(label + "=" + name(c).text()));
      }
    }
    return all;
  }

  /** An example's cells. */
  List<PredictionTable.Cell> cells(double[] all) {
    List<PredictionTable.Cell> row = new ArrayList<>();
    for (int from = 0; from + each() <= all.length; from += each()) {
      add(Arrays.copyOfRange(all, from, from + each()), row);
    }
    return row;
  }

  private void add(double[] numbers, List<PredictionTable.Cell> row) {
    double[] probabilities = Predictions.probabilities(numbers);
    IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
        .limit(detail.top())
        .forEach(
            i -> {
              row.add(name(i));
              row.add(probability(probabilities[i]));
            });
    if (detail.probabilities()) {
      Arrays.stream(probabilities).forEach(p -> row.add(probability(p)));
    }
  }

  private static PredictionTable.Cell probability(double p) {
    return PredictionTable.Cell.number(String.format(Locale.ROOT, "%.4f", p));
  }

  private PredictionTable.Cell name(int number) {
    if (model.language()) {
      Encoding encoding = model.vocabulary().tokenizer().encoding();
      if (number < encoding.size()) {
        return PredictionTable.Cell.text(encoding.decode(new int[] {number}));
      }
    }
    List<String> classes = model.schema().classes();
    return number < classes.size()
        ? PredictionTable.Cell.text(classes.get(number))
        : PredictionTable.Cell.number(Integer.toString(number));
  }
}
