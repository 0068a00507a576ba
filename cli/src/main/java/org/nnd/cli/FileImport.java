package org.nnd.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.imports.Imported;
import org.nnd.imports.Importer;
import org.nnd.onnx.OnnxReader;
import org.nnd.source.NndException;

/**
 * A model's file as a text, with those of its outputs that a text can say: what looks up the names
 * of classes, as scikit-learn's classifiers do, is no network.
 *
 * @param imported the text and its weights
 * @param leftOut outputs that are not in it, each with why
 * @param instead outputs that other values stand for, by these
 */
record FileImport(
    Imported imported, Map<String, NndException> leftOut, Map<String, String> instead) {
  FileImport {
    leftOut = new LinkedHashMap<>(leftOut);
    instead = new LinkedHashMap<>(instead);
  }

  /**
   * Imports a file.
   *
   * @param name of the model
   * @param until where it is cut: values or nodes; empty for its outputs
   * @throws NndException if nothing of it can be imported: why, for its first output
   */
  static FileImport of(Path file, String name, List<String> until) {
    if (!until.isEmpty()) {
      return new FileImport(imported(OnnxReader.freed(file, until), name), Map.of(), Map.of());
    }
    try {
      return new FileImport(imported(OnnxReader.freed(file), name), Map.of(), Map.of());
    } catch (NndException whole) {
      return inPart(file, name, whole);
    }
  }

  private static FileImport inPart(Path file, String name, NndException whole) {
    List<String> kept = new ArrayList<>();
    Map<String, NndException> leftOut = new LinkedHashMap<>();
    Map<String, String> instead = new LinkedHashMap<>();
    Map<String, String> outputs = OnnxReader.outputs(file);
    outputs.forEach(
        (output, value) -> {
          try {
            imported(OnnxReader.freed(file, List.of(value)), name);
            kept.add(value);
            if (!value.equals(output)) {
              instead.put(output, value);
            }
          } catch (NndException e) {
            leftOut.put(output, e);
          }
        });
    if (kept.isEmpty()) {
      throw whole;
    }
    return new FileImport(imported(OnnxReader.freed(file, kept), name), leftOut, instead);
  }

  /**
   * A text has any number of examples; where the model's is fixed, that is part of what is wrong.
   */
  private static Imported imported(OnnxReader.Freed read, String name) {
    try {
      return Importer.of(read.model().graph(), name, read.model().doc());
    } catch (NndException e) {
      String why = read.fixed().orElseThrow(() -> e);
      throw new NndException(
          e.diagnostics().stream()
              .map(d -> d.note("the number of examples can't be made free: " + why))
              .toList());
    }
  }
}
