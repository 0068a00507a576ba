package org.nnd.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;

/** The hyper-parameters of an optimizer, in order, and the arguments that optimizers share. */
final class Hyper {
  private final Map<String, Double> all = new LinkedHashMap<>();

  Hyper with(String name, double number) {
    all.put(name, number);
    return this;
  }

  /** One that does nothing where it is 0, and is left out then. */
  Hyper unlessZero(String name, double number) {
    return number == 0 ? this : with(name, number);
  }

  Map<String, Double> all() {
    return all;
  }

  static Argument<Double> lr(double byDefault) {
    return Argument.optional("lr", ArgumentType.positive(), byDefault, "the learning rate");
  }

  static Argument<Double> epsilon(double byDefault) {
    return Argument.optional(
        "epsilon", ArgumentType.positive(), byDefault, "keeps the divisor from 0");
  }

  /** How much of something stays from step to step. */
  static Argument<Double> share(String name, double byDefault, String of) {
    return Argument.optional(
        name, ArgumentType.numberBelow(0, 1), byDefault, "how much of the " + of + " stays");
  }

  /** A number of at least 0. */
  static Argument<Double> notNegative(String name, double byDefault, String about) {
    return Argument.optional(name, ArgumentType.number(0, Double.MAX_VALUE), byDefault, about);
  }
}
