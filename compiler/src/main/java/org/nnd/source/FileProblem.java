package org.nnd.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be wrong with a file before its content is looked at. */
public final class FileProblem {
  private FileProblem() {}

  /** Something that reads. */
  @FunctionalInterface
  public interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * Runs a reading; a file that is missing is told with where it was looked for.
   *
   * @throws NndException with the code given if the file is missing
   */
  public static <T> T reading(Path file, String missing, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (NoSuchFileException e) {
      throw new NndException(missing(file, missing));
    }
  }

  /** There is no such file. */
  public static Diagnostic missing(Path file, String code) {
    return missing("file", file, code);
  }

  /** There is no such folder. */
  public static Diagnostic missingFolder(Path folder, String code) {
    return missing("folder", folder, code);
  }

  /** The outermost folder that is missing has the neighbours that may be meant. */
  private static Diagnostic missing(String kind, Path path, String code) {
    Path absolute = path.toAbsolutePath().normalize();
    Path first = absolute;
    while (first.getParent() != null && !Files.exists(first.getParent())) {
      first = first.getParent();
    }
    Diagnostic found =
        Diagnostic.of(code, "there is no " + kind + " " + path).note("looked for " + absolute);
    if (!first.equals(absolute)) {
      found = found.note("there is no folder " + first);
    }
    return found.help(neighbour(first).map(n -> "did you mean " + n + "?"));
  }

  /** The file is there and can't be read. */
  public static Diagnostic unreadable(Path file, String code, IOException cause) {
    return Diagnostic.of(
        code, Location.file(file.toString()), "can't be read: " + why(file, cause));
  }

  /** The file can't be written. */
  public static Diagnostic unwritable(Path file, String code, IOException cause) {
    return Diagnostic.of(
        code, Location.file(file.toString()), "can't be written: " + why(file, cause));
  }

  private static String why(Path file, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (Files.isDirectory(file)) {
      return "it is a folder";
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder != null && !Files.isDirectory(folder)) {
      return folder + " is no folder";
    }
    return cause instanceof FileSystemException e && e.getReason() != null
        ? e.getReason()
        : cause.getMessage();
  }

  private static Optional<String> neighbour(Path absolute) {
    Path folder = absolute.getParent();
    if (folder == null || absolute.getFileName() == null) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return DidYouMean.of(
          absolute.getFileName().toString(),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
