package org.nnd.call;

import java.util.Map;
import java.util.Optional;

/** The arguments of one call, read and checked. */
public final class Arguments {
  private final Map<String, Object> given;

  Arguments(Map<String, Object> given) {
    this.given = Map.copyOf(given);
  }

  /** What was given, or the default. */
  public <T> T get(Argument<T> argument) {
    return find(argument).orElseThrow();
  }

  /** What was given, or the default if there is one. */
  @SuppressWarnings("unchecked") // Signature.bind put in what the argument's own type read
  public <T> Optional<T> find(Argument<T> argument) {
    return Optional.ofNullable((T) given.get(argument.name())).or(argument::value);
  }
}
