package org.nnd.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a model says, a row for each example.
 *
 * @param columns their names, each once
 */
public record PredictionTable(List<String> columns, List<List<Cell>> rows) {
  public PredictionTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** A text, or a number as it is written. */
  record Cell(String text, boolean number) {
    static Cell text(String text) {
      return new Cell(text, false);
    }

    static Cell number(String digits) {
      return new Cell(digits, true);
    }

    /** JSON has no other numbers than finite ones. */
    private JsonElement toJson() {
      if (!number) {
        return new JsonPrimitive(text);
      }
      return Double.isFinite(Double.parseDouble(text))
          ? new JsonPrimitive(new BigDecimal(text))
          : JsonNull.INSTANCE;
    }
  }

  /** The columns' names, then the rows, as texts. */
  public List<List<String>> table() {
    return Stream.concat(
            Stream.of(columns), rows.stream().map(row -> row.stream().map(Cell::text).toList()))
        .toList();
  }

  /** An object for each row, with the columns' names as keys. */
  public JsonArray toJson() {
    JsonArray all = new JsonArray();
    for (List<Cell> row : rows) {
      JsonObject object = new JsonObject();
      for (int i = 0; i < columns.size(); i++) {
        object.add(columns.get(i), row.get(i).toJson());
      }
      all.add(object);
    }
    return all;
  }

  /** The same with a column of names before all others. */
  PredictionTable named(String column, List<String> names) {
    List<String> header = new ArrayList<>(columns);
    header.add(0, column);
    List<List<Cell>> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<Cell> row = new ArrayList<>(rows.get(i));
      row.add(0, Cell.text(names.get(i)));
      named.add(row);
    }
    return new PredictionTable(header, named);
  }
}
