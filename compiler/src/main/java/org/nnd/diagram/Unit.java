package org.nnd.diagram;

import java.util.List;
import java.util.Optional;

/**
 * A layer, an input or an output: what a picture doesn't take apart.
 *
 * @param path the blocks that it stands in, from the outermost, and its own name
 * @param title what it is
 * @param detail with what arguments
 * @param about more, told where a pointer rests on it
 * @param parameters how many numbers it keeps
 * @param in what flows into it
 * @param out what flows out of it
 * @param learning what a training step does for it, if gradients come to it
 */
public record Unit(
    List<String> path,
    String title,
    String detail,
    String about,
    Tone tone,
    long parameters,
    List<Wire> in,
    List<Wire> out,
    Optional<Learning> learning) {
  public Unit {
    path = List.copyOf(path);
    in = List.copyOf(in);
    out = List.copyOf(out);
  }

  /** A unit of which nothing learns. */
  public Unit(
      List<String> path,
      String title,
      String detail,
      String about,
      Tone tone,
      long parameters,
      List<Wire> in,
      List<Wire> out) {
    this(path, title, detail, about, tone, parameters, in, out, Optional.empty());
  }
}
