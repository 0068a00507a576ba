package org.nnd.imports;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A formula as a sum of products in one order, so that a formula is told from others however it was
 * written: ½ x (1 + erf x) is x/2 · (erf x + 1).
 *
 * <p>A sum within a product stays one factor, its own factors brought in front.
 *
 * @param terms how often each product is taken, by the product's words; the number by itself has
 *     none
 */
record Sum(TreeMap<String, Double> terms) {
  private static final String NUMBER = "";

  static Sum number(double x) {
    return of(NUMBER, x);
  }

  /** A value, or a function of a value, as one thing. */
  static Sum of(String words) {
    return of(words, 1);
  }

  private static Sum of(String words, double factor) {
    return new Sum(new TreeMap<>(Map.of(words, factor)));
  }

  /** A function of formulas. */
  static Sum function(String name, Sum... of) {
    return of(
        java.util.Arrays.stream(of)
            .map(Sum::toString)
            .collect(Collectors.joining(",", name + "(", ")")));
  }

  private boolean isNumber() {
    return terms.keySet().stream().allMatch(NUMBER::equals);
  }

  private double asNumber() {
    return terms.getOrDefault(NUMBER, 0.0);
  }

  Sum plus(Sum other) {
    TreeMap<String, Double> all = new TreeMap<>(terms);
    other.terms.forEach((words, factor) -> all.merge(words, factor, Double::sum));
    all.values().removeIf(x -> x == 0);
    return new Sum(all);
  }

  Sum scaled(double by) {
    TreeMap<String, Double> all = new TreeMap<>();
    terms.forEach((words, factor) -> all.put(words, factor * by));
    return new Sum(all);
  }

  Sum times(Sum other) {
    if (isNumber() || other.isNumber()) {
      return isNumber() ? other.scaled(asNumber()) : scaled(other.asNumber());
    }
    Sum a = factor();
    Sum b = other.factor();
    String both = a.terms.firstKey() + "*" + b.terms.firstKey();
    String sorted =
        java.util.Arrays.stream(both.split("\\*", -1)).sorted().collect(Collectors.joining("*"));
    return of(sorted, a.terms.firstEntry().getValue() * b.terms.firstEntry().getValue());
  }

  /** This over another. */
  Sum over(Sum other) {
    if (other.isNumber()) {
      return scaled(1 / other.asNumber());
    }
    Sum b = other.factor();
    Sum inverse = function("1/", of(b.terms.firstKey()));
    return times(inverse).scaled(1 / b.terms.firstEntry().getValue());
  }

  Sum power(Sum exponent) {
    double n = exponent.asNumber();
    if (!exponent.isNumber() || n != Math.rint(n) || n < 1 || n > 4) {
      return exponent.isNumber() && isNumber()
          ? number(Math.pow(asNumber(), n))
          : function("pow", this, exponent);
    }
    Sum all = this;
    for (int i = 1; i < n; i++) {
      all = all.times(this);
    }
    return all;
  }

  /** As one factor and a number before it. */
  private Sum factor() {
    if (terms.size() == 1) {
      return this;
    }
    double first = terms.lastEntry().getValue();
    // Stars divide factors, so those within a sum are written otherwise.
    return of("(" + scaled(1 / first).toString().replace('*', '·') + ")", first);
  }

  /** Numbers to five digits. */
  @Override
  public String toString() {
    return terms.entrySet().stream()
        .map(
            e ->
                String.format(Locale.ROOT, "%.4e", e.getValue())
                    + (e.getKey().isEmpty() ? "" : "·" + e.getKey().replace('*', '·')))
        .collect(Collectors.joining("+"));
  }
}
