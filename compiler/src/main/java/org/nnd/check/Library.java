package org.nnd.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.nnd.source.Source;
import org.nnd.syntax.Item;
import org.nnd.syntax.Parser;

/** The blocks that come with the language, written in it: {@code import "std/vision.nnd"}. */
public final class Library {
  static final String PREFIX = "std/";

  /** Every file of the library. */
  public static final List<String> NAMES = List.of("std/vision.nnd", "std/transformer.nnd");

  private Library() {}

  /** The file of the library that has a block of the name. */
  static Optional<String> with(String block) {
    return NAMES.stream().filter(file -> defines(file, block)).findFirst();
  }

  private static boolean defines(String file, String block) {
    return Parser.parse(find(file).orElseThrow()).items().stream()
        .anyMatch(i -> i instanceof Item.Definition d && d.name().text().equals(block));
  }

  /** A file of the library. */
  public static Optional<Source> find(String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    try (InputStream in = Library.class.getResourceAsStream("/org/nnd/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(Source.of(name, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
