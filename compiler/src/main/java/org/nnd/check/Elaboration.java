package org.nnd.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.nnd.call.Datum;
import org.nnd.call.GraphFiles;
import org.nnd.call.Refusal;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Layer;
import org.nnd.layer.Network;
import org.nnd.layer.NetworkBuilder;
import org.nnd.layer.Step;
import org.nnd.layer.Tuning;
import org.nnd.source.Diagnostic;
import org.nnd.source.Span;
import org.nnd.train.Training;

/** A network in the making. */
final class Elaboration {
  private static final int MOST_STEPS = 20_000;
  private static final int MOST_WORK = 1_000_000;
  private static final String LOOP = "is a count in a loop too large?";

  final Problems problems;
  private final GraphFiles files;
  private final NetworkBuilder network;
  private Optional<Value> label = Optional.empty();
  private long work;
  private Span at;

  /**
   * @param files reads what calls name
   * @param at where it starts
   */
  Elaboration(Problems problems, GraphFiles files, Span at) {
    this(problems, files, at, new NetworkBuilder());
  }

  /** One that goes on with a network. */
  Elaboration(Problems problems, GraphFiles files, Span at, NetworkBuilder network) {
    this.problems = problems;
    this.files = files;
    this.at = at;
    this.network = network;
  }

  /** Reads the networks that calls name by their files. */
  GraphFiles files() {
    return files;
  }

  /** Declares an input. */
  Value input(String name, TensorType type) {
    return network.input(name, type);
  }

  /** Whether there is an input of the name. */
  boolean hasInput(String name) {
    return network.hasInput(name);
  }

  /** The input that holds the labels, if any were asked for. */
  Optional<Value> label() {
    return label;
  }

  /** The layer that was put in last. */
  Step last() {
    return network.last();
  }

  /** The steps so far. */
  List<Step> steps() {
    return network.steps();
  }

  /** Counts a step of the compiler, so that a text can't keep it busy for ever. */
  void tick(Span span) {
    tick(span, 1);
  }

  /** Counts several. */
  void tick(Span span, long steps) {
    at = span;
    work += steps;
    if (work > MOST_WORK) {
      stop("this keeps the compiler busy for more than " + MOST_WORK + " steps", LOOP);
    }
  }

  /** Ends the check where it is: going on makes no sense. */
  void stop(String message, String help) {
    problems.add(Diagnostic.of("NND0214", at, message).help(help));
    problems.throwIfAny();
  }

  /**
   * Puts a layer behind the others.
   *
   * @param kind what the text calls such a layer
   * @param path its name in the network
   * @param tuning how its weights learn
   * @param span the words that ask for it
   * @param refused told what is wrong, if it can't take the inputs
   * @return what comes out, unknown if it can't take the inputs
   */
  Datum add(
      Layer layer,
      String kind,
      String path,
      Tuning tuning,
      List<Datum> given,
      Span span,
      Consumer<Diagnostic> refused) {
    if (network.size() >= MOST_STEPS) {
      stop("this network has more than " + MOST_STEPS + " layers", LOOP);
    }
    List<Value> values = new ArrayList<>();
    boolean typed = label.isPresent();
    try {
      for (Datum d : given) {
        values.add(d instanceof Datum.Tensor t ? t.value() : labels(layer, given));
      }
      List<Value> results = network.add(layer, kind, path, tuning, values);
      List<Datum> tensors = results.stream().map(v -> (Datum) new Datum.Tensor(v, span)).toList();
      return tensors.size() == 1 ? tensors.get(0) : new Datum.ListOf(tensors);
    } catch (Refusal r) {
      refused.accept(mismatch(r, given, span, typed));
    } catch (ArithmeticException e) {
      refused.accept(Diagnostic.of("NND0214", span, "this is larger than a computer can hold"));
    }
    return Datum.UNKNOWN;
  }

  /** The labels, which take their type from the first layer that asks for them. */
  private Value labels(Layer layer, List<Datum> given) {
    if (label.isEmpty()) {
      for (Datum d : given) {
        if (d instanceof Datum.Tensor t) {
          TensorType type = layer.label(t.value().type());
          label = Optional.of(input(Training.LABEL, type));
          return label.get();
        }
      }
      throw new Refusal(
          "label has no type yet: nothing here says what it is compared with",
          "compare it with an output of the model");
    }
    return label.get();
  }

  /**
   * @param typed whether the labels had a type before
   */
  private static Diagnostic mismatch(Refusal r, List<Datum> given, Span span, boolean typed) {
    Optional<String> ofLabels =
        typed && given.stream().anyMatch(d -> d instanceof Datum.Label)
            ? Optional.of("labels have one type in a train section: their first use decides it")
            : Optional.empty();
    Diagnostic found =
        Diagnostic.of("NND0204", span, r.getMessage()).help(r.help().or(() -> ofLabels));
    for (Datum d : given) {
      if (d instanceof Datum.Tensor t && !t.origin().equals(span)) {
        String words = t.origin().text();
        if (words.length() > 40 || words.contains("\n")) {
          words = t.value().type().perExample().toString();
        }
        String file =
            t.origin().source().equals(span.source()) ? "" : " of " + t.origin().source().name();
        String which = given.size() == 1 ? "the value" : t.value().type().perExample().toString();
        String note = which + " comes from " + words + " on line " + t.origin().line() + file;
        found = found.notes().contains(note) ? found : found.note(note);
      }
    }
    return found;
  }

  /** The network as it stands, with some of its values as outputs. */
  Network network(String name, String doc, Map<String, Value> outputs) {
    return network.network(name, doc, outputs);
  }
}
