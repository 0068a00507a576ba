package org.nnd.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nnd.call.Datum;
import org.nnd.ir.Value;
import org.nnd.train.Training;

/** The settings of a train section, in their order. */
final class Settings {
  static final Settings NONE = new Settings(List.of());

  /** A setting, with what it says once the values of the network have names. */
  private record Line(String setting, Words words) {}

  @FunctionalInterface
  private interface Words {
    String of(Map<Value, String> names);
  }

  private final List<Line> lines;

  private Settings(List<Line> lines) {
    this.lines = lines;
  }

  private Settings and(String setting, Words words) {
    List<Line> all = new ArrayList<>(lines);
    all.add(new Line(setting, words));
    return new Settings(List.copyOf(all));
  }

  Settings with(String setting, Datum value) {
    return and(setting, names -> value.words());
  }

  /** A setting whose value is a name of the section's own. */
  Settings named(String setting, String name) {
    return and(setting, names -> name);
  }

  /** A loss or metric of these values; the labels follow them where they are missing. */
  Settings with(String setting, LayerCall call, Tensor... values) {
    return and(
        setting,
        names -> {
          Stream<String> labels =
              values.length < call.entry().leastInputs()
                  ? Stream.of(Training.LABEL)
                  : Stream.empty();
          Stream<String> given = Stream.of(values).map(t -> name(t, names));
          return Stream.of(given, labels, call.words(t -> name(t, names)))
              .flatMap(s -> s)
              .collect(Collectors.joining(", ", call.name() + "(", ")"));
        });
  }

  /** A loss or metric that the model computes itself. */
  Settings with(String setting, Tensor value) {
    return and(setting, names -> name(value, names));
  }

  private static String name(Tensor t, Map<Value, String> names) {
    String name = names.get(t.value());
    if (name == null) {
      throw new IllegalArgumentException(
          "a train section sees inputs and outputs of the model: make this " + t + " an output");
    }
    return name;
  }

  /** The section of a model, as a text. */
  String text(String model, Map<Value, String> names) {
    return lines.stream()
        .map(l -> "  " + l.setting + " " + l.words.of(names) + "\n")
        .collect(Collectors.joining("", "train " + model + " {\n", "}\n"));
  }
}
