package org.nnd.check;

import java.util.List;
import java.util.Optional;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.layer.Initializer;
import org.nnd.layer.Initializers;
import org.nnd.layer.Select;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.syntax.Expression;

/** What expressions stand for. */
record Evaluator(Frame frame) {
  private static final List<String> FIELDS = List.of("shape", "rank", "channels", "features");

  /** What an expression stands for, unknown if it is in error, which is told. */
  Datum evaluate(Expression e) {
    if (e instanceof Expression.Int i) {
      return new Datum.Int(i.value());
    }
    if (e instanceof Expression.Real r) {
      return new Datum.Real(r.value());
    }
    if (e instanceof Expression.Text t) {
      return new Datum.Text(t.value());
    }
    if (e instanceof Expression.Bool b) {
      return new Datum.Bool(b.value());
    }
    if (e instanceof Expression.ListOf l) {
      return list(l);
    }
    if (e instanceof Expression.Reference r) {
      return named(r);
    }
    if (e instanceof Expression.Field f) {
      return field(f);
    }
    if (e instanceof Expression.Index i) {
      return index(i);
    }
    if (e instanceof Expression.Call c) {
      return calls().call(c);
    }
    if (e instanceof Expression.Unary u) {
      return new Calculation(frame).unary(u.operator(), evaluate(u.operand()), u.span());
    }
    if (e instanceof Expression.Binary b) {
      return binary(b);
    }
    if (e instanceof Expression.Pipe p) {
      return calls().pipe(p);
    }
    if (e instanceof Expression.Choice c) {
      return condition(c.condition())
          .map(yes -> evaluate(yes ? c.then() : c.otherwise()))
          .orElse(Datum.UNKNOWN);
    }
    return new Datum.Function(calls().target(e));
  }

  /** The calls among expressions. */
  Calls calls() {
    return new Calls(frame, this);
  }

  /** Whether a condition holds, empty if that can't be decided, which is told. */
  Optional<Boolean> condition(Expression e) {
    Datum d = evaluate(e);
    if (d instanceof Datum.Bool b) {
      return Optional.of(b.value());
    }
    if (!(d instanceof Datum.Unknown)) {
      frame.problem(
          Diagnostic.of("NND0215", e.span(), "a condition is true or false, not " + d.describe())
              .note(
                  "conditions are decided when compiling; values of the network aren't known then"));
    }
    return Optional.empty();
  }

  private Datum list(Expression.ListOf l) {
    List<Datum> elements = l.elements().stream().map(this::evaluate).toList();
    return elements.contains(Datum.UNKNOWN)
        ? Datum.UNKNOWN
        : new Calculation(frame).sized(new Datum.ListOf(elements), l.span());
  }

  private Datum named(Expression.Reference r) {
    Scope scope = frame.scope();
    Optional<Datum> defined = scope.defined(r.name());
    if (defined.isPresent()) {
      return defined.get();
    }
    if (scope.isLabel(r.name())) {
      return new Datum.Label(r.span());
    }
    Optional<Target> target = scope.callable(r.name());
    if (target.isPresent()) {
      return new Datum.Function(target.get());
    }
    Optional<Entry<? extends Initializer>> initializer = Initializers.ALL.find(r.name());
    if (initializer.isPresent()) {
      return frame.made(initializer.get(), List.of(), r.span());
    }
    if (scope.isWord(r.name())) {
      return new Datum.Word(r.name());
    }
    return scope.noValue(r).map(frame::unknown).orElse(Datum.UNKNOWN);
  }

  private Datum field(Expression.Field f) {
    Optional<Module> file =
        f.of() instanceof Expression.Reference r ? frame.scope().file(r.name()) : Optional.empty();
    if (file.isPresent()) {
      return block(file.get(), f);
    }
    Optional<Diagnostic> prefix = prefix(f);
    if (prefix.isPresent()) {
      return frame.unknown(prefix.get());
    }
    Datum of = evaluate(f.of());
    if (of instanceof Datum.Unknown) {
      return of;
    }
    if (of instanceof Datum.Tensor t) {
      return field(f, t.value().type().perExample().shape());
    }
    return frame.unknown(
        Diagnostic.of(
            "NND0221",
            f.span(),
            "only values of the network have fields, this is " + of.describe()));
  }

  /** What is wrong with {@code nn.Linear}, a layer as other tools name it. */
  private Optional<Diagnostic> prefix(Expression.Field f) {
    Scope scope = frame.scope();
    Expression first = f.of();
    while (first instanceof Expression.Field inner) {
      first = inner.of();
    }
    boolean nothing =
        first instanceof Expression.Reference r
            && scope.defined(r.name()).isEmpty()
            && scope.noValue(r).isPresent();
    return nothing
        ? scope
            .nearLayer(f.name().text())
            .map(
                near ->
                    Diagnostic.of("NND0201", f.span(), "there is no layer " + f.span().text())
                        .help("did you mean " + near + "? layers stand by themselves here"))
        : Optional.empty();
  }

  /** A block of a file that is imported under a name. */
  private Datum block(Module file, Expression.Field f) {
    String name = f.name().text();
    Optional<Module.Found> found = file.find(name);
    if (found.isPresent()) {
      return new Datum.Function(new Target.Defined(found.get()));
    }
    if (!file.whole()) {
      return Datum.UNKNOWN;
    }
    return frame.unknown(
        Diagnostic.of("NND0201", f.name().span(), f.of().span().text() + " has no block " + name)
            .help(DidYouMean.of(name, file.names()).map(n -> "did you mean " + n + "?")));
  }

  /** What a text can ask of the shape of one example. */
  private Datum field(Expression.Field f, Shape shape) {
    String name = f.name().text();
    return switch (name) {
      case "shape" -> new Datum.ListOf(shape.dims().stream().map(Evaluator::length).toList());
      case "rank" -> new Datum.Int(shape.rank());
      case "channels", "features" ->
          shape.rank() == 0
              ? frame.unknown(
                  Diagnostic.of("NND0221", f.span(), "a single number has no " + f.name()))
              : length(shape.dim(name.equals("channels") ? 0 : -1));
      default ->
          frame.unknown(
              Diagnostic.of("NND0221", f.name().span(), "a value has no field " + f.name())
                  .note("the fields are " + String.join(", ", FIELDS))
                  .help(DidYouMean.of(name, FIELDS).map(n -> "did you mean " + n + "?")));
    };
  }

  private static Datum length(Dim d) {
    return d instanceof Dim.Known k ? new Datum.Int(k.size()) : new Datum.Free((Dim.Named) d);
  }

  private Datum index(Expression.Index i) {
    Datum of = evaluate(i.of());
    List<Optional<Pick>> picks = i.subscripts().stream().map(x -> Pick.of(x, this)).toList();
    if (of instanceof Datum.Unknown || picks.stream().anyMatch(Optional::isEmpty)) {
      return Datum.UNKNOWN;
    }
    List<Pick> all = picks.stream().map(Optional::orElseThrow).toList();
    if (of instanceof Datum.Tensor t) {
      return picked(i, t, all);
    }
    if (!(of instanceof Datum.ListOf list)) {
      String what = "only lists and values of the network have elements to pick, this is ";
      return frame.unknown(Diagnostic.of("NND0222", i.span(), what + of.describe()));
    }
    if (all.size() > 1) {
      return frame.unknown(
          Diagnostic.of("NND0222", i.span(), "a list takes one index, not " + all.size())
              .help("a list in a list is reached by list[0][1]"));
    }
    try {
      return all.get(0).of(list.elements());
    } catch (Refusal r) {
      return frame.unknown(Diagnostic.of("NND0222", i.span(), r.getMessage()).help(r.help()));
    }
  }

  /** Elements of a value, the last axis first, so that those before it keep their places. */
  private Datum picked(Expression.Index i, Datum.Tensor of, List<Pick> picks) {
    int rank = of.value().type().perExample().shape().rank();
    if (picks.size() > rank) {
      return frame.unknown(
          Diagnostic.of(
              "NND0222",
              i.span(),
              "this picks from "
                  + picks.size()
                  + " axes of "
                  + of.describe()
                  + ", which has "
                  + rank));
    }
    Datum value = of;
    for (int axis = picks.size() - 1; axis >= 0; axis--) {
      if (value instanceof Datum.Tensor t) {
        value = frame.put(picks.get(axis).layer(axis), Select.KIND, List.of(t), i.span());
      }
    }
    return value;
  }

  /** The right side of {@code and} and {@code or} counts only where the left one leaves it open. */
  private Datum binary(Expression.Binary b) {
    Datum left = evaluate(b.left());
    if (left instanceof Datum.Bool yes && List.of("and", "or").contains(b.operator())) {
      boolean decided = b.operator().equals("or") == yes.value();
      return decided
          ? left
          : condition(b.right()).<Datum>map(Datum.Bool::new).orElse(Datum.UNKNOWN);
    }
    return new Calculation(frame).binary(b.operator(), left, evaluate(b.right()), b.span());
  }
}
