package org.nnd.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Given;
import org.nnd.layer.Layer;
import org.nnd.layer.Place;
import org.nnd.layer.Tuning;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Span;

/**
 * Where a body runs: the network that it adds to, the names it knows, the calls that led to it.
 *
 * @param place where its layers stand in the network
 * @param tuning how their weights learn
 */
record Frame(Elaboration elaboration, Scope scope, CallStack calls, Place place, Tuning tuning) {

  /** That of a model that is compiled. */
  static Frame of(Elaboration elaboration, Module module) {
    return of(elaboration, module, new Place(""));
  }

  /** That of a model whose layers stand at a place. */
  static Frame of(Elaboration elaboration, Module module, Place place) {
    return new Frame(elaboration, new Scope(module), CallStack.EMPTY, place, Tuning.NONE);
  }

  /** That of a block, which knows the names of its own file only. */
  Frame enter(Module.Found block, Span call, Optional<String> at) {
    String name = block.definition().name().text();
    tick(call);
    if (calls.isFull()) {
      elaboration.stop(
          "blocks are nested more than " + CallStack.DEEP + " deep here",
          "does " + name + " use itself without an end?");
    }
    Place inside = new Place(path(name, at));
    return new Frame(elaboration, new Scope(block.module()), calls.with(call), inside, tuning);
  }

  /** The same with layers put under a path, if there is one; it counts as a step. */
  Frame inside(Optional<String> at, Span span) {
    tick(span);
    return new Frame(elaboration, scope, calls, at.map(Place::new).orElse(place), tuning);
  }

  /** The same with layers whose weights learn as a call says. */
  Frame tuned(Tuning own) {
    return new Frame(elaboration, scope, calls, place, tuning.and(own));
  }

  /** The same with another vocabulary. */
  Frame speaking(Vocabulary vocabulary) {
    return new Frame(elaboration, scope.speaking(vocabulary), calls, place, tuning);
  }

  /** The path of a layer: that of a shared one, or else a new one. */
  private String path(String name, Optional<String> at) {
    return at.orElseGet(() -> place.next(name));
  }

  /** Whether it is a model that is compiled, not a block. */
  boolean isModel() {
    return calls.isEmpty();
  }

  /** Counts a step of the compiler. */
  void tick(Span span) {
    elaboration.tick(span);
  }

  void problem(Diagnostic d) {
    elaboration.problems.add(calls.noted(d));
  }

  /** What is in error, which is told. */
  Datum unknown(Diagnostic d) {
    problem(d);
    return Datum.UNKNOWN;
  }

  /** Tells that something is no value of the network where one is wanted. */
  Datum noValue(Datum d, Span span) {
    if (d instanceof Datum.Function f) {
      return unknown(
          Diagnostic.of(
                  "NND0218", span, "this is " + f.describe() + " itself: no value goes through it")
              .help("send one through: x -> " + CallStack.brief(span)));
    }
    if (d instanceof Datum.ListOf && d.each().stream().anyMatch(Datum::flows)) {
      return unknown(
          Diagnostic.of("NND0218", span, "this is several values, where one is wanted")
              .help("join them with -> concat or -> add, or take one: [0]"));
    }
    return unknown(
        Diagnostic.of("NND0218", span, "this is " + d.describe() + ", not a value of the network"));
  }

  /** What a call of a catalogue's entry makes; empty if it is in error, which is told. */
  <T> Optional<T> bound(
      Entry<? extends T> entry, List<Given> arguments, Set<String> sent, Span call) {
    try {
      return entry.bind(arguments, sent, call, elaboration.files()).map(made -> made);
    } catch (NndException e) {
      e.diagnostics().forEach(d -> problem(named(d, call)));
      return Optional.empty();
    }
  }

  /** What is wrong with a file that a call names, with the place of the call. */
  private static Diagnostic named(Diagnostic d, Span call) {
    boolean other = d.location().filter(l -> !l.file().equals(call.source().name())).isPresent();
    return other ? d.note("named on line " + call.line() + " of " + call.source().name()) : d;
  }

  /** A thing that arguments take: an initialiser. */
  Datum made(Entry<?> entry, List<Given> arguments, Span span) {
    return bound(entry, arguments, Set.of(), span)
        .<Datum>map(made -> new Datum.Made(made, span.text()))
        .orElse(Datum.UNKNOWN);
  }

  /** Puts a layer into the network, which gives what comes out of it. */
  Datum put(Layer layer, String kind, List<Datum> values, Span span) {
    return put(layer, kind, values, span, Optional.empty());
  }

  /** Puts a layer into the network, at a path of its own or at that of a shared one. */
  Datum put(Layer layer, String kind, List<Datum> values, Span span, Optional<String> at) {
    return elaboration.add(layer, kind, path(kind, at), tuning, values, span, this::problem);
  }
}
