package org.nnd.call;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of one call, read and checked. */
public final class Arguments {
  private final Map<String, Object> given;
  private final Set<String> sent;

  Arguments(Map<String, Object> given, Set<String> sent) {
    this.given = Map.copyOf(given);
    this.sent = Set.copyOf(sent);
  }

  /** Whether a value was sent along by this name. */
  public boolean sent(String name) {
    return sent.contains(name);
  }

  /** What was given, or the default. */
  public <T> T get(Argument<T> argument) {
    return find(argument).orElseThrow();
  }

  /** What was given, or the default if there is one. */
  @SuppressWarnings("unchecked") // Entry.bind put in what the argument's own type read
  public <T> Optional<T> find(Argument<T> argument) {
    return Optional.ofNullable((T) given.get(argument.name())).or(argument::value);
  }
}
