package org.nnd.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole number computed from lengths, as a sum of products in one order, so that equal ones have
 * equal names: {@code N*T+2*T-1}. What is divided is a name of its own: {@code floor((T-3)/2)}.
 *
 * <p>Other than a length it may be negative.
 *
 * @param terms by their names, which stand between stars, how often each is taken, never 0 times;
 *     the number by itself has no name
 */
public record Formula(SortedMap<String, Long> terms) {
  private static final String NUMBER = "";

  public Formula {
    TreeMap<String, Long> taken = new TreeMap<>(terms);
    taken.values().removeIf(factor -> factor == 0);
    terms = Collections.unmodifiableSortedMap(taken);
  }

  /** The formula of a length. */
  public static Formula of(Dim d) {
    return d instanceof Dim.Known k ? term(NUMBER, k.size()) : parse(d.toString());
  }

  /** A number, which may be negative. */
  public static Formula number(long number) {
    return term(NUMBER, number);
  }

  /** The number, if no length is free in it. */
  public OptionalLong known() {
    return terms.isEmpty()
        ? OptionalLong.of(0)
        : terms.size() == 1 && terms.containsKey(NUMBER)
            ? OptionalLong.of(terms.get(NUMBER))
            : OptionalLong.empty();
  }

  /** Whether it is the number given. */
  public boolean is(long number) {
    return known().isPresent() && known().getAsLong() == number;
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

  public Formula plus(Formula other) {
    TreeMap<String, Long> sum = new TreeMap<>(terms);
    other.terms.forEach((names, factor) -> sum.merge(names, factor, Math::addExact));
    return new Formula(sum);
  }

  public Formula minus(Formula other) {
    return plus(other.times(number(-1)));
  }

  public Formula times(Formula other) {
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
    List<String> names = factors(a + "*" + b);
    Collections.sort(names);
    return String.join("*", names);
  }

  private static List<String> factors(String names) {
    List<String> factors = new ArrayList<>(names.isEmpty() ? List.of() : parts(names, "*"));
    factors.removeIf(n -> n.equals("*"));
    return factors;
  }

  /** This over a product, if that leaves no rest whatever the free lengths are. */
  public Optional<Formula> over(Formula product) {
    if (product.terms.size() != 1) {
      return Optional.empty();
    }
    List<String> names = factors(product.terms.firstKey());
    long number = product.terms.get(product.terms.firstKey());
    TreeMap<String, Long> quotient = new TreeMap<>();
    for (Map.Entry<String, Long> term : terms.entrySet()) {
      List<String> left = factors(term.getKey());
      if (term.getValue() % number != 0 || !names.stream().allMatch(left::remove)) {
        return Optional.empty();
      }
      quotient.put(String.join("*", left), term.getValue() / number);
    }
    return Optional.of(new Formula(quotient));
  }

  /** The same with another formula for a name. */
  public Formula with(String name, Formula other) {
    Formula sum = number(0);
    for (Map.Entry<String, Long> term : terms.entrySet()) {
      Formula product = number(term.getValue());
      for (String factor : factors(term.getKey())) {
        product = product.times(factor.equals(name) ? other : divided(factor, name, other));
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  /** The same inside of a division. */
  private static Formula divided(String factor, String name, Formula other) {
    int slash = factor.lastIndexOf('/');
    int bracket = factor.indexOf('(');
    if (!factor.endsWith(")") || bracket <= 0 || slash < bracket) {
      return term(factor, 1);
    }
    Formula inner = parse(factor.substring(bracket + 1, slash)).with(name, other);
    long number = Long.parseLong(factor.substring(slash + 1, factor.length() - 1));
    Dim whole = inner.dim();
    return of(factor.startsWith("floor") ? whole.floorDiv(number) : whole.ceilDiv(number));
  }

  /** This over a number, cut off or rounded up, as a name of its own. */
  Dim over(long number, String rounding) {
    String words = dim().toString();
    String whole = parts(words, "+-").size() > 1 ? "(" + words + ")" : words;
    return new Dim.Named(rounding + "(" + whole + "/" + number + ")");
  }

  /**
   * The length of this formula.
   *
   * @throws IllegalArgumentException if it is a negative number
   */
  public Dim dim() {
    StringBuilder words = new StringBuilder();
    terms.forEach(
        (names, factor) -> {
          if (!names.equals(NUMBER)) {
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
