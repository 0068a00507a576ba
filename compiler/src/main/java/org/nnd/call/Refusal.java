package org.nnd.call;

import java.util.Optional;

/** A layer can't take what it was given; whoever called knows where that stands. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String help;

  public Refusal(String message) {
    this(message, null);
  }

  /**
   * @param help a way out
   */
  public Refusal(String message, String help) {
    super(message);
    this.help = help;
  }

  /** A way out, if there is one. */
  public Optional<String> help() {
    return Optional.ofNullable(help);
  }
}
