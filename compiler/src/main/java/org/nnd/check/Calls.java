package org.nnd.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Given;
import org.nnd.layer.Initializer;
import org.nnd.layer.Initializers;
import org.nnd.source.Diagnostic;
import org.nnd.source.Span;
import org.nnd.syntax.Expression;
import org.nnd.syntax.Name;

/** What expressions name as something to send values through, and what comes out of it. */
record Calls(Frame frame, Evaluator evaluator) {

  /** What values can be sent through by this expression. */
  Target target(Expression e) {
    if (e instanceof Expression.Reference r) {
      return named(r);
    }
    if (e instanceof Expression.Call c) {
      return bound(c, target(c.callee()));
    }
    if (e instanceof Expression.Pipe p) {
      return new Target.Chain(part(p.value()), part(p.layer()));
    }
    if (e instanceof Expression.Branches b) {
      return new Target.Fork(b.branches().stream().map(this::part).toList());
    }
    if (e instanceof Expression.Choice c) {
      return evaluator
          .condition(c.condition())
          .map(yes -> target(yes ? c.then() : c.otherwise()))
          .orElse(new Target.Nothing());
    }
    Datum d = evaluator.evaluate(e);
    if (d instanceof Datum.Function f && f.callable() instanceof Target t) {
      return t;
    }
    if (!(d instanceof Datum.Unknown)) {
      frame.problem(
          Diagnostic.of("NND0209", e.span(), "this is " + d.describe() + ", not a layer"));
    }
    return new Target.Nothing();
  }

  private Target named(Expression.Reference r) {
    Scope scope = frame.scope();
    Optional<Target> found = scope.callable(r.name());
    if (found.isEmpty() && !scope.defined(r.name()).equals(Optional.of(Datum.UNKNOWN))) {
      scope.noLayer(r).ifPresent(frame::problem);
    }
    return found.orElse(new Target.Nothing());
  }

  private Target.Part part(Expression e) {
    return new Target.Part(target(e), e.span());
  }

  /** What {@code conv(x, 6)} gives; without values in front it is a layer that waits for them. */
  Datum call(Expression.Call c) {
    if (c.callee() instanceof Expression.Reference r
        && frame.scope().callable(r.name()).isEmpty()) {
      Optional<Computation> computation = Computation.of(r.name());
      if (computation.isPresent()) {
        return compute(computation.get(), c);
      }
      Optional<Entry<? extends Initializer>> initializer = Initializers.ALL.find(r.name());
      if (initializer.isPresent()) {
        List<Given> arguments = bound(c, new Target.Nothing()).arguments();
        return frame.made(initializer.get(), arguments, c.span());
      }
    }
    Target.Bound bound = bound(c, target(c.callee()));
    if (bound.inputs().isEmpty() && !bound.target().isValue()) {
      return bound.target() instanceof Target.Nothing ? Datum.UNKNOWN : new Datum.Function(bound);
    }
    return bound.send(frame, List.of(), List.of(), c.span(), Optional.empty());
  }

  /** What {@code x -> layer} gives; {@code layer -> layer} is a longer layer. */
  Datum pipe(Expression.Pipe p) {
    Datum value = evaluator.evaluate(p.value());
    if (value instanceof Datum.Function f && f.callable() instanceof Target first) {
      Target.Part start = new Target.Part(first, p.value().span());
      return new Datum.Function(new Target.Chain(start, part(p.layer())));
    }
    Target target = target(p.layer());
    for (Datum v : value.each()) {
      if (!v.flows() && !(v instanceof Datum.Unknown)) {
        boolean none = value.each().stream().noneMatch(Datum::flows);
        return frame.noValue(none ? value : v, p.value().span());
      }
    }
    return target.send(frame, List.of(), value.each(), p.layer().span(), Optional.empty());
  }

  private Datum compute(Computation computation, Expression.Call c) {
    List<Datum> arguments = c.arguments().stream().map(a -> evaluator.evaluate(a.value())).toList();
    if (arguments.contains(Datum.UNKNOWN)) {
      return Datum.UNKNOWN;
    }
    Optional<Name> named = c.arguments().stream().flatMap(a -> a.name().stream()).findFirst();
    if (named.isPresent()) {
      Name name = named.get();
      return frame.unknown(
          Diagnostic.of("NND0202", name.span(), computation.word() + " has no argument " + name)
              .note(computation.about()));
    }
    return new Calculation(frame).function(computation, arguments, c.span());
  }

  /** A target with a call's arguments: values in front are inputs, the rest arguments. */
  private Target.Bound bound(Expression.Call c, Target target) {
    List<Datum> values = new ArrayList<>();
    List<Given> arguments = new ArrayList<>();
    boolean unknown = false;
    for (Expression.Argument a : c.arguments()) {
      Datum d = evaluator.evaluate(a.value());
      if ((d.flows() || isTensors(d)) && a.name().isEmpty() && arguments.isEmpty()) {
        values.addAll(d.each());
      } else {
        arguments.add(given(a, d));
        unknown |= d instanceof Datum.Unknown && a.name().isEmpty();
      }
    }
    if (unknown) {
      // It may have been meant as an input, so nothing can be said of the others.
      return new Target.Bound(new Target.Nothing(), List.of(), List.of());
    }
    Optional<Given> late =
        arguments.stream()
            .filter(g -> g.name().isEmpty() && g.value() instanceof Datum.Tensor)
            .findFirst();
    if (late.isPresent() && target instanceof Target.BuiltIn layer) {
      frame.problem(
          Diagnostic.of(
                  "NND0206", late.get().span(), "a value stands before the arguments, not behind")
              .help("send it through: x -> " + layer.entry().shortest()));
      return new Target.Bound(new Target.Nothing(), List.of(), List.of());
    }
    return new Target.Bound(target, arguments, values);
  }

  /**
   * The arguments of a call that takes no values. A bare word that an argument knows is that word,
   * whatever the model calls by it.
   */
  List<Given> arguments(Expression.Call c, Entry<?> entry) {
    return c.arguments().stream()
        .map(a -> given(a, word(a, entry).orElseGet(() -> evaluator.evaluate(a.value()))))
        .toList();
  }

  private static Optional<Datum> word(Expression.Argument a, Entry<?> entry) {
    Optional<String> name = a.name().map(Name::text);
    return a.value() instanceof Expression.Reference r
        ? entry.arguments().stream()
            .filter(known -> name.equals(Optional.of(known.name())))
            .filter(known -> known.type().words().contains(r.name()))
            .findFirst()
            .map(known -> new Datum.Word(r.name()))
        : Optional.empty();
  }

  private static Given given(Expression.Argument a, Datum value) {
    Span span = a.name().map(n -> n.span().to(a.value().span())).orElse(a.value().span());
    return new Given(a.name().map(Name::text), value, span);
  }

  private static boolean isTensors(Datum d) {
    return d instanceof Datum.ListOf list
        && !list.elements().isEmpty()
        && list.elements().stream().allMatch(e -> e instanceof Datum.Tensor);
  }
}
