package org.nnd.format;

import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.syntax.Parser;

/**
 * A text in its canonical form.
 *
 * <p>No word and no comment is added, lost, changed or moved past another: only the space between
 * them is. What the author decides: which {@code ->} and which branches start a line, which
 * settings share one, which bodies stand on one, a blank line here and there, and by a comma behind
 * the last one, that arguments stand on a line each. The rest follows: two spaces for each body,
 * lines of at most {@value Layout#WIDTH} signs where words allow, one space between words, columns
 * where neighbouring lines say the same.
 */
public final class Formatter {
  private Formatter() {}

  /**
   * The canonical form: the text is laid out until that changes nothing more. A pipeline that had
   * to be broken counts as broken by the author from then on, and what stands around it follows;
   * none is ever joined again, so there is a last pass.
   *
   * @throws NndException at the first syntax error
   */
  public static String format(Source source) {
    String text = source.text();
    String formatted = laidOut(source);
    while (!formatted.equals(text)) {
      text = formatted;
      formatted = laidOut(Source.of(source.name(), text));
    }
    return formatted;
  }

  private static String laidOut(Source source) {
    Parser.Words words = Parser.words(source);
    Page page = new Page(words.tokens());
    Spacing.of(page, words.file());
    new Layout(page).file(words.file());
    return page.text();
  }
}
