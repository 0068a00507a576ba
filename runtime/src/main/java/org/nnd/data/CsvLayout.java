package org.nnd.data;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/**
 * Which columns of a file feed what.
 *
 * @param inputs the columns of each input
 * @param labels the columns of the label; none when predicting
 */
record CsvLayout(
    CsvHeader header,
    Wanted wanted,
    Csv.Reading reading,
    Schema known,
    Map<String, List<CsvFeature>> inputs,
    List<String> labels) {
  private static final Set<ElementType> ELEMENTS =
      EnumSet.of(
          ElementType.FLOAT,
          ElementType.DOUBLE,
          ElementType.INT32,
          ElementType.INT64,
          ElementType.BOOL);

  /** See {@link Csv#read}. */
  static CsvLayout of(
      CsvHeader header,
      Wanted wanted,
      Csv.Reading reading,
      Schema known,
      Map<String, List<String>> categories) {
    CsvLayout layout = named(header, wanted, reading, known, categories);
    layout.checkTypes();
    return layout;
  }

  /** The same where categories, and so the number of numbers, may not be known yet. */
  static CsvLayout named(
      CsvHeader header,
      Wanted wanted,
      Csv.Reading reading,
      Schema known,
      Map<String, List<String>> categories) {
    boolean learning = wanted.label().isPresent();
    List<String> asked = known.labels().isEmpty() ? reading.labels() : known.labels();
    List<String> labels = learning && asked.isEmpty() ? List.of(header.last()) : asked;
    List<String> taken = new ArrayList<>(labels);
    taken.addAll(wanted.ofLoss());
    List<String> features = known.features().isEmpty() ? header.without(taken) : known.features();
    boolean single = wanted.own().size() == 1;
    Problems problems = new Problems();
    Map<String, List<CsvFeature>> inputs = new LinkedHashMap<>();
    for (String input : wanted.inputs().keySet()) {
      List<String> names = single && !wanted.ofLoss().contains(input) ? features : List.of(input);
      header.require(names, "input " + input, problems);
      inputs.put(
          input,
          names.stream()
              .map(
                  n ->
                      new CsvFeature(
                          n,
                          header.places().getOrDefault(n, -1),
                          categories.getOrDefault(n, List.of())))
              .toList());
    }
    CsvLayout layout =
        new CsvLayout(header, wanted, reading, known, inputs, learning ? labels : List.of());
    layout.checkNames(problems);
    return layout;
  }

  private void checkNames(Problems problems) {
    header.require(labels, "the label", problems);
    for (String feature : used().stream().map(CsvFeature::name).toList()) {
      if (labels.contains(feature)) {
        problems.add(
            Diagnostic.of(
                    "NND0421",
                    header.at(),
                    "column " + Wording.quoted(feature) + " can't be a feature and the label")
                .help("say which column is the label"));
      }
    }
    problems.check();
  }

  private void checkTypes() {
    String help =
        wanted.own().size() == 1
            ? "an input takes all columns but the label's"
            : "of several inputs, each takes the one column that has its name";
    inputs.forEach(
        (input, from) ->
            checkType(
                "input " + input,
                wanted.inputs().get(input),
                from.stream().mapToInt(CsvFeature::width).sum(),
                help + categories(from)));
    wanted
        .label()
        .ifPresent(
            type -> checkType("the label", type, labels.size(), "say which columns are the label"));
  }

  private void checkType(String use, TensorType type, int gets, String help) {
    if (!ELEMENTS.contains(type.element())) {
      throw new NndException(
          Diagnostic.of(
                  "NND0423", header.at(), use + " is " + type + ", which CSV files can't fill")
              .help("float, double, int32, int64 and bool can be filled"));
    }
    if (type.shape().size().orElseThrow() != gets) {
      String counts =
          Wording.count(type.shape().size().orElseThrow(), "column") + ", but gets " + gets;
      String label = labels.isEmpty() ? "" : "; the label is " + Wording.list(labels);
      throw new NndException(
          Diagnostic.of("NND0422", header.at(), use + " is " + type + " and takes " + counts)
              .note("the columns are " + Wording.list(header.names()) + label)
              .help(help));
    }
  }

  private static String categories(List<CsvFeature> features) {
    String each =
        features.stream()
            .filter(f -> !f.categories().isEmpty())
            .map(f -> f.name() + " as " + f.categories().size())
            .collect(Collectors.joining(", "));
    return each.isEmpty() ? "" : "; names are a column for each: " + each;
  }

  /** What the rows go into, still empty: a column for each input and for the label. */
  Map<String, CsvColumn> columns() {
    Map<String, CsvColumn> columns = new LinkedHashMap<>();
    inputs.forEach(
        (input, from) ->
            columns.put(
                input,
                new CsvNumbers(
                    wanted.inputs().get(input),
                    from,
                    0,
                    f -> !wanted.ofLoss().contains(input) && mayMiss(f.name()))));
    wanted.label().ifPresent(type -> columns.put(Dataset.LABEL, label(type)));
    return columns;
  }

  private boolean mayMiss(String feature) {
    return reading.missing().filled() || known.mayMiss(feature);
  }

  private CsvColumn label(TensorType type) {
    int[] places = header.places(labels);
    if (wanted.labelsAreClasses()) {
      return new CsvClasses(labels.get(0), places[0], wanted.classes(), known.classes());
    }
    List<CsvFeature> all =
        labels.stream().map(l -> new CsvFeature(l, header.places().get(l), List.of())).toList();
    return new CsvNumbers(type, all, wanted.classes(), f -> false);
  }

  /** Whether a row has no value in a column that is needed. */
  boolean isIncomplete(CsvRow row) {
    return Stream.concat(
            used().stream().map(CsvFeature::place), labels.stream().map(header.places()::get))
        .anyMatch(row::isMissing);
  }

  /** The columns of all inputs. */
  private List<CsvFeature> used() {
    return inputs.values().stream().flatMap(List::stream).toList();
  }

  /** The columns of the inputs that the network reads: a prediction needs them too. */
  List<CsvFeature> all() {
    return wanted.own().stream().map(inputs::get).flatMap(List::stream).toList();
  }

  /** Their names. */
  List<String> features() {
    return all().stream().map(CsvFeature::name).toList();
  }
}
