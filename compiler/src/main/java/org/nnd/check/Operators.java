package org.nnd.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nnd.call.Datum;

/** Arithmetic on what is known when compiling. */
final class Operators {
  static final String BY_ZERO = "division by zero";

  private Operators() {}

  /** The result, empty if the operator is not for such operands. */
  static Optional<Datum> binary(String operator, Datum a, Datum b) {
    if (operator.equals("==") || operator.equals("!=")) {
      return Optional.of(new Datum.Bool(operator.equals("==") == equal(a, b)));
    }
    if (isNumber(a) && isNumber(b)) {
      Optional<Boolean> truth = comparison(operator, compare(a, b));
      if (truth.isPresent()) {
        return truth.map(Datum.Bool::new);
      }
    }
    if (a instanceof Datum.Int x && b instanceof Datum.Int y) {
      return whole(operator, x.value(), y.value());
    }
    if (isNumber(a) && isNumber(b)) {
      return real(operator, number(a), number(b));
    }
    if (!operator.equals("+")) {
      return Optional.empty();
    }
    if (a instanceof Datum.Text x && b instanceof Datum.Text y) {
      return Optional.of(new Datum.Text(x.value() + y.value()));
    }
    if (a instanceof Datum.ListOf x && b instanceof Datum.ListOf y) {
      List<Datum> all = new ArrayList<>(x.elements());
      all.addAll(y.elements());
      return Optional.of(new Datum.ListOf(all));
    }
    return Optional.empty();
  }

  /** The result, empty if the operator is not for such an operand. */
  static Optional<Datum> unary(String operator, Datum a) {
    if (operator.equals("not")) {
      return a instanceof Datum.Bool b ? Optional.of(new Datum.Bool(!b.value())) : Optional.empty();
    }
    if (a instanceof Datum.Int i) {
      return Optional.of(new Datum.Int(Math.negateExact(i.value())));
    }
    return a instanceof Datum.Real r ? Optional.of(new Datum.Real(-r.value())) : Optional.empty();
  }

  static boolean isNumber(Datum d) {
    return d instanceof Datum.Int || d instanceof Datum.Real;
  }

  static double number(Datum d) {
    return d instanceof Datum.Int i ? i.value() : ((Datum.Real) d).value();
  }

  private static boolean equal(Datum a, Datum b) {
    return (isNumber(a) && isNumber(b)) ? compare(a, b) == 0 : a.equals(b);
  }

  /** Which of two numbers is larger; whole ones are compared to the last digit. */
  static int compare(Datum a, Datum b) {
    if (a instanceof Datum.Int x && b instanceof Datum.Int y) {
      return Long.compare(x.value(), y.value());
    }
    // Zero is added since -0.0 equals 0.
    return Double.compare(number(a) + 0.0, number(b) + 0.0);
  }

  private static Optional<Boolean> comparison(String operator, int order) {
    return switch (operator) {
      case "<" -> Optional.of(order < 0);
      case "<=" -> Optional.of(order <= 0);
      case ">" -> Optional.of(order > 0);
      case ">=" -> Optional.of(order >= 0);
      default -> Optional.empty();
    };
  }

  /** Whole numbers stay whole where they can: 7 / 2 is 3.5, 6 / 2 is 3. */
  private static Optional<Datum> whole(String operator, long a, long b) {
    if (b == 0 && (operator.equals("/") || operator.equals("%"))) {
      throw new ArithmeticException(BY_ZERO);
    }
    Long result =
        switch (operator) {
          case "+" -> Math.addExact(a, b);
          case "-" -> Math.subtractExact(a, b);
          case "*" -> Math.multiplyExact(a, b);
          case "/" -> a % b != 0 ? null : b == -1 ? Math.negateExact(a) : a / b;
          case "%" -> Math.floorMod(a, b);
          case "**" -> b >= 0 ? power(a, b) : null;
          default -> null;
        };
    return result != null
        ? Optional.of(new Datum.Int(result))
        : real(operator, (double) a, (double) b);
  }

  private static long power(long a, long b) {
    if (a == 0 || a == 1) {
      return b == 0 ? 1 : a;
    }
    if (a == -1) {
      return b % 2 == 0 ? 1 : -1;
    }
    long result = 1;
    for (long i = 0; i < b; i++) {
      result = Math.multiplyExact(result, a);
    }
    return result;
  }

  private static Optional<Datum> real(String operator, double a, double b) {
    Double result =
        switch (operator) {
          case "+" -> a + b;
          case "-" -> a - b;
          case "*" -> a * b;
          case "/" -> a / b;
          case "%" -> a - b * Math.floor(a / b);
          case "**" -> StrictMath.pow(a, b);
          default -> null;
        };
    if (result == null) {
      return Optional.empty();
    }
    boolean byZero = operator.equals("**") ? a == 0 && b < 0 : b == 0 && !Double.isFinite(result);
    if (byZero) {
      throw new ArithmeticException(BY_ZERO);
    }
    if (result.isNaN()) {
      throw new ArithmeticException("the result is no number");
    }
    if (result.isInfinite()) {
      throw new ArithmeticException("overflow");
    }
    return Optional.of(new Datum.Real(result));
  }
}
