package org.nnd.syntax;

import java.util.List;
import java.util.Optional;
import org.nnd.source.Span;

/** What stands at the top level of a file. */
public sealed interface Item {

  /** Where the whole item stands. */
  Span span();

  /** {@code import "blocks.nnd" as name}. */
  record Import(Expression.Text path, Optional<Name> as, Span span) implements Item {}

  /** What a model and a block have in common: a name, parameters, a body, a doc comment. */
  sealed interface Definition extends Item {
    Name name();

    List<Parameter> parameters();

    List<Statement> body();

    /** The {@code ///} comment before it, without the slashes; empty if there is none. */
    String doc();
  }

  /** {@code model Name(parameters) { ... }}. */
  record Model(Name name, List<Parameter> parameters, List<Statement> body, String doc, Span span)
      implements Definition {}

  /** {@code block name(parameters) { ... }}. */
  record Block(Name name, List<Parameter> parameters, List<Statement> body, String doc, Span span)
      implements Definition {}

  /** {@code train Model { settings }}. */
  record Train(Name model, List<Setting> settings, Span span) implements Item {}

  /** A parameter of a model or block, with its default if it has one. */
  record Parameter(Name name, Optional<Expression> defaultValue) {}

  /** One setting of a train section: {@code epochs 10}. */
  record Setting(Name name, Expression value) {}
}
