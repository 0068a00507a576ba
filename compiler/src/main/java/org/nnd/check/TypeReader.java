package org.nnd.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nnd.call.Datum;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.layer.NetworkBuilder;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.syntax.Expression;
import org.nnd.syntax.Name;
import org.nnd.syntax.Statement;

/** The type of one example, as an input declares it: {@code float[T, 28]}. */
record TypeReader(Frame frame) {
  /** How other tools write the axis of the examples. */
  private static final Set<String> BATCH_NAMES = Set.of("None", "batch", "batch_size");

  /** The type that a text means, empty if it is in error, which is told. */
  Optional<TensorType> read(Statement.Type t) {
    Optional<ElementType> element = element(t.element());
    List<Dim> dims = new ArrayList<>();
    t.shape().forEach(e -> length(e).ifPresent(dims::add));
    if (element.isEmpty() || dims.size() < t.shape().size()) {
      return Optional.empty();
    }
    TensorType type = new TensorType(element.get(), new Shape(dims));
    try {
      NetworkBuilder.fit(type);
      return Optional.of(type);
    } catch (Refusal r) {
      frame.problem(Diagnostic.of("NND0217", t.span(), r.getMessage()).help(r.help()));
      return Optional.empty();
    }
  }

  private Optional<ElementType> element(Name name) {
    Optional<ElementType> element = ElementType.of(name.text());
    if (element.isEmpty()) {
      frame.problem(
          Diagnostic.of("NND0217", name.span(), "there is no type " + name)
              .note("the types are " + String.join(", ", ElementType.words()))
              .help(
                  DidYouMean.of(name.text(), ElementType.words())
                      .map(n -> "did you mean " + n + "?")));
    }
    return element;
  }

  /** A length: a number, or a new name for one that is free. */
  private Optional<Dim> length(Expression e) {
    if (e instanceof Expression.Reference r && frame.scope().defined(r.name()).isEmpty()) {
      if (r.name().equals(Dim.BATCH.toString())) {
        frame.problem(
            Diagnostic.of("NND0217", r.span(), r.name() + " is the number of examples already")
                .help("shapes don't name it; give this free length another name"));
        return Optional.empty();
      }
      if (BATCH_NAMES.contains(r.name())) {
        frame.problem(
            Diagnostic.of("NND0217", r.span(), "shapes don't name the number of examples")
                .help("leave " + r.name() + " out; a free length has another name: float[T, 28]"));
        return Optional.empty();
      }
      return Optional.of(new Dim.Named(r.name()));
    }
    Datum d = new Evaluator(frame).evaluate(e);
    if (d instanceof Datum.Int i && i.value() > 0) {
      return Optional.of(Dim.of(i.value()));
    }
    if (d instanceof Datum.Free free) {
      return Optional.of(free.dim());
    }
    if (!(d instanceof Datum.Unknown)) {
      frame.problem(
          Diagnostic.of(
                  "NND0217",
                  e.span(),
                  "a length is a whole number of at least 1, not " + d.describe())
              .help("a length that is known only later is a name: float[T, 28]"));
    }
    return Optional.empty();
  }
}
