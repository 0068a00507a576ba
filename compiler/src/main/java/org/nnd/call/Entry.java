package org.nnd.call;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.NndException;
import org.nnd.source.Span;

/**
 * A line of a catalogue: what can be called by a name, and with what.
 *
 * @param name as a text writes it
 * @param summary the equation or the one idea
 * @param leastInputs how many values must be sent through it
 * @param mostInputs how many may be
 * @param named values that may be sent along by name: {@code state=h}
 * @param arguments in the order in which they may be given without names
 * @param maker what the call makes
 */
public record Entry<T>(
    String name,
    String summary,
    int leastInputs,
    int mostInputs,
    List<String> named,
    List<Argument<?>> arguments,
    Function<Arguments, ? extends T> maker)
    implements Callable {
  public Entry {
    named = List.copyOf(named);
    arguments = List.copyOf(arguments);
  }

  /** Something that takes one value. */
  public static <T> Entry<T> of(
      String name,
      String summary,
      Function<Arguments, ? extends T> maker,
      Argument<?>... arguments) {
    return new Entry<>(name, summary, 1, 1, List.of(), List.of(arguments), maker);
  }

  /** The same with another number of values. */
  public Entry<T> taking(int least, int most) {
    return new Entry<>(name, summary, least, most, named, arguments, maker);
  }

  /** The same with values that may be sent along by name. */
  public Entry<T> with(String... values) {
    return new Entry<>(name, summary, leastInputs, mostInputs, List.of(values), arguments, maker);
  }

  /** A call with what must be given: {@code conv(channels, kernel)}. */
  public String shortest() {
    List<String> needed =
        arguments.stream().filter(Argument::mustBeGiven).map(Argument::name).toList();
    return needed.isEmpty() ? name : name + "(" + String.join(", ", needed) + ")";
  }

  /** What to say where it is given another number of values than it takes. */
  public Optional<String> miscount(int values) {
    return miscount(name, leastInputs, mostInputs, values);
  }

  /** The same for anything that takes values; blocks are called the same way. */
  public static Optional<String> miscount(String name, int least, int most, int values) {
    if (values >= least && values <= most) {
      return Optional.empty();
    }
    String wanted = most == Integer.MAX_VALUE ? least + " or more" : Integer.toString(most);
    String noun = wanted.equals("1") ? " value" : " values";
    return Optional.of(name + " takes " + wanted + noun + ", not " + values);
  }

  /** {@code conv(channels, kernel, stride=1)}. */
  public String signature() {
    return arguments.stream()
        .map(Argument::toString)
        .collect(Collectors.joining(", ", name + "(", ")"));
  }

  @Override
  public String describe() {
    return name;
  }

  /**
   * Makes what a call asks for, nothing if an argument is unknown.
   *
   * @param sent which of the named values are sent along
   * @param call where the call stands
   * @param files reads files that arguments name, by their paths from the folder of the call's text
   * @throws NndException with all that is wrong with the arguments (NND0202, NND0203, NND0205 to
   *     NND0207)
   */
  public Optional<T> bind(List<Given> given, Set<String> sent, Span call, GraphFiles files) {
    List<Diagnostic> problems = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    spread(given).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new NndException(problems);
    }
    Map<Argument<?>, Given> matched =
        matched(name, arguments, Argument::name, given, signature(), problems);
    matched.forEach((a, g) -> read(a, g, problems).ifPresent(v -> values.put(a.name(), v)));
    if (problems.isEmpty()) {
      List<String> missing =
          arguments.stream()
              .filter(a -> a.mustBeGiven() && !matched.containsKey(a))
              .map(Argument::name)
              .toList();
      problems.addAll(missing(name, missing, call, signature()));
    }
    if (!problems.isEmpty()) {
      throw new NndException(problems);
    }
    if (given.stream().anyMatch(g -> g.value() instanceof Datum.Unknown)) {
      return Optional.empty();
    }
    try {
      Path folder = call.source().folder();
      Arguments read = new Arguments(values, sent, name -> files.read(folder.resolve(name)));
      return Optional.of(maker.apply(read));
    } catch (Refusal r) {
      throw new NndException(Diagnostic.of("NND0205", call, r.getMessage()).help(r.help()));
    }
  }

  /** {@code reshape(1, 28, 28)}: a list without its brackets. */
  private Optional<Diagnostic> spread(List<Given> given) {
    boolean list = arguments.size() == 1 && arguments.get(0).type().kinds().contains(long[].class);
    boolean numbers =
        given.stream().allMatch(g -> g.name().isEmpty() && g.value() instanceof Datum.Int);
    if (!list || !numbers || given.size() < 2) {
      return Optional.empty();
    }
    String all = given.stream().map(g -> g.value().describe()).collect(Collectors.joining(", "));
    return Optional.of(
        Diagnostic.of(
                "NND0206",
                given.get(0).span().to(given.get(given.size() - 1).span()),
                name + " takes its " + arguments.get(0).name() + " as one list")
            .help("write " + name + "([" + all + "])"));
  }

  private Optional<?> read(Argument<?> argument, Given given, List<Diagnostic> problems) {
    Optional<?> value = argument.type().reader().apply(given.value());
    if (value.isEmpty() && !(given.value() instanceof Datum.Unknown)) {
      String expects = argument.type().expects();
      String what = name + "'s " + argument.name();
      Diagnostic wrong =
          Diagnostic.of(
              "NND0205",
              given.span(),
              what + " must be " + expects + ", not " + given.value().describe());
      boolean unnamed = given.name().isEmpty() && arguments.indexOf(argument) > 0;
      problems.add(unnamed ? wrong.note("the arguments are " + signature()) : wrong);
    }
    return value;
  }

  /** Tells which argument of a call is meant by what was given; blocks are called the same way. */
  public static <P> Map<P, Given> matched(
      String name,
      List<P> parameters,
      Function<P, String> nameOf,
      List<Given> given,
      String signature,
      List<Diagnostic> problems) {
    Map<P, Given> matched = new LinkedHashMap<>();
    List<String> names = parameters.stream().map(nameOf).toList();
    int position = 0;
    boolean named = false;
    for (Given g : given) {
      int at = g.name().map(names::indexOf).orElse(position);
      named |= g.name().isPresent();
      if (g.name().isEmpty() && named) {
        problems.add(
            Diagnostic.of(
                    "NND0206",
                    g.span(),
                    "an argument without a name can't stand behind one with a name")
                .help("the arguments are " + signature));
      } else if (at < 0) {
        Optional<String> near = DidYouMean.of(g.name().orElseThrow(), names);
        problems.add(
            Diagnostic.of(
                    "NND0202", g.span(), name + " has no argument '" + g.name().orElseThrow() + "'")
                .note("the arguments are " + signature)
                .help(near.map(n -> "did you mean " + n + "?")));
      } else if (at >= names.size()) {
        problems.add(
            Diagnostic.of("NND0206", g.span(), name + " takes no more arguments")
                .note("the arguments are " + signature));
      } else if (matched.put(parameters.get(at), g) != null) {
        problems.add(
            Diagnostic.of("NND0207", g.span(), name + "'s " + names.get(at) + " is given twice")
                .help("the arguments are " + signature));
      }
      position++;
    }
    return matched;
  }

  /** Tells what a call has left out. */
  public static List<Diagnostic> missing(
      String name, List<String> missing, Span call, String signature) {
    if (missing.isEmpty()) {
      return List.of();
    }
    return List.of(
        Diagnostic.of("NND0203", call, name + " needs its " + String.join(" and its ", missing))
            .help("the arguments are " + signature));
  }
}
