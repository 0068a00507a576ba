package org.nnd.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Arithmetic of lengths in words, in one order, so that equal lengths have equal names. */
final class Formula {
  private Formula() {}

  /** The number first, then the names: {@code 6*N*T}. */
  static Dim product(Dim a, Dim b) {
    if (a.is(1) || b.is(1)) {
      return a.is(1) ? b : a;
    }
    long number = 1;
    List<String> names = new ArrayList<>();
    for (Dim d : List.of(a, b)) {
      for (String factor : factors(d.toString())) {
        if (isNumber(factor)) {
          number = Math.multiplyExact(number, Long.parseLong(factor));
        } else {
          names.add(factor);
        }
      }
    }
    if (names.isEmpty() || number == 0) {
      return Dim.of(number);
    }
    Collections.sort(names);
    String product = String.join("*", names);
    return new Dim.Named(number == 1 ? product : number + "*" + product);
  }

  /** The names first, then the number: {@code N+T+3}. */
  static Dim sum(Dim a, Dim b) {
    long number = 0;
    List<String> names = new ArrayList<>();
    for (Dim d : List.of(a, b)) {
      for (String term : parts(d.toString(), '+')) {
        if (isNumber(term)) {
          number = Math.addExact(number, Long.parseLong(term));
        } else {
          names.add(term);
        }
      }
    }
    if (names.isEmpty()) {
      return Dim.of(number);
    }
    Collections.sort(names);
    String sum = String.join("+", names);
    return new Dim.Named(number == 0 ? sum : sum + "+" + number);
  }

  private static List<String> factors(String formula) {
    boolean sum = parts(formula, '+').size() > 1 || parts(formula, '-').size() > 1;
    return sum ? List.of("(" + formula + ")") : parts(formula, '*');
  }

  private static boolean isNumber(String part) {
    return part.chars().allMatch(Character::isDigit);
  }

  /** What stands between the signs that are outside of brackets. */
  private static List<String> parts(String formula, char sign) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int depth = 0;
    for (int i = 0; i < formula.length(); i++) {
      char c = formula.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == sign && depth == 0) {
        parts.add(formula.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(formula.substring(start));
    return parts;
  }
}
