package org.nnd.data;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    CsvHeader header, Wanted wanted, Map<String, List<String>> inputs, List<String> labels) {
  private static final Set<ElementType> ELEMENTS =
      EnumSet.of(
          ElementType.FLOAT,
          ElementType.DOUBLE,
          ElementType.INT32,
          ElementType.INT64,
          ElementType.BOOL);

  /** See {@link Csv#read}. */
  static CsvLayout of(
      CsvHeader header, Wanted wanted, List<String> labelColumns, List<String> featureColumns) {
    boolean learning = wanted.label().isPresent();
    List<String> labels =
        learning && labelColumns.isEmpty() ? List.of(header.last()) : labelColumns;
    List<String> features = featureColumns.isEmpty() ? header.without(labels) : featureColumns;
    boolean single = wanted.inputs().size() == 1;
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    wanted.inputs().keySet().forEach(in -> inputs.put(in, single ? features : List.of(in)));
    CsvLayout layout = new CsvLayout(header, wanted, inputs, learning ? labels : List.of());
    layout.checkNames();
    layout.checkTypes();
    return layout;
  }

  private void checkNames() {
    Problems problems = new Problems();
    inputs.forEach((input, from) -> header.require(from, "input " + input, problems));
    header.require(labels, "the label", problems);
    for (String feature : features()) {
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
        inputs.size() == 1
            ? "an input takes all columns but the label's"
            : "of several inputs, each takes the one column that has its name";
    inputs.forEach(
        (input, from) -> checkType("input " + input, wanted.inputs().get(input), from, help));
    wanted
        .label()
        .ifPresent(type -> checkType("the label", type, labels, "say which columns are the label"));
  }

  private void checkType(String use, TensorType type, List<String> from, String help) {
    if (!ELEMENTS.contains(type.element())) {
      throw new NndException(
          Diagnostic.of(
                  "NND0423", header.at(), use + " is " + type + ", which CSV files can't fill")
              .help("float, double, int32, int64 and bool can be filled"));
    }
    if (type.shape().size().orElseThrow() != from.size()) {
      String counts =
          Wording.count(type.shape().size().orElseThrow(), "column") + ", but gets " + from.size();
      String label = labels.isEmpty() ? "" : "; the label is " + Wording.list(labels);
      throw new NndException(
          Diagnostic.of("NND0422", header.at(), use + " is " + type + " and takes " + counts)
              .note("the columns are " + Wording.list(header.names()) + label)
              .help(help));
    }
  }

  /** What the rows go into, still empty: a column for each input and for the label. */
  Map<String, CsvColumn> columns() {
    Map<String, CsvColumn> columns = new LinkedHashMap<>();
    inputs.forEach(
        (input, from) ->
            columns.put(input, new CsvNumbers(wanted.inputs().get(input), header.places(from), 0)));
    wanted.label().ifPresent(type -> columns.put(Dataset.LABEL, label(type)));
    return columns;
  }

  private CsvColumn label(TensorType type) {
    int[] places = header.places(labels);
    return wanted.labelsAreClasses()
        ? new CsvClasses(labels.get(0), places[0], wanted.classes())
        : new CsvNumbers(type, places, wanted.classes());
  }

  /** The columns of all inputs. */
  List<String> features() {
    return inputs.values().stream().flatMap(List::stream).toList();
  }
}
