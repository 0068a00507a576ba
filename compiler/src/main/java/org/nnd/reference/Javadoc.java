package org.nnd.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the classes of entries say of themselves, in the sources.
 *
 * <p>A class that holds {@code Entry<X> ENTRY = ... ("name"} is the definition of that name; its
 * comment tells the equation, shapes, weights, defaults and the source.
 */
final class Javadoc {
  private static final Pattern ENTRY =
      Pattern.compile("Entry<\\w+>\\s+\\w+\\s*=\\s*[\\w.]+\\(\\s*\"(\\w+)\"");
  private static final Pattern COMMENT =
      Pattern.compile(
          "(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s+)*public (?:final )?(?:record|class)");
  private static final Pattern INLINE = Pattern.compile("(?s)\\{@(\\w+)\\s+([^}]*)}");

  /** Where a link leads to a class that is no entry: from docs/reference. */
  private static final String SOURCES = "../../compiler/src/main/java/";

  private final String folder;
  private final Map<String, String> comments = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  private Javadoc(String folder) {
    this.folder = folder;
  }

  /** No comments: there are no sources. */
  static Javadoc none() {
    return new Javadoc("");
  }

  /**
   * The comments of all classes of a package.
   *
   * @param sources the folder with all of them
   * @param folder the package's
   */
  static Javadoc of(Path sources, String folder) throws IOException {
    Javadoc all = new Javadoc(folder);
    try (Stream<Path> files = Files.list(sources.resolve(folder))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String source = Files.readString(file).replace("\r\n", "\n");
        Matcher entry = ENTRY.matcher(source);
        Matcher comment = COMMENT.matcher(source);
        if (entry.find() && comment.find()) {
          all.comments.put(entry.group(1), comment.group(1));
          all.names.put(file.getFileName().toString().replace(".java", ""), entry.group(1));
        }
      }
    }
    return all;
  }

  /** What the class of a name says, as paragraphs of Markdown; nothing if it isn't known. */
  List<String> of(String name) {
    String text =
        comments
            .getOrDefault(name, "")
            .replaceAll("(?m)^\\s*\\*", "")
            .replaceFirst("(?s)\n\\s*@\\w+ .*", "");
    return Stream.of(text.split("<p>")).map(this::markdown).filter(p -> !p.isEmpty()).toList();
  }

  /** A paragraph on one line. */
  private String markdown(String paragraph) {
    String plain = paragraph.replaceAll("</?\\w+>", "").replaceAll("\\s+", " ").strip();
    StringBuilder out = new StringBuilder();
    Matcher inline = INLINE.matcher(plain);
    int end = 0;
    while (inline.find()) {
      out.append(Markdown.escaped(plain.substring(end, inline.start())));
      boolean link = inline.group(1).equals("link");
      out.append(link ? link(inline.group(2)) : Markdown.code(inline.group(2)));
      end = inline.end();
    }
    return out.append(Markdown.escaped(plain.substring(end))).toString();
  }

  /** {@code Type#member words}: to the entry that the type is, or to its source. */
  private String link(String target) {
    String[] parts = target.split(" ", 2);
    String type = parts[0].replaceFirst("#.*", "");
    String name = names.getOrDefault(type, type);
    String words = parts.length > 1 ? Markdown.escaped(parts[1]) : Markdown.code(name);
    boolean entry = names.containsKey(type);
    return "[" + words + "](" + (entry ? "#" + name : SOURCES + folder + type + ".java") + ")";
  }
}
