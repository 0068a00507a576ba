package org.nnd.diagram;

import java.util.List;
import java.util.Set;

/**
 * A box of the picture.
 *
 * @param path its name in the network
 * @param times how often it stands there in a row
 * @param in what flows into it
 * @param out what flows out of it, of the last one where there are several
 * @param parts what is seen inside; empty where it is closed
 * @param made what flows out of the parts, in the order of {@code out}
 * @param learning what a training step does for it
 * @param back what comes in and gets a gradient from it
 * @param arriving what the parts give, and is given a gradient from outside
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
    List<Wire> made,
    Learning learning,
    Set<String> back,
    Set<String> arriving) {
  Node {
    in = List.copyOf(in);
    out = List.copyOf(out);
    parts = List.copyOf(parts);
    made = List.copyOf(made);
    back = Set.copyOf(back);
    arriving = Set.copyOf(arriving);
  }

  /** A whole picture. */
  static Node all(List<Node> parts) {
    return new Node(
        "",
        "",
        "",
        "",
        Tone.BLOCK,
        1,
        List.of(),
        List.of(),
        parts,
        List.of(),
        Learning.NONE,
        Set.of(),
        Set.of());
  }

  /** Whether one looks inside. */
  boolean isOpen() {
    return !parts.isEmpty();
  }
}
