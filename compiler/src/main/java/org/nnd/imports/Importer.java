package org.nnd.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nnd.check.Checker;
import org.nnd.format.Formatter;
import org.nnd.ir.Graph;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.syntax.Parser;

/**
 * From a graph of ops to a text, the whole way on one screen.
 *
 * <p>graph → {@link Sketch}: layers → {@link Folding}: blocks for what repeats → {@link Script}:
 * words → checked like any text, and held beside the sketch by {@link Alignment}, which names the
 * weights.
 */
public final class Importer {
  private Importer() {}

  /**
   * A graph as a text with its weights.
   *
   * @param name of the model, which may be any words
   * @param doc its description
   * @throws NndException if a value can't be said in a text (NND0610, NND0620, NND0621, NND0624)
   */
  public static Imported of(Graph graph, String name, String doc) {
    Sketch sketch = Sketch.of(graph);
    String text = text(sketch, Folding.of(sketch), name, doc);
    return new Imported(text, weights(sketch, text));
  }

  private static Map<String, Tensor> weights(Sketch sketch, String text) {
    Source source = Source.of("the imported text", text);
    Network network = Checker.check(Parser.parse(source)).values().iterator().next().network();
    try {
      return Alignment.weights(sketch, network);
    } catch (IllegalStateException e) {
      throw new NndException(
          Diagnostic.of("NND0624", "no text says exactly what this model does")
              .note(e.getMessage())
              .help(
                  "export the model with the examples on the first axis of its values and on none of"
                      + " its constants, or report it"));
    }
  }

  private static String text(Sketch sketch, Folding folded, String name, String doc) {
    StringBuilder out = new StringBuilder();
    Set<String> blocks = folded.blocks().stream().map(Block::name).collect(Collectors.toSet());
    for (Block b : folded.blocks()) {
      String parameters =
          b.parameters().isEmpty() ? "" : "(" + String.join(", ", b.parameters()) + ")";
      body(out, "block " + b.name() + parameters, Script.of(b), blocks);
    }
    doc.lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty())
        .forEach(l -> out.append("/// ").append(l).append('\n'));
    Names names = new Names();
    Map<Value, String> inputs = new LinkedHashMap<>();
    sketch.inputs().forEach(v -> inputs.put(v, names.value(v.name())));
    Map<String, Value> outputs = new LinkedHashMap<>();
    sketch.outputs().forEach((n, v) -> outputs.put(names.value(n), v));
    body(out, "model " + Names.model(name), Script.of(inputs, folded.sites(), outputs), blocks);
    return Formatter.format(Source.of("the imported text", out.toString()));
  }

  private static void body(StringBuilder out, String head, List<String> lines, Set<String> blocks) {
    out.append(head).append(" {\n");
    lines.forEach(l -> out.append(Script.broken(l, blocks)).append('\n'));
    out.append("}\n\n");
  }
}
