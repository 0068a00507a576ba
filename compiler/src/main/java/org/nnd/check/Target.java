package org.nnd.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Callable;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Given;
import org.nnd.layer.Layer;
import org.nnd.layer.Operator;
import org.nnd.layer.Tuning;
import org.nnd.source.Diagnostic;
import org.nnd.source.Span;
import org.nnd.syntax.Item;
import org.nnd.syntax.Statement;

/** What values can be sent through, as an expression names it. */
sealed interface Target extends Callable {

  /**
   * Sends values through.
   *
   * @param frame where the call stands
   * @param given arguments, those of the inner call first
   * @param inputs the values
   * @param span the words of the call
   * @param at the path of a shared layer; else the layer gets a new one
   */
  Datum send(Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at);

  /** Whether an argument says how weights learn, and isn't one of the target's own. */
  default boolean tunes(Given g) {
    return g.name().filter(Tuning.NAMES::contains).isPresent();
  }

  /** Whether a call without values gives one, and isn't a layer that waits for them. */
  default boolean isValue() {
    return false;
  }

  /** A layer of the catalogue. */
  record BuiltIn(Entry<? extends Layer> entry) implements Target {
    @Override
    public String describe() {
      return "the layer " + entry.name();
    }

    @Override
    public Optional<String> word() {
      return Optional.of(entry.name());
    }

    @Override
    public boolean isValue() {
      return entry.mostInputs() == 0;
    }

    @Override
    public Datum send(
        Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at) {
      frame.tick(span);
      List<Datum> values =
          new ArrayList<>(inputs.stream().flatMap(d -> d.each().stream()).toList());
      int unnamed = values.size();
      List<Given> arguments = new ArrayList<>(given);
      Set<String> sent = new LinkedHashSet<>();
      for (String name : entry.named()) {
        for (Given g : given) {
          if (g.name().equals(Optional.of(name)) && sent.add(name)) {
            values.addAll(g.value().each());
            arguments.remove(g);
          }
        }
      }
      Optional<? extends Layer> layer = frame.bound(entry, arguments, sent, span);
      if (layer.isEmpty() || values.contains(Datum.UNKNOWN)) {
        return Datum.UNKNOWN;
      }
      for (Datum v : values) {
        if (!v.flows()) {
          return frame.noValue(v, span);
        }
      }
      Optional<String> miscount = entry.miscount(unnamed);
      if (miscount.isPresent()) {
        return frame.unknown(Diagnostic.of("NND0219", span, miscount.get()));
      }
      return frame.put(layer.get(), entry.name(), values, span, at);
    }
  }

  /** A block, or a model used as one. */
  record Defined(Module.Found found) implements Target {
    @Override
    public String describe() {
      return "the block " + found.definition().name();
    }

    @Override
    public boolean tunes(Given g) {
      return Target.super.tunes(g)
          && found.definition().parameters().stream()
              .noneMatch(p -> g.name().equals(Optional.of(p.name().text())));
    }

    @Override
    public Datum send(
        Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at) {
      Item.Definition d = found.definition();
      Frame inside = frame.enter(found, span, at);
      boolean bound = new Parameters(d).bind(given, span, frame, inside);
      int wanted = (int) d.body().stream().filter(s -> s instanceof Statement.Input).count();
      Optional<String> miscount = Entry.miscount(d.name().text(), wanted, wanted, inputs.size());
      if (miscount.isPresent()) {
        Diagnostic wrong = Diagnostic.of("NND0219", span, miscount.get());
        return frame.unknown(
            wanted > 0 ? wrong : wrong.help("give it one, at the start of its body: input x"));
      }
      if (!bound || inputs.contains(Datum.UNKNOWN)) {
        return Datum.UNKNOWN;
      }
      List<Datum> results = List.copyOf(Body.run(d, inside, inputs).values());
      if (results.contains(Datum.UNKNOWN)) {
        return Datum.UNKNOWN;
      }
      if (results.isEmpty()) {
        return frame.unknown(
            Diagnostic.of("NND0220", d.name().span(), d.name() + " has no output")
                .help("end its body with: output x"));
      }
      return results.size() == 1 ? results.get(0) : new Datum.ListOf(results);
    }
  }

  /** A target with arguments: {@code conv(6, kernel=5)}. */
  record Bound(Target target, List<Given> arguments, List<Datum> inputs) implements Target {
    @Override
    public String describe() {
      return target.describe();
    }

    @Override
    public Datum send(
        Frame frame, List<Given> given, List<Datum> sent, Span from, Optional<String> at) {
      List<Given> tuning = arguments.stream().filter(target::tunes).toList();
      Optional<Tuning> own = frame.bound(Tuning.entry(target.describe()), tuning, Set.of(), from);
      List<Given> all = new ArrayList<>(arguments);
      all.removeAll(tuning);
      all.addAll(given);
      List<Datum> values = new ArrayList<>(sent);
      values.addAll(inputs);
      Datum made = target.send(frame.tuned(own.orElse(Tuning.NONE)), all, values, from, at);
      if (own.isEmpty() || made instanceof Datum.Unknown) {
        return Datum.UNKNOWN;
      }
      boolean learns = tuning.isEmpty() || !frame.elaboration().last().weights().isEmpty();
      return learns || !(target instanceof BuiltIn)
          ? made
          : frame.unknown(
              Diagnostic.of(
                  "NND0312", from, target.describe() + " has no weights that could learn"));
    }
  }

  /** A layer with weights of its own, wherever it is used. */
  record Shared(Target target, String path) implements Target {
    @Override
    public String describe() {
      return "the layer " + path;
    }

    @Override
    public Datum send(
        Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at) {
      return target.send(frame, given, inputs, span, Optional.of(path));
    }
  }

  /** A target and the words that name it, inside of a larger one. */
  record Part(Target target, Span span) {
    Datum send(Frame frame, List<Given> given, List<Datum> inputs) {
      return target.send(frame, given, inputs, span, Optional.empty());
    }
  }

  /** {@code a -> b} without a value. */
  record Chain(Part first, Part then) implements Target {
    @Override
    public String describe() {
      return "a chain of layers";
    }

    @Override
    public Datum send(
        Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at) {
      Frame inside = frame.inside(at, span);
      Datum between = first.send(inside, List.of(), inputs);
      return then.send(inside, given, between.each());
    }
  }

  /** {@code ( a | b )} without a value. */
  record Fork(List<Part> branches) implements Target {
    @Override
    public String describe() {
      return "several branches";
    }

    @Override
    public Datum send(
        Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at) {
      Frame inside = frame.inside(at, span);
      return new Datum.ListOf(
          branches.stream().map(b -> b.send(inside, List.of(), inputs)).toList());
    }
  }

  /** {@code repeat(3, residual(64))}: a layer so often in a row, each time with fresh weights. */
  record Repeat() implements Target {
    private static final Argument<Long> COUNT =
        Argument.required("count", ArgumentType.whole(0), "how often");
    private static final Argument<Callable> BODY =
        Argument.required("body", ArgumentType.callable(), "what values go through");

    static final Entry<Times> ENTRY =
        Entry.of(
            "repeat",
            "a layer so often in a row, each time with fresh weights",
            a -> new Times(a.get(COUNT), a.get(BODY)),
            COUNT,
            BODY);

    /** What a call asks for. */
    record Times(long count, Callable layer) {}

    @Override
    public String describe() {
      return ENTRY.name();
    }

    @Override
    public Datum send(
        Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at) {
      Frame inside = frame.inside(at, span);
      Optional<Times> times = inside.bound(ENTRY, given, Set.of(), span);
      if (times.isEmpty() || !(times.get().layer() instanceof Target layer)) {
        return Datum.UNKNOWN;
      }
      List<Datum> values = inputs;
      for (long i = 0; i < times.get().count(); i++) {
        frame.tick(span);
        values = layer.send(inside, List.of(), values, span, Optional.empty()).each();
      }
      return values.size() == 1 ? values.get(0) : new Datum.ListOf(values);
    }
  }

  /** {@code operator("Einsum", equation="ij,jk->ik")}: an operator of ONNX as it is. */
  record OnnxOperator() implements Target {
    @Override
    public String describe() {
      return Operator.KIND;
    }

    @Override
    public Datum send(
        Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at) {
      frame.tick(span);
      List<Datum> values = inputs.stream().flatMap(d -> d.each().stream()).toList();
      Optional<Operator> operator = new OperatorCall(frame, span).of(given, values);
      return operator.isEmpty() || values.contains(Datum.UNKNOWN)
          ? Datum.UNKNOWN
          : frame.put(operator.get(), Operator.KIND, values, span, at);
    }
  }

  /** What was in error and has been told. */
  record Nothing() implements Target {
    @Override
    public String describe() {
      return "an unknown layer";
    }

    @Override
    public Datum send(
        Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at) {
      return Datum.UNKNOWN;
    }
  }
}
