package org.nnd.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a code means: a Markdown file beside this class, named as the code.
 *
 * <p>It starts with {@code # CODE: title} and says what is wrong. Where a text can show that, there
 * are two of them in blocks of {@code nnd}: one that is told off with this code and no other, and
 * the same one mended.
 *
 * @param code such as NND0204
 * @param title in a few words
 * @param markdown the whole file
 */
public record Explanation(String code, String title, String markdown) {
  private static final Pattern BLOCK = Pattern.compile("(?s)```nnd\n(.*?)```\n");

  /** The explanation of a code; case doesn't matter, and {@code 204} is NND0204. */
  public static Optional<Explanation> of(String code) {
    String digits = code.toUpperCase(Locale.ROOT).replaceFirst("^NND", "");
    return digits.matches("[0-9]{1,4}") ? numbered(Integer.parseInt(digits)) : Optional.empty();
  }

  /** All explanations, in the order of their codes. */
  public static List<Explanation> all() {
    return IntStream.range(0, 1000)
        .mapToObj(Explanation::numbered)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Explanation> numbered(int number) {
    String code = String.format(Locale.ROOT, "NND%04d", number);
    try (InputStream in = Explanation.class.getResourceAsStream(code + ".md")) {
      if (in == null) {
        return Optional.empty();
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
      String first = text.lines().findFirst().orElse("");
      return Optional.of(new Explanation(code, first.replaceFirst("^# .*?: ", ""), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The texts that it shows: a wrong one and a mended one, or none. */
  public List<String> examples() {
    return BLOCK.matcher(markdown).results().map(m -> m.group(1)).toList();
  }

  /** As it is read in a terminal: without the marks of Markdown, texts moved in. */
  public String text() {
    String plain = markdown.replaceFirst("^# ", "");
    return BLOCK.matcher(plain).replaceAll(Explanation::indented);
  }

  private static String indented(MatchResult block) {
    String lines = block.group(1).replaceAll("(?m)^(?=.)", "    ");
    return lines.replace("\\", "\\\\").replace("$", "\\$");
  }
}
