package org.nnd.text;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is done to a text before it is cut.
 *
 * @param lower capitals become small letters
 * @param letters every run of anything but letters becomes one space
 */
public record Cleaning(boolean lower, boolean letters) {
  private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{M}]+");

  /** The text as it is cut. */
  public String apply(String text) {
    String kept = letters ? OTHERS.matcher(text).replaceAll(" ") : text;
    return lower ? kept.toLowerCase(Locale.ROOT) : kept;
  }
}
