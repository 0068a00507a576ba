package org.nnd.build;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nnd.call.Catalogue;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Given;
import org.nnd.check.OnnxFiles;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.source.Span;

/**
 * A line of a catalogue with arguments: {@code conv(6, 5).padding(2)}.
 *
 * <p>A call never changes: each of its methods gives another one. What the arguments may be is
 * checked where the call is used.
 */
public abstract class Call<T> {
  private static final Span NOWHERE = new Span(Source.of("Java", ""), 0, 0);

  /** The arguments of a call by their names. */
  static final class Arguments {
    static final Arguments NONE = new Arguments(Map.of(), Map.of());
    private final Map<String, Datum> data;
    private final Map<String, List<Tensor>> sent;

    private Arguments(Map<String, Datum> data, Map<String, List<Tensor>> sent) {
      this.data = data;
      this.sent = sent;
    }

    Arguments with(String name, Datum value) {
      return new Arguments(and(data, name, value), sent);
    }

    private static <V> Map<String, V> and(Map<String, V> before, String name, V value) {
      Map<String, V> all = new LinkedHashMap<>(before);
      all.put(name, value);
      return all;
    }

    Arguments with(String name, Tensor... values) {
      return new Arguments(data, and(sent, name, List.of(values)));
    }
  }

  private final Entry<? extends T> entry;
  private final Arguments arguments;

  Call(Catalogue<T> catalogue, String name, Arguments arguments) {
    this.entry = catalogue.find(name).orElseThrow();
    this.arguments = arguments;
  }

  final Arguments arguments() {
    return arguments;
  }

  final Entry<? extends T> entry() {
    return entry;
  }

  /** What is sent along by name, in the order in which the layer takes it. */
  final List<Tensor> sent() {
    return entry.named().stream()
        .flatMap(n -> arguments.sent.getOrDefault(n, List.of()).stream())
        .toList();
  }

  /**
   * What the call makes.
   *
   * @throws NndException if an argument is out of its range (NND0205)
   */
  final T made() {
    List<Given> given =
        arguments.data.entrySet().stream()
            .map(e -> new Given(Optional.of(e.getKey()), e.getValue(), NOWHERE))
            .toList();
    Set<String> sent = new LinkedHashSet<>(entry.named());
    sent.retainAll(arguments.sent.keySet());
    try {
      return entry.bind(given, sent, NOWHERE, new OnnxFiles()).orElseThrow();
    } catch (NndException e) {
      throw new NndException(e.diagnostics().stream().map(Call::anywhere).toList());
    }
  }

  /** Java's own stack tells the place. */
  private static Diagnostic anywhere(Diagnostic d) {
    return new Diagnostic(d.code(), Optional.empty(), d.message(), d.notes(), d.help());
  }

  /** The arguments as a text writes them: {@code kernel=[5]}. */
  final Stream<String> words(Function<Tensor, String> names) {
    return Stream.concat(
        arguments.data.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue().words()),
        arguments.sent.entrySet().stream()
            .flatMap(e -> e.getValue().stream().map(t -> e.getKey() + "=" + names.apply(t))));
  }

  /** As a text writes it: {@code conv(channels=6, kernel=[5])}. */
  @Override
  public final String toString() {
    List<String> all = words(Tensor::toString).toList();
    return all.isEmpty() ? entry.name() : entry.name() + "(" + String.join(", ", all) + ")";
  }
}
