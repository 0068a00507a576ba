package org.nnd.call;

import java.util.Optional;

/**
 * One argument of a call.
 *
 * @param name as a text writes it
 * @param type what it may be
 * @param value its default, if it has one
 * @param byDefault the default as the reference prints it; empty for an argument that must be given
 * @param about one sentence for the reference
 */
public record Argument<T>(
    String name, ArgumentType<T> type, Optional<T> value, String byDefault, String about) {

  /** An argument that must be given. */
  public static <T> Argument<T> required(String name, ArgumentType<T> type, String about) {
    return new Argument<>(name, type, Optional.empty(), "", about);
  }

  /** An argument with a default. */
  public static <T> Argument<T> optional(
      String name, ArgumentType<T> type, T byDefault, String about) {
    return new Argument<>(name, type, Optional.of(byDefault), byDefault.toString(), about);
  }

  /** An argument that may be left out; what then holds is said in words. */
  public static <T> Argument<T> unset(
      String name, ArgumentType<T> type, String otherwise, String about) {
    return new Argument<>(name, type, Optional.empty(), otherwise, about);
  }

  /** Whether a call is wrong without it. */
  public boolean mustBeGiven() {
    return byDefault.isEmpty();
  }

  /** Names tell arguments apart; Java's hash of all parts would be made anew at each start. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** {@code stride=1}. */
  @Override
  public String toString() {
    return mustBeGiven() ? name : name + "=" + byDefault;
  }
}
