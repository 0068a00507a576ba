package org.nnd.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.onnx.OnnxFile;

/**
 * What differs between two model files, in the order in which one reads them: versions, inputs and
 * outputs, metadata, nodes, weights.
 *
 * <p>Nodes are the same that have one name; of the others those that compute the same from the
 * same. Weights are the same that have one name, or stand at one place of the same node.
 */
public final class Comparison {
  private final OnnxFile a;
  private final OnnxFile b;
  private final double tolerance;
  private final List<Difference> found = new ArrayList<>();

  private Comparison(OnnxFile a, OnnxFile b, double tolerance) {
    this.a = a;
    this.b = b;
    this.tolerance = tolerance;
  }

  /**
   * Compares.
   *
   * @param tolerance numbers are equal that are no further apart, or than so much of the larger one
   */
  public static List<Difference> of(OnnxFile a, OnnxFile b, double tolerance) {
    Comparison comparison = new Comparison(a, b, tolerance);
    comparison.compare();
    return List.copyOf(comparison.found);
  }

  private void compare() {
    changed("IR version", "", Long.toString(a.irVersion()), Long.toString(b.irVersion()));
    changed("producer", "", a.producer(), b.producer());
    changed("graph's name", "", a.graph(), b.graph());
    changed("doc", "", quoted(a.doc()), quoted(b.doc()));
    entries("operator set", a.opsets(), b.opsets());
    entries("input", a.inputs(), b.inputs());
    entries("output", a.outputs(), b.outputs());
    entries("metadata", quoted(a.metadata()), quoted(b.metadata()));
    Matching nodes = Matching.of(a, b);
    nodes(nodes);
    weights(nodes.weights());
  }

  private void changed(String what, String name, String before, String after) {
    if (!before.equals(after)) {
      found.add(new Difference(Difference.Change.CHANGED, what, name, before + " -> " + after));
    }
  }

  private <T> void entries(String what, Map<String, T> before, Map<String, T> after) {
    for (String name : all(before, after)) {
      if (!after.containsKey(name)) {
        found.add(
            new Difference(Difference.Change.REMOVED, what, name, before.get(name).toString()));
      } else if (!before.containsKey(name)) {
        found.add(new Difference(Difference.Change.ADDED, what, name, after.get(name).toString()));
      } else {
        changed(what, name, before.get(name).toString(), after.get(name).toString());
      }
    }
  }

  private static Set<String> all(Map<String, ?> before, Map<String, ?> after) {
    Set<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    return all;
  }

  private static Map<String, String> quoted(Map<String, String> texts) {
    Map<String, String> quoted = new LinkedHashMap<>();
    texts.forEach((k, v) -> quoted.put(k, quoted(v)));
    return quoted;
  }

  /** What is long differs in the middle somewhere, so it is told by its length and its sum. */
  private static String quoted(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 60
        ? '"' + line + '"'
        : String.format(
            "\"%s...\" (%d characters, #%08x)",
            line.substring(0, 40), text.length(), text.hashCode());
  }

  private void nodes(Matching nodes) {
    nodes.pairs().forEach((x, y) -> node(nodes, x, y));
    nodes
        .onlyFirst()
        .forEach(
            n ->
                found.add(
                    new Difference(Difference.Change.REMOVED, "node", name(n), n.operator())));
    nodes
        .onlySecond()
        .forEach(
            n -> found.add(new Difference(Difference.Change.ADDED, "node", name(n), n.operator())));
  }

  private static String name(OnnxFile.Operation n) {
    return n.name().isEmpty() ? "that makes " + String.join(", ", n.outputs()) : n.name();
  }

  private void node(Matching nodes, OnnxFile.Operation x, OnnxFile.Operation y) {
    changed("node", name(x), x.operator(), y.operator());
    for (String key : all(x.attributes(), y.attributes())) {
      String before = Objects.requireNonNullElse(x.attributes().get(key), "not given");
      String after = Objects.requireNonNullElse(y.attributes().get(key), "not given");
      if (!before.equals(after)) {
        changed("node", name(x), key + " " + before, key + " " + after);
      }
    }
    if (!nodes.readsTheSame(x, y)) {
      changed("node", name(x), "reads " + x.inputs(), "reads " + y.inputs());
    }
    if (x.outputs().size() != y.outputs().size()) {
      changed("node", name(x), "makes " + x.outputs(), "makes " + y.outputs());
    }
  }

  private void weights(Map<String, String> renamed) {
    for (String name : a.initializers().keySet()) {
      String other = b.initializers().containsKey(name) ? name : renamed.get(name);
      if (other == null) {
        found.add(
            new Difference(
                Difference.Change.REMOVED, "weight", name, a.initializers().get(name).type()));
      } else {
        weight(name, a.initializers().get(name), b.initializers().get(other));
        changed("weight", "", name, other);
      }
    }
    for (String name : b.initializers().keySet()) {
      if (!a.initializers().containsKey(name) && !renamed.containsValue(name)) {
        found.add(
            new Difference(
                Difference.Change.ADDED, "weight", name, b.initializers().get(name).type()));
      }
    }
  }

  private void weight(String name, OnnxFile.Initializer x, OnnxFile.Initializer y) {
    if (!x.type().equals(y.type())) {
      changed("weight", name, x.type(), y.type());
      return;
    }
    String detail = x.type() + ", other numbers, of a type that can't be read here";
    if (!x.mark().isEmpty()) {
      weight(name, !x.mark().equals(y.mark()), detail);
      return;
    }
    Tensor before = x.numbers().orElseThrow();
    Tensor after = y.numbers().orElseThrow();
    if (before.type().element() == ElementType.STRING) {
      texts(name, before, after);
      return;
    }
    Distance distance = Distance.of(before, after, tolerance);
    weight(name, distance.apart() > 0, x.type() + ", " + distance);
  }

  private void texts(String name, Tensor before, Tensor after) {
    List<byte[]> p = before.texts();
    List<byte[]> q = after.texts();
    long apart =
        IntStream.range(0, p.size()).filter(i -> !Arrays.equals(p.get(i), q.get(i))).count();
    String detail =
        String.format(Locale.ROOT, "%s, %,d of %,d texts differ", before.type(), apart, p.size());
    weight(name, apart > 0, detail);
  }

  private void weight(String name, boolean differs, String detail) {
    if (differs) {
      found.add(new Difference(Difference.Change.CHANGED, "weight", name, detail));
    }
  }
}
