package org.nnd.syntax;

import java.util.List;
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
}
