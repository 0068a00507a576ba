package org.nnd.call;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.nnd.ir.Graph;
import org.nnd.source.NndException;

/** The arguments of one call, read and checked. */
public final class Arguments {
  private final Map<String, Object> given;
  private final Set<String> sent;
  private final Function<String, Graph> files;

  Arguments(Map<String, Object> given, Set<String> sent, Function<String, Graph> files) {
    this.given = Map.copyOf(given);
    this.sent = Set.copyOf(sent);
    this.files = files;
  }

  /**
   * The graph in the file that was given, a path from the text's folder.
   *
   * @throws NndException if it can't be read
   */
  public Graph graph(Argument<String> file) {
    return files.apply(get(file));
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
