package org.nnd.markup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Style sheets of pages and pictures. */
public final class StyleSheet {
  private StyleSheet() {}

  /** The text of one that lies beside a class. */
  public static String beside(Class<?> type, String name) {
    try (InputStream css = type.getResourceAsStream(name)) {
      return "\n" + new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
