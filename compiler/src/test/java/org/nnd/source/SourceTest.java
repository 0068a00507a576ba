package org.nnd.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
  @TempDir private Path folder;

  @Test
  void aFileIsReadAsUtf8() throws IOException {
    Path file = write("größe.nnd", "// größe λ 🚀\r\nmodel A {}\n", StandardCharsets.UTF_8);
    Source source = Source.read(file);
    assertEquals("// größe λ 🚀\r\nmodel A {}\n", source.text());
    assertEquals(file.toString(), source.name());
    assertEquals(Optional.of(file), source.path());
  }

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    Path file = write("a.nnd", "\ufeffmodel A {}", StandardCharsets.UTF_8);
    assertEquals("model A {}", Source.read(file).text());
  }

  @Test
  void anEmptyFileIsAnEmptyText() throws IOException {
    assertEquals("", Source.read(write("a.nnd", "", StandardCharsets.UTF_8)).text());
  }

  @Test
  void aMissingFileIsToldWithItsNeighbour() throws IOException {
    write("lenet.nnd", "", StandardCharsets.UTF_8);
    write("other.nnd", "", StandardCharsets.UTF_8);
    Path missing = folder.resolve("x/../lente.nnd");
    assertEquals(
        String.format(
            """
            error[NND0001]: there is no file %s
              note: looked for %s
              help: did you mean lenet.nnd?
            """,
            missing, folder.resolve("lente.nnd")),
        message(missing));
  }

  @Test
  void aMissingFileWithoutNeighboursIsToldToo() {
    Path missing = folder.resolve("a.nnd");
    assertEquals(
        String.format(
            """
            error[NND0001]: there is no file %s
              note: looked for %s
            """,
            missing, missing),
        message(missing));
  }

  @Test
  void aMissingFolderIsToldWithItsNeighbour() throws IOException {
    Files.createDirectory(folder.resolve("models"));
    Path missing = folder.resolve("model/such/a.nnd");
    assertEquals(
        String.format(
            """
            error[NND0001]: there is no file %s
              note: looked for %s
              note: there is no folder %s
              help: did you mean models?
            """,
            missing, missing, folder.resolve("model")),
        message(missing));
  }

  @Test
  void aFolderCannotBeRead() {
    assertEquals(folder + ": error[NND0002]: can't be read: it is a folder\n", message(folder));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileIsNoFolder() throws IOException {
    Path inside = write("a.nnd", "", StandardCharsets.UTF_8).resolve("b.nnd");
    String why = folder.resolve("a.nnd") + " is no folder";
    assertEquals(inside + ": error[NND0002]: can't be read: " + why + "\n", message(inside));
  }

  /** Nothing is forbidden to root, so the system's answer is given. */
  @Test
  void aForbiddenFileCannotBeRead() throws IOException {
    Path file = write("a.nnd", "", StandardCharsets.UTF_8);
    IOException forbidden = new AccessDeniedException(file.toString());
    assertEquals(
        file + ": error[NND0002]: can't be read: permission denied\n",
        Rendering.text(FileProblem.unreadable(file, "NND0002", forbidden)));
  }

  @Test
  void whatIsNotUtf8IsNoText() throws IOException {
    String expected =
        """
        : error[NND0003]: this is not plain text in UTF-8
          help: save it as UTF-8, or name the right file
        """;
    for (Charset wrong : new Charset[] {StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE}) {
      Path file = write("a.nnd", "// größe", wrong);
      assertEquals(file + expected, message(file));
    }
    Path binary = write("b.nnd", "model A {}\0", StandardCharsets.UTF_8);
    assertEquals(binary + expected, message(binary));
    Path model = write("b.onnx", "\0", StandardCharsets.UTF_8);
    assertEquals(
        model
            + """
            : error[NND0003]: this is not plain text in UTF-8
              help: a model's text is asked for; nnd import makes one of an ONNX model
            """,
        message(model));
  }

  @Test
  void offsetsAreLinesAndColumns() {
    Source source = Source.of("a", "ab\ncd\r\n\nefg");
    int[][] places = {
      {0, 1, 1},
      {1, 1, 2},
      {2, 1, 3},
      {3, 2, 1},
      {4, 2, 2},
      {5, 2, 3},
      {7, 3, 1},
      {8, 4, 1},
      {10, 4, 3},
      {11, 4, 4},
    };
    for (int[] place : places) {
      assertEquals(place[1], source.line(place[0]), "line of " + place[0]);
      assertEquals(place[2], source.column(place[0]), "column of " + place[0]);
    }
    assertEquals("ab", source.lineText(2));
    assertEquals("cd", source.lineText(3));
    assertEquals("cd", source.lineText(6));
    assertEquals("", source.lineText(7));
    assertEquals("efg", source.lineText(11));
    assertEquals("", Source.of("a", "").lineText(0));
    assertEquals(1, Source.of("a", "").line(0));
  }

  @Test
  void aSpanIsALocation() {
    Source source = Source.of("a", "ab\ncd ef\ngh");
    Span cd = new Span(source, 3, 5);
    Span gh = new Span(source, 9, 11);
    assertEquals("cd", cd.text());
    assertEquals(2, cd.line());
    assertEquals("cd ef\ngh", cd.to(gh).text());
    assertEquals(new Location("a", 2, 1, 2, 3, "cd ef"), cd.location());
    assertEquals(new Location("a", 2, 1, 3, 3, "cd ef"), cd.to(gh).location());
    assertEquals(new Location("a", 3, 3, 3, 3, "gh"), new Span(source, 11, 11).location());
    assertEquals(new Location("a", 1, 1, 1, 1, "ab"), new Span(source, 0, 0).location());
  }

  private Path write(String name, String text, Charset charset) throws IOException {
    return Files.writeString(folder.resolve(name), text, charset);
  }

  private static String message(Path file) {
    return assertThrows(NndException.class, () -> Source.read(file)).getMessage();
  }
}
