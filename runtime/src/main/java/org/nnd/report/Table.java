package org.nnd.report;

import java.util.ArrayList;
import java.util.List;
import org.nnd.markup.Element;

/** A table of HTML: the first column names the rows, the others hold figures. */
final class Table {
  private final String style;
  private final List<String> header;
  private final List<Element> rows = new ArrayList<>();

  Table(String style, List<String> header) {
    this.style = style;
    this.header = header;
  }

  /** Adds a row of texts. */
  void row(String name, List<String> cells) {
    List<Element> all = new ArrayList<>(List.of(Element.of("th", name)));
    cells.forEach(text -> all.add(Element.of("td", text)));
    add(all);
  }

  /** Adds a row of texts. */
  void row(String name, String... cells) {
    row(name, List.of(cells));
  }

  /** Adds a row of cells. */
  void add(List<Element> cells) {
    rows.add(Element.of("tr").addAll(cells));
  }

  Element html() {
    Element table = Element.of("table");
    if (!style.isEmpty()) {
      table.with("class", style);
    }
    if (!header.isEmpty()) {
      Element head =
          Element.of("tr").addAll(header.stream().map(h -> Element.of("th", h)).toList());
      table.add(Element.of("thead").add(head));
    }
    return table.add(Element.of("tbody").addAll(rows));
  }
}
