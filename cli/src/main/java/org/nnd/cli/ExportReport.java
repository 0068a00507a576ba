package org.nnd.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nnd.onnx.OnnxModel;
import org.nnd.quantize.Form;
import org.nnd.report.Figure;
import org.nnd.runtime.Comparison;
import org.nnd.runtime.Epoch;
import org.nnd.train.Measure;

/** What an export tells: the file, and what the form costs and saves. */
final class ExportReport {
  private static final double KILO = 1000;

  private final Path file;
  private final Form form;
  private final List<String> notes = new ArrayList<>();

  ExportReport(Path file, Form form) {
    this.file = file;
    this.form = form;
  }

  /** Remarks on something that could not be done. */
  void note(String text) {
    notes.add(text);
  }

  void print(
      Optional<Comparison> compared,
      OnnxModel before,
      OnnxModel after,
      Format format,
      PrintWriter out) {
    compared.flatMap(Comparison::loss).map(this::wayOut).ifPresent(notes::add);
    if (format == Format.JSON) {
      out.println(json(compared, before.size(), after.size()));
      return;
    }
    out.println("wrote " + file);
    if (form != Form.FLOAT32) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("", "before", "after"));
      compared.ifPresent(c -> rows(c, rows));
      rows.add(List.of("size", size(before.size()), size(after.size())));
      table(rows, out);
      compared.map(ExportReport::measured).ifPresent(out::println);
    }
    notes.forEach(out::println);
  }

  private static void rows(Comparison c, List<List<String>> rows) {
    c.before()
        .forEach(
            (name, was) -> {
              if (was instanceof Measure.Single x
                  && c.after().get(name) instanceof Measure.Single y) {
                rows.add(List.of(name, Figure.text(x.value()), Figure.text(y.value())));
              }
            });
  }

  private static void table(List<List<String>> rows, PrintWriter out) {
    int[] widths = new int[3];
    rows.forEach(
        r -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], r.get(i).length());
          }
        });
    rows.forEach(
        r ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "%-" + widths[0] + "s  %" + widths[1] + "s  %" + widths[2] + "s",
                    r.toArray())));
  }

  private static String measured(Comparison c) {
    return String.format(
        Locale.ROOT,
        "measured on %,d examples %s",
        c.examples(),
        c.heldOut() ? "held out" : "that it learned from, for none are held out");
  }

  private static String size(long bytes) {
    return bytes < KILO * KILO
        ? String.format(Locale.ROOT, "%.1f kB", bytes / KILO)
        : String.format(Locale.ROOT, "%.1f MB", bytes / KILO / KILO);
  }

  private String wayOut(String loss) {
    return loss
        + ": "
        + switch (form) {
          case STATIC -> "--int8 dynamic may lose less, --float16 surely";
          case DYNAMIC -> "--float16 loses less";
          default -> "its numbers may be too large for float16; export without --float16";
        };
  }

  private JsonObject json(Optional<Comparison> compared, long before, long after) {
    JsonObject json = new JsonObject();
    json.addProperty("file", file.toString());
    json.addProperty("numbers", form.toString());
    compared.ifPresent(
        c -> {
          json.addProperty("examples", c.examples());
          json.addProperty("held_out", c.heldOut());
        });
    json.add("before", side(compared.map(Comparison::before), before));
    json.add("after", side(compared.map(Comparison::after), after));
    JsonArray texts = new JsonArray();
    notes.forEach(texts::add);
    json.add("notes", texts);
    return json;
  }

  private static JsonObject side(Optional<Map<String, Measure>> measures, long bytes) {
    JsonObject side = Epoch.toJson("", measures.orElse(Map.of()));
    side.addProperty("bytes", bytes);
    return side;
  }
}
