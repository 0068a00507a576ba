package org.nnd.diagram;

import java.util.List;

/**
 * A box of the picture.
 *
 * @param path its name in the network
 * @param times how often it stands there in a row
 * @param in what flows into it
 * @param out what flows out of it, of the last one where there are several
 * @param parts what is seen inside; empty where it is closed
 * @param made what flows out of the parts, in the order of {@code out}
 */
record Node(
    String path,
    String title,
    String detail,
    String about,
    Tone tone,
    int times,
    List<Wire> in,
    List<Wire> out,
    List<Node> parts,
    List<Wire> made) {
  Node {
    in = List.copyOf(in);
    out = List.copyOf(out);
    parts = List.copyOf(parts);
    made = List.copyOf(made);
  }

  /** Whether one looks inside. */
  boolean isOpen() {
    return !parts.isEmpty();
  }
}
