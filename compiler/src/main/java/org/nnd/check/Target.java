package org.nnd.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Callable;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Given;
import org.nnd.layer.Layer;
import org.nnd.source.Span;

/** What values can be sent through, as an expression names it. */
sealed interface Target extends Callable {

  /**
   * Sends values through.
   *
   * @param frame where the call stands
   * @param given arguments, of an outer call first
   * @param inputs the values
   * @param span the words of the call
   * @param at the path of a shared layer; else the layer gets a new one
   */
  Datum send(Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at);

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
    public Datum send(
        Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at) {
      return frame.apply(entry, given, inputs, span, at);
    }
  }

  /** A block, or a model used as one. */
  record Defined(Module.Found found) implements Target {
    @Override
    public String describe() {
      return "the block " + found.definition().name();
    }

    @Override
    public Datum send(
        Frame frame, List<Given> given, List<Datum> inputs, Span span, Optional<String> at) {
      return frame.expand(found, given, inputs, span, at);
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
      List<Given> all = new ArrayList<>(arguments);
      all.addAll(given);
      List<Datum> values = new ArrayList<>(sent);
      values.addAll(inputs);
      return target.send(frame, all, values, from, at);
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
      return frame.inside(
          at,
          span,
          f -> {
            Datum between = first.send(f, List.of(), inputs);
            return then.send(f, given, Frame.values(between));
          });
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
      return frame.inside(
          at,
          span,
          f -> new Datum.ListOf(branches.stream().map(b -> b.send(f, List.of(), inputs)).toList()));
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
      return frame.inside(at, span, f -> f.repeat(given, inputs, span));
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
