package org.nnd.source;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** Turns diagnostics into text for people and JSON for tools. */
public final class Rendering {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private Rendering() {}

  /** One line that says where and what, the source line underlined, notes, the way out. */
  public static String text(Diagnostic d) {
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
    out.append("error[").append(d.code()).append("]: ").append(d.message()).append('\n');
    d.location().filter(at -> at.column() > 0).ifPresent(at -> out.append(underlined(at)));
    d.notes().forEach(note -> out.append("  note: ").append(note).append('\n'));
    d.help().ifPresent(help -> out.append("  help: ").append(help).append('\n'));
    return out.toString();
  }

  private static String underlined(Location at) {
    int from = at.column() - 1;
    int to = at.endLine() == at.line() ? at.endColumn() - 1 : at.text().stripTrailing().length();
    String lead = at.text().substring(0, Math.min(from, at.text().length()));
    return String.format("%4d | %s%n", at.line(), at.text()).replace(System.lineSeparator(), "\n")
        + "     | "
        + lead.replaceAll("[^\t]", " ")
        + "^".repeat(Math.max(1, to - from))
        + "\n";
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
