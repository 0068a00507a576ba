package org.nnd.source;

import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Turns diagnostics into text for people and JSON for tools. */
public final class Rendering {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private static final Set<UnicodeScript> WIDE =
      EnumSet.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

  /** Of a longer line only the part around the mistake is shown. */
  private static final int LONG = 200;

  private Rendering() {}

  /** One line that says where and what, the source line underlined, notes, the way out. */
  public static String text(Diagnostic d) {
    return text("error", d);
  }

  /** The same of what is no mistake, but not as it might be. */
  public static String warning(Diagnostic d) {
    return text("warning", d);
  }

  private static String text(String kind, Diagnostic d) {
    StringBuilder out = new StringBuilder();
    d.location()
        .ifPresent(
            at -> {
              out.append(at.file()).append(':');
              if (at.line() > 0) {
                out.append(at.line()).append(':');
              }
              if (at.column() > 0) {
                out.append(at.column()).append(':');
              }
              out.append(' ');
            });
    out.append(kind).append("[").append(d.code()).append("]: ").append(d.message()).append('\n');
    d.location()
        .filter(at -> at.column() > 0 && !at.text().isEmpty())
        .ifPresent(at -> out.append(underlined(at)));
    d.notes().forEach(note -> out.append("  note: ").append(note).append('\n'));
    d.help().ifPresent(help -> out.append("  help: ").append(help).append('\n'));
    return out.toString();
  }

  private static String underlined(Location at) {
    int first = Math.min(at.column() - 1, at.text().length());
    int last = at.endLine() == at.line() ? at.endColumn() - 1 : at.text().stripTrailing().length();
    int start =
        whole(at.text(), Math.max(0, Math.min(first - LONG / 3, at.text().length() - LONG)));
    int end = whole(at.text(), Math.min(at.text().length(), start + LONG));
    String left = start > 0 ? "..." : "";
    String right = end < at.text().length() ? "..." : "";
    String line = left + at.text().substring(start, end) + right;
    int from = first - start + left.length();
    int to = Math.min(last, end) - start + left.length();
    String under = line.substring(from, Math.max(from, Math.min(to, line.length())));
    String number = String.format("%4d", at.line());
    return String.format(
        "%s | %s\n%s | %s%s\n",
        number,
        line.replaceAll("[\\p{Cc}&&[^\t]]", "\ufffd"),
        " ".repeat(number.length()),
        line.substring(0, from).codePoints().mapToObj(Rendering::blank).collect(joining()),
        "^".repeat(Math.max(1, under.codePoints().map(Rendering::columns).sum())));
  }

  /** A place in a text that parts no sign of two characters. */
  private static int whole(String text, int at) {
    boolean inside =
        at > 0
            && at < text.length()
            && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    return inside ? at - 1 : at;
  }

  private static String blank(int point) {
    return point == '\t' ? "\t" : " ".repeat(columns(point));
  }

  /** How many columns of a terminal a sign takes. */
  private static int columns(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
      return 0;
    }
    boolean picture = point >= 0x1F300 && point < 0x1FB00;
    return picture || WIDE.contains(UnicodeScript.of(point)) ? 2 : 1;
  }

  /** A JSON array with an object for each diagnostic. */
  public static String json(List<Diagnostic> diagnostics) {
    JsonArray all = new JsonArray();
    for (Diagnostic d : diagnostics) {
      JsonObject o = new JsonObject();
      o.addProperty("code", d.code());
      o.addProperty("severity", "error");
      o.addProperty("message", d.message());
      d.location()
          .ifPresent(
              at -> {
                o.addProperty("file", at.file());
                o.addProperty("line", at.line());
                o.addProperty("column", at.column());
                o.addProperty("endLine", at.endLine());
                o.addProperty("endColumn", at.endColumn());
              });
      JsonArray notes = new JsonArray();
      d.notes().forEach(notes::add);
      o.add("notes", notes);
      d.help().ifPresent(help -> o.addProperty("help", help));
      all.add(o);
    }
    return GSON.toJson(all);
  }
}
