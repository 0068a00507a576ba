package org.nnd.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A length in words, as a sum of products in one order, so that equal lengths have equal names:
 * {@code N*T+2*T-1}. What is divided is a name of its own: {@code floor((T-3)/2)}.
 *
 * @param terms by their names, which stand between stars, how often each is taken; the number by
 *     itself has no name
 */
record Formula(TreeMap<String, Long> terms) {
  private static final String NUMBER = "";

  /** The formula of a length. */
  static Formula of(Dim d) {
    return d instanceof Dim.Known k ? term(NUMBER, k.size()) : parse(d.toString());
  }

  /** A number, which may be negative. */
  static Formula number(long number) {
    return term(NUMBER, number);
  }

  private static Formula term(String names, long factor) {
    return new Formula(new TreeMap<>(Map.of(names, factor)));
  }

  private static Formula parse(String words) {
    Formula sum = new Formula(new TreeMap<>());
    boolean minus = false;
    for (String part : parts(words, "+-")) {
      if (part.equals("+") || part.equals("-")) {
        minus = part.equals("-");
      } else if (!part.isEmpty()) {
        Formula product = term(NUMBER, minus ? -1 : 1);
        for (String factor : parts(part, "*")) {
          product = factor.equals("*") ? product : product.times(factor(factor));
        }
        sum = sum.plus(product);
      }
    }
    return sum;
  }

  private static Formula factor(String words) {
    if (words.chars().allMatch(Character::isDigit)) {
      return term(NUMBER, Long.parseLong(words));
    }
    return words.startsWith("(") ? parse(words.substring(1, words.length() - 1)) : term(words, 1);
  }

  /** The signs that are outside of brackets, and what stands between them. */
  private static List<String> parts(String words, String signs) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int depth = 0;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && signs.indexOf(c) >= 0) {
        parts.add(words.substring(start, i));
        parts.add(Character.toString(c));
        start = i + 1;
      }
    }
    parts.add(words.substring(start));
    return parts;
  }

  Formula plus(Formula other) {
    TreeMap<String, Long> sum = new TreeMap<>(terms);
    other.terms.forEach((names, factor) -> sum.merge(names, factor, Math::addExact));
    return new Formula(sum);
  }

  Formula times(Formula other) {
    TreeMap<String, Long> product = new TreeMap<>();
    terms.forEach(
        (a, x) ->
            other.terms.forEach(
                (b, y) -> product.merge(names(a, b), Math.multiplyExact(x, y), Math::addExact)));
    return new Formula(product);
  }

  private static String names(String a, String b) {
    if (a.equals(NUMBER) || b.equals(NUMBER)) {
      return a + b;
    }
    List<String> names = new ArrayList<>(parts(a + "*" + b, "*"));
    names.removeIf(n -> n.equals("*"));
    Collections.sort(names);
    return String.join("*", names);
  }

  /** This over a number, cut off or rounded up, as a name of its own. */
  Dim over(long number, String rounding) {
    String words = dim().toString();
    String whole = parts(words, "+-").size() > 1 ? "(" + words + ")" : words;
    return new Dim.Named(rounding + "(" + whole + "/" + number + ")");
  }

  /** The length of this formula. */
  Dim dim() {
    StringBuilder words = new StringBuilder();
    terms.forEach(
        (names, factor) -> {
          if (!names.equals(NUMBER) && factor != 0) {
            words.append(factor < 0 ? "-" : words.length() > 0 ? "+" : "");
            words.append(Math.abs(factor) == 1 ? names : Math.abs(factor) + "*" + names);
          }
        });
    long number = terms.getOrDefault(NUMBER, 0L);
    if (words.length() == 0) {
      return Dim.of(number);
    }
    words.append(number > 0 ? "+" : "").append(number == 0 ? "" : Long.toString(number));
    return new Dim.Named(words.toString());
  }
}
