package org.nnd.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nnd.source.Span;

/** What stands in the body of a model or block. */
public sealed interface Statement {

  /** Where the whole statement stands. */
  Span span();

  /** The statements of a body in the order of the text, those inside of for and if too. */
  static Stream<Statement> all(List<Statement> body) {
    return body.stream()
        .flatMap(
            s -> {
              if (s instanceof For f) {
                return Stream.concat(Stream.of(s), all(f.body()));
              }
              return s instanceof If i
                  ? Stream.of(Stream.of(s), all(i.then()), all(i.otherwise())).flatMap(part -> part)
                  : Stream.of(s);
            });
  }

  /** The names that the statements of a body give to something, its inputs left out. */
  static Stream<Name> named(List<Statement> body) {
    return all(body)
        .flatMap(
            s -> {
              if (s instanceof Binding b) {
                return Stream.of(b.name());
              }
              return s instanceof Layer l ? Stream.of(l.name()) : Stream.of();
            });
  }

  /** {@code input name: float[1, 28, 28]}; in a block without a type. */
  record Input(Name name, Optional<Type> type, Span span) implements Statement {}

  /** {@code output value} or {@code output name = value}. */
  record Output(Optional<Name> name, Expression value, Span span) implements Statement {}

  /**
   * {@code layer name = dense(32)}: a layer with parameters of its own, used as often as wanted.
   */
  record Layer(Name name, Expression value, Span span) implements Statement {}

  /** {@code name = value}. */
  record Binding(Name name, Expression value, Span span) implements Statement {}

  /** {@code for name in list { ... }}. */
  record For(Name name, Expression list, List<Statement> body, Span span) implements Statement {}

  /**
   * {@code if condition { ... } else { ... }}; an {@code else if} is an If in {@code otherwise}.
   */
  record If(Expression condition, List<Statement> then, List<Statement> otherwise, Span span)
      implements Statement {}

  /** {@code float[3, 224, 224]}. */
  record Type(Name element, List<Expression> shape, Span span) {}
}
