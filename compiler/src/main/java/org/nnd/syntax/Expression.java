package org.nnd.syntax;

import java.util.List;
import java.util.Optional;
import org.nnd.source.Span;

/** What has a value, at compile time (a number, a list, a layer) or at run time (a tensor). */
public sealed interface Expression {

  /** Where it stands. */
  Span span();

  /** {@code 28}. */
  record Int(long value, Span span) implements Expression {}

  /** {@code 0.5}. */
  record Real(double value, Span span) implements Expression {}

  /** {@code "text"}, with its escapes resolved. */
  record Text(String value, Span span) implements Expression {}

  /** {@code true} or {@code false}. */
  record Bool(boolean value, Span span) implements Expression {}

  /** A name. */
  record Reference(String name, Span span) implements Expression {}

  /** {@code [1, 2, 3]}. */
  record ListOf(List<Expression> elements, Span span) implements Expression {}

  /** {@code x.channels}. */
  record Field(Expression of, Name name, Span span) implements Expression {}

  /** {@code list[0]}, {@code x[1:3, 0]}. */
  record Index(Expression of, List<Subscript> subscripts, Span span) implements Expression {}

  /** What an index picks of one axis. */
  sealed interface Subscript {

    /** {@code 0}. */
    record At(Expression index) implements Subscript {}

    /** {@code from:to:step}, each of which may be left out. */
    record Range(Optional<Expression> from, Optional<Expression> to, Optional<Expression> step)
        implements Subscript {}
  }

  /** {@code conv(6, kernel=5)}. */
  record Call(Expression callee, List<Argument> arguments, Span span) implements Expression {}

  /** An argument of a call, by position or by name. */
  record Argument(Optional<Name> name, Expression value) {}

  /** {@code -x} or {@code not x}. */
  record Unary(String operator, Expression operand, Span span) implements Expression {}

  /** {@code a + b} and its like. */
  record Binary(String operator, Expression left, Expression right, Span span)
      implements Expression {}

  /** {@code value -> layer}. */
  record Pipe(Expression value, Expression layer, Span span) implements Expression {}

  /** {@code ( a | b | c )}: one value goes through each. */
  record Branches(List<Expression> branches, Span span) implements Expression {}

  /** {@code if condition { a } else { b }}. */
  record Choice(Expression condition, Expression then, Expression otherwise, Span span)
      implements Expression {}
}
