package org.nnd.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong, where, and a way out; {@link Rendering} turns it into text or JSON.
 *
 * @param code stable, {@code NND} and four digits: 00xx files, 01xx syntax, 02xx names, arguments
 *     and shapes, 03xx training sections, 04xx data, 05xx models and runs, 07xx what computes
 * @param location the place, if there is one
 * @param message one sentence in the user's words, lower case, no full stop
 * @param notes facts that help to see why
 * @param help a way out
 */
public record Diagnostic(
    String code,
    Optional<Location> location,
    String message,
    List<String> notes,
    Optional<String> help) {

  public Diagnostic {
    notes = List.copyOf(notes);
  }

  /** A diagnostic at a span. */
  public static Diagnostic of(String code, Span span, String message) {
    return of(code, span.location(), message);
  }

  /** A diagnostic at a place in any file. */
  public static Diagnostic of(String code, Location location, String message) {
    return new Diagnostic(code, Optional.of(location), message, List.of(), Optional.empty());
  }

  /** A diagnostic of no place. */
  public static Diagnostic of(String code, String message) {
    return new Diagnostic(code, Optional.empty(), message, List.of(), Optional.empty());
  }

  /** The same with one more fact. */
  public Diagnostic note(String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new Diagnostic(code, location, message, all, help);
  }

  /** The same with a way out. */
  public Diagnostic help(String way) {
    return new Diagnostic(code, location, message, notes, Optional.of(way));
  }

  /** The same with a way out if there is one. */
  public Diagnostic help(Optional<String> way) {
    return way.map(this::help).orElse(this);
  }
}
