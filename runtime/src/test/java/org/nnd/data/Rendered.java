package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.function.Executable;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;

/** The mistakes that something tells, as the user sees them. */
final class Rendered {
  private Rendered() {}

  /** All the text, with the names of files relative to a folder. */
  static String mistakes(Path folder, Executable wrong) {
    return assertThrows(NndException.class, wrong).diagnostics().stream()
        .map(Rendering::text)
        .collect(Collectors.joining())
        .replace(folder + File.separator, "")
        .replace(folder.toString(), "(folder)");
  }
}
