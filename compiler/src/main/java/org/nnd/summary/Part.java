package org.nnd.summary;

import java.util.List;
import java.util.stream.Collectors;
import org.nnd.ir.TensorType;

/**
 * A layer where it is used, or a block with its own parts.
 *
 * @param path its name in the network
 * @param kind what the text calls such a layer; empty for a block
 * @param outputs the types of what comes out, per example
 * @param parameters how many numbers it keeps; 0 where it shares those of an earlier use
 * @param multiplyAdds for one example
 * @param shared whether the numbers are those of an earlier use
 * @param parts what stands inside of a block; empty for a layer
 */
public record Part(
    String path,
    String kind,
    List<TensorType> outputs,
    long parameters,
    long multiplyAdds,
    boolean shared,
    List<Part> parts) {
  public Part {
    outputs = List.copyOf(outputs);
    parts = List.copyOf(parts);
  }

  static Part block(String path, List<Part> parts) {
    List<TensorType> outputs = parts.get(parts.size() - 1).outputs;
    long parameters = parts.stream().mapToLong(Part::parameters).sum();
    long multiplyAdds = parts.stream().mapToLong(Part::multiplyAdds).sum();
    boolean shared = parts.stream().anyMatch(Part::shared) && parameters == 0;
    return new Part(path, "", outputs, parameters, multiplyAdds, shared, parts);
  }

  /** Whether it has parts of its own. */
  public boolean isBlock() {
    return !parts.isEmpty();
  }

  /** The last word of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The same, with the kind where the text gave a layer a name of its own: encode (dense). */
  public String title() {
    boolean plain = isBlock() || name().matches(kind + "(_\\d+)*");
    return plain ? name() : name() + " (" + kind + ")";
  }

  /** The types of what comes out: {@code float[10], float[4]}. */
  public String shapes() {
    return outputs.stream().map(TensorType::toString).collect(Collectors.joining(", "));
  }
}
