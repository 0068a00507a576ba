package org.nnd.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nnd.call.Datum;
import org.nnd.layer.Arithmetic;
import org.nnd.layer.Product;
import org.nnd.source.Diagnostic;
import org.nnd.source.Span;

/**
 * Operators and functions of numbers: computed where all operands are known when compiling, put
 * into the network where one flows through it.
 */
record Calculation(Frame frame) {
  /** A list or text with more in it is a mistake. */
  private static final int LARGE = 200_000;

  Datum unary(String operator, Datum operand, Span span) {
    if (operand instanceof Datum.Unknown) {
      return operand;
    }
    if (operand instanceof Datum.Tensor && operator.equals("-")) {
      return frame.put(Arithmetic.NEGATION, Arithmetic.NEG, List.of(operand), span);
    }
    String words = (operator.equals("not") ? "not " : "-") + operand.describe();
    return computed(span, words, Optional.empty(), () -> Operators.unary(operator, operand));
  }

  Datum binary(String operator, Datum left, Datum right, Span span) {
    if (left instanceof Datum.Unknown || right instanceof Datum.Unknown) {
      return Datum.UNKNOWN;
    }
    if (left.flows() || right.flows()) {
      return inNetwork(operator, left, right, span);
    }
    return computed(
        span,
        left.describe() + " " + operator + " " + right.describe(),
        Optional.empty(),
        () -> Operators.binary(operator, left, right));
  }

  /** A layer like others. */
  private Datum inNetwork(String word, Datum left, Datum right, Span span) {
    Optional<Arithmetic.Operator> operator = Arithmetic.Operator.of(word);
    boolean both = left.flows() && right.flows();
    if (word.equals("@") && both) {
      return frame.put(new Product(), Product.KIND, List.of(left, right), span);
    }
    boolean numbers = both || Operators.isNumber(left) || Operators.isNumber(right);
    if (operator.isEmpty() || !numbers) {
      return frame.unknown(
          Diagnostic.of(
                  "NND0213",
                  span,
                  "can't compute " + left.describe() + " " + word + " " + right.describe())
              .note(
                  "values of the network take + - * / ** with each other and with numbers, and @"));
    }
    String kind = operator.get().word();
    if (both) {
      return frame.put(Arithmetic.of(operator.get()), kind, List.of(left, right), span);
    }
    boolean first = Operators.isNumber(left);
    Optional<Double> number = Optional.of(Operators.number(first ? left : right));
    Arithmetic layer = new Arithmetic(operator.get(), number, first);
    return frame.put(layer, kind, List.of(first ? right : left), span);
  }

  Datum function(Computation computation, List<Datum> arguments, Span span) {
    String words =
        arguments.stream()
            .map(Datum::describe)
            .collect(Collectors.joining(", ", computation.word() + "(", ")"));
    return computed(span, words, Optional.of(computation.about()), () -> computation.of(arguments));
  }

  private Datum computed(
      Span span, String words, Optional<String> note, Supplier<Optional<Datum>> result) {
    String why = "";
    try {
      Optional<Datum> made = result.get();
      if (made.isPresent()) {
        return sized(made.get(), span);
      }
    } catch (ArithmeticException x) {
      boolean large = x.getMessage().contains("overflow");
      why = ": " + (large ? "the result is too large" : x.getMessage());
    }
    Diagnostic failed = Diagnostic.of("NND0213", span, "can't compute " + words + why);
    return frame.unknown(note.map(failed::note).orElse(failed));
  }

  /** What was made while compiling, unless it is larger than makes sense. */
  Datum sized(Datum made, Span span) {
    frame.elaboration().tick(span, 1 + made.size() / 100);
    if (made.size() > LARGE) {
      return frame.unknown(
          Diagnostic.of(
                  "NND0214",
                  span,
                  made instanceof Datum.Text
                      ? "this text has more than " + LARGE + " letters"
                      : "this list has more than " + LARGE + " elements")
              .help("is a count in a loop too large?"));
    }
    return made;
  }
}
