package org.nnd.syntax;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.NndException;
import org.nnd.source.Source;

/**
 * A whole {@code .nnd} file.
 *
 * @param source the text that was parsed
 * @param items imports, models, blocks and train sections in the order of the text
 */
public record File(Source source, List<Item> items) {
  public File {
    items = List.copyOf(items);
  }

  /**
   * The same with other defaults for parameters of its models.
   *
   * @throws NndException if no model has a parameter of such a name (NND0516)
   */
  public File with(Map<String, Expression> values) {
    Set<String> known = new LinkedHashSet<>();
    for (Item item : items) {
      if (item instanceof Item.Model m) {
        m.parameters().forEach(p -> known.add(p.name().text()));
      }
    }
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        Diagnostic none = Diagnostic.of("NND0516", "no model here has a parameter " + name);
        throw new NndException(
            (known.isEmpty() ? none : none.note("there is " + String.join(", ", known)))
                .help(DidYouMean.of(name, known).map(n -> "did you mean " + n + "?")));
      }
    }
    return new File(source, items.stream().map(i -> with(i, values)).toList());
  }

  private static Item with(Item item, Map<String, Expression> values) {
    if (!(item instanceof Item.Model m)) {
      return item;
    }
    List<Item.Parameter> parameters =
        m.parameters().stream()
            .map(
                p ->
                    new Item.Parameter(
                        p.name(),
                        Optional.ofNullable(values.get(p.name().text())).or(p::defaultValue)))
            .toList();
    return new Item.Model(m.name(), parameters, m.body(), m.doc(), m.span());
  }
}
