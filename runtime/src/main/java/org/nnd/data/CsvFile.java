package org.nnd.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/** A CSV file while it is read: the header, then row after row; blank lines don't count. */
final class CsvFile {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String name;
  private final Problems problems = new Problems();
  private final Line line = new Line();
  private final Iterator<List<String>> lines;
  private final CsvHeader header;
  private final List<String> columns;

  /**
   * Reads the header (NND0403 if there is none).
   *
   * @param name how the file is called in messages
   * @param text the file from its start; stays the caller's to close
   */
  CsvFile(String name, BufferedReader text) throws IOException {
    this.name = name;
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    lines =
        CsvReader.builder()
            .allowUnclosedQuote(false)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(line, new NoNul(text))
            .iterator();
    boolean empty = !advance();
    problems.check();
    if (empty) {
      throw new NndException(
          Diagnostic.of("NND0403", Location.file(name), "the file is empty")
              .help("the first line names the columns, and a row for each example follows"));
    }
    header = CsvHeader.of(at(), lines.next());
    columns = header.names();
  }

  CsvHeader header() {
    return header;
  }

  /**
   * Hands over every row, with as many cells as there are columns (NND0415); there must be one
   * (NND0410). Goes on behind a row that is wrong, to tell of the first few.
   */
  void forEachRow(Consumer<CsvRow> use) throws IOException {
    boolean none = true;
    while (!problems.enough() && advance()) {
      List<String> cells = lines.next();
      if (cells.size() == 1 && cells.get(0).isEmpty()) {
        continue;
      }
      none = false;
      try {
        use.accept(row(cells));
      } catch (NndException e) {
        e.diagnostics().forEach(problems::add);
      }
    }
    problems.check();
    if (none) {
      throw new NndException(
          Diagnostic.of("NND0410", header.at(), "there are no rows under the header"));
    }
  }

  private CsvRow row(List<String> cells) {
    if (cells.size() != columns.size()) {
      String counts =
          Wording.count(cells.size(), "cell")
              + ", but the header has "
              + Wording.count(columns.size(), "column");
      Diagnostic ragged = Diagnostic.of("NND0415", at(), "this row has " + counts);
      throw new NndException(
          cells.size() > columns.size()
              ? ragged.help("a cell that holds a comma needs quotes around it")
              : ragged);
    }
    return new CsvRow(columns, at(), cells);
  }

  /** Whether there is one more line; none behind quotes that don't match (NND0414). */
  private boolean advance() throws IOException {
    try {
      return lines.hasNext();
    } catch (CsvParseException e) {
      problems.add(
          Diagnostic.of("NND0414", at(), "the quotes of this row don't match")
              .help("a quote within quotes is written twice: \"\""));
      return false;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Location at() {
    return Location.line(name, Math.toIntExact(line.number()));
  }

  /** The cells of the line that was read last. */
  private static final class Line extends AbstractBaseCsvCallbackHandler<List<String>> {
    private List<String> cells = List.of();

    @Override
    protected void handleBegin(long startingLineNumber) {
      cells = new ArrayList<>(cells.size());
    }

    @Override
    protected void handleField(int column, char[] buffer, int from, int length, boolean quoted) {
      cells.add(new String(buffer, from, length).strip());
    }

    @Override
    protected List<String> buildRecord() {
      return cells;
    }

    /** The number of the line, or of the first of them where quoted cells hold line ends. */
    long number() {
      return getStartingLineNumber();
    }
  }

  /** A text that takes NUL for what it is: a sign that this is no text. */
  private static final class NoNul extends FilterReader {
    NoNul(Reader text) {
      super(text);
    }

    @Override
    public int read(char[] to, int from, int length) throws IOException {
      int count = super.read(to, from, length);
      for (int i = from; i < from + count; i++) {
        if (to[i] == '\0') {
          throw new CharacterCodingException();
        }
      }
      return count;
    }
  }
}
