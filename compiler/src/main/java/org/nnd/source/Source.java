package org.nnd.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A named text: one {@code .nnd} file, or text that was made in memory.
 *
 * @param name how the file is called in messages, as the user wrote it
 * @param text the whole text
 * @param path where it lies, if it lies anywhere; imports and data are found relative to it
 */
public record Source(String name, String text, Optional<Path> path) {

  /** A text without a file. */
  public static Source of(String name, String text) {
    return new Source(name, text, Optional.empty());
  }

  /**
   * Reads a file as UTF-8, without the byte order mark that some editors put in front.
   *
   * @throws NndException if it is missing, unreadable, or no text (NND0001 to NND0003)
   */
  public static Source read(Path file) {
    String name = file.toString();
    byte[] bytes;
    try {
      bytes = FileProblem.reading(file, "NND0001", () -> Files.readAllBytes(file));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0002", e));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new CharacterCodingException();
      }
      return new Source(
          name, text.startsWith("\ufeff") ? text.substring(1) : text, Optional.of(file));
    } catch (CharacterCodingException e) {
      throw new NndException(
          Diagnostic.of("NND0003", Location.file(name), "this is not plain text in UTF-8")
              .help(
                  name.endsWith(".onnx")
                      ? "a model's text is asked for; nnd import makes one of an ONNX model"
                      : "save it as UTF-8, or name the right file"));
    }
  }

  /** The folder in which imports and data are looked for: its own, or the current one. */
  public Path folder() {
    return path.map(Path::getParent).orElse(Path.of(""));
  }

  /** The line number, from 1, of a character offset. */
  public int line(int offset) {
    int line = 1;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The column, from 1, of a character offset. */
  public int column(int offset) {
    return offset - text.lastIndexOf('\n', offset - 1);
  }

  /** The text of the line that holds an offset, without its line end. */
  public String lineText(int offset) {
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    int end = text.indexOf('\n', start);
    String line = text.substring(start, end < 0 ? text.length() : end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
