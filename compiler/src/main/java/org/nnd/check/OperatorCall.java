package org.nnd.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nnd.call.Datum;
import org.nnd.call.Given;
import org.nnd.ir.TensorType;
import org.nnd.layer.Operator;
import org.nnd.source.Diagnostic;
import org.nnd.source.Span;

/**
 * What a call of {@code operator} says: the operator's name, then by name its domain, the types of
 * its results, and its attributes, each of the type that the text writes it in: 1 is a whole
 * number, 1.0 is none.
 */
record OperatorCall(Frame frame, Span span) {
  /** Arguments that are no attributes. */
  private static final List<String> OWN =
      List.of("domain", "since", "gives", "inputs", "outputs", "examples");

  /** The operator; empty if the call is in error, which is told. */
  Optional<Operator> of(List<Given> given, List<Datum> values) {
    List<Diagnostic> problems = new ArrayList<>();
    Map<String, Given> named = new TreeMap<>();
    Map<String, Object> attributes = new TreeMap<>();
    Optional<String> operator = Optional.empty();
    for (Given g : given) {
      if (g.name().isEmpty() && operator.isEmpty() && g.value() instanceof Datum.Text t) {
        operator = Optional.of(t.value());
      } else if (g.name().isPresent() && OWN.contains(g.name().get())) {
        named.put(g.name().get(), g);
      } else if (g.name().isPresent()) {
        Optional<Object> value = attribute(g.value());
        value.ifPresent(v -> attributes.put(g.name().get(), v));
        if (value.isEmpty() && !(g.value() instanceof Datum.Unknown)) {
          problems.add(
              wrong(g, "operator's " + g.name().get() + " can't be " + g.value().describe())
                  .help("an attribute is a number, a text, or a list of one of these"));
        }
      } else {
        problems.add(wrong(g, "operator takes its name, and all else by name"));
      }
    }
    if (operator.isEmpty() && problems.isEmpty()) {
      problems.add(
          Diagnostic.of("NND0203", span, "operator needs the name of an ONNX operator")
              .help("write: x -> operator(\"Softsign\")"));
    }
    List<TensorType> types = types(named, values, problems);
    problems.forEach(frame::problem);
    boolean unknown =
        values.contains(Datum.UNKNOWN)
            || given.stream().anyMatch(g -> g.value() instanceof Datum.Unknown);
    return !problems.isEmpty() || unknown
        ? Optional.empty()
        : operator.map(
            name ->
                Operator.of(
                    name,
                    text(named, "domain"),
                    whole(named, "since"),
                    attributes,
                    places(named, "inputs", values.size()),
                    places(named, "outputs", types.size()),
                    types));
  }

  private Diagnostic wrong(Given g, String message) {
    return Diagnostic.of("NND0205", g.span(), message);
  }

  private static String text(Map<String, Given> named, String name) {
    return named.containsKey(name) && named.get(name).value() instanceof Datum.Text t
        ? t.value()
        : "";
  }

  private static long whole(Map<String, Given> named, String name) {
    return named.containsKey(name) && named.get(name).value() instanceof Datum.Int i
        ? i.value()
        : 0;
  }

  /** Where inputs or outputs stand among ONNX's: one behind the other, if nothing is said. */
  private static List<Integer> places(Map<String, Given> named, String name, int count) {
    List<Datum> said = named.containsKey(name) ? named.get(name).value().each() : List.of();
    List<Integer> places =
        said.stream()
            .flatMap(d -> d instanceof Datum.Int i ? Stream.of((int) i.value()) : Stream.empty())
            .toList();
    return places.isEmpty() ? IntStream.range(0, count).boxed().toList() : places;
  }

  /** The results' types: as told, or that of the first value. */
  private List<TensorType> types(
      Map<String, Given> named, List<Datum> values, List<Diagnostic> problems) {
    boolean batched =
        !(named.containsKey("examples")
                && named.get("examples").value() instanceof Datum.Bool b
                && !b.value())
            && values.stream()
                .anyMatch(d -> d instanceof Datum.Tensor t && t.value().type().batched());
    if (!named.containsKey("gives")) {
      return values.stream()
          .flatMap(d -> d instanceof Datum.Tensor t ? Stream.of(t.value().type()) : Stream.empty())
          .limit(1)
          .toList();
    }
    List<TensorType> types = new ArrayList<>();
    Given gives = named.get("gives");
    for (Datum d : gives.value().each()) {
      Optional<TensorType> type =
          d instanceof Datum.Text t ? Operator.type(t.value()) : Optional.empty();
      type.ifPresent(t -> types.add(batched ? t.batch() : t));
      if (type.isEmpty() && !(d instanceof Datum.Unknown)) {
        problems.add(
            wrong(gives, "operator gives a type, not " + d.describe())
                .help("write: gives=\"float[3, 4]\", or a list of them for several results"));
      }
    }
    return types;
  }

  /** What ONNX gets; empty if it takes no such thing. */
  private static Optional<Object> attribute(Datum d) {
    if (d instanceof Datum.Int i) {
      return Optional.of(i.value());
    }
    if (d instanceof Datum.Real r) {
      return Optional.of(r.value());
    }
    if (d instanceof Datum.Text t) {
      return Optional.of(t.value());
    }
    if (d instanceof Datum.Bool b) {
      return Optional.of(b.value() ? 1L : 0L);
    }
    if (!(d instanceof Datum.ListOf list)) {
      return Optional.empty();
    }
    List<Datum> all = list.elements();
    if (all.stream().allMatch(e -> e instanceof Datum.Text)) {
      return Optional.of(all.stream().map(e -> ((Datum.Text) e).value()).toList());
    }
    if (all.stream().allMatch(e -> e instanceof Datum.Int)) {
      return Optional.of(all.stream().mapToLong(e -> ((Datum.Int) e).value()).toArray());
    }
    return all.stream().allMatch(Operators::isNumber)
        ? Optional.of(all.stream().mapToDouble(Operators::number).toArray())
        : Optional.empty();
  }
}
