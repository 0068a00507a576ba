package org.nnd.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/** Files of text, in UTF-8. */
final class Texts {
  private Texts() {}

  /**
   * All of a file.
   *
   * @throws NndException if it is missing, unreadable, empty or no text (NND0401 to NND0404)
   */
  static String read(Path file) {
    try {
      String text = FileProblem.reading(file, "NND0401", () -> Files.readString(file));
      if (text.isEmpty()) {
        throw new NndException(Diagnostic.of("NND0403", at(file), "the file is empty"));
      }
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new NndException(noText(file));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0402", e));
    }
  }

  /** The file is no text. */
  static Diagnostic noText(Path file) {
    return Diagnostic.of("NND0404", at(file), "this is not a text file")
        .help("save it again as plain text in UTF-8, or choose another file");
  }

  private static Location at(Path file) {
    return Location.file(file.toString());
  }
}
