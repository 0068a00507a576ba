package org.nnd.reference;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of a page. */
final class Markdown {
  private Markdown() {}

  /** A text in which no sign means anything to Markdown. */
  static String escaped(String text) {
    return text.replaceAll("([\\\\*_`|])", "\\\\$1")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("<", "&lt;");
  }

  static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  /** A table; its cells are Markdown. */
  static String table(List<String> head, List<List<String>> rows) {
    return row(head)
        + row(head.stream().map(h -> "---").toList())
        + rows.stream().map(Markdown::row).collect(Collectors.joining());
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
