package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;

/** Files of which a text can't say every output; {@code export_models.py} made them. */
class FileImportTest {
  private static final Path FOLDER = Path.of("src/test/resources/classifiers");

  private static final String NETWORK =
      """
      model M {
        input X: float[4]
        output %s = X
          -> dense(6) -> relu
          -> dense(5) -> relu
          -> dense(3) -> softmax
      }
      """;

  private static FileImport read(String name, String... until) {
    return FileImport.of(FOLDER.resolve(name), "m", List.of(until));
  }

  private static Map<String, String> leftOut(FileImport read) {
    return read.leftOut().entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, e -> e.getValue().diagnostics().get(0).message()));
  }

  private static final String LABELS =
      "node Reshape (Reshape) is no layer here, and its value array_feature_extractor_result:"
          + " int32[1, N] can't be said in a text: the examples stand on axis 1 of it";

  @Test
  void labelsAreLookedUp() {
    FileImport read = read("sklearn_labels.onnx");
    assertEquals(NETWORK.formatted("probabilities"), read.imported().text());
    assertEquals(Map.of("label", LABELS), leftOut(read));
    assertEquals(Map.of(), read.instead());
  }

  @Test
  void labelsAreWords() {
    FileImport read = read("sklearn_words.onnx");
    assertEquals(NETWORK.formatted("probabilities"), read.imported().text());
    String why =
        "constant classes: string[3] can't be said in a text, which has no word for its elements";
    assertEquals(Map.of("label", why), leftOut(read));
  }

  /** Without its names a map is a tensor. */
  @Test
  void probabilitiesAreAMap() {
    FileImport read = read("sklearn_map.onnx");
    assertEquals(NETWORK.formatted("out_activations_result"), read.imported().text());
    assertEquals(Map.of("output_label", LABELS), leftOut(read));
    assertEquals(Map.of("output_probability", "out_activations_result"), read.instead());
  }

  @Test
  void cutAtAValue() {
    FileImport read = read("sklearn_words.onnx", "next_activations");
    assertEquals(
        """
        model M {
          input X: float[4]
          output next_activations = X -> dense(6) -> relu
        }
        """,
        read.imported().text());
    assertEquals(Map.of(), read.leftOut());
  }

  /** The values that a node makes; two places are two outputs. */
  @Test
  void cutAtANode() {
    FileImport read = read("sklearn_words.onnx", "Relu", "probabilities");
    assertEquals(
        """
        model M {
          input X: float[4]
          output next_activations = X -> dense(6) -> relu
          output probabilities = next_activations
            -> dense(5) -> relu
            -> dense(3) -> softmax
        }
        """,
        read.imported().text());
  }

  @Test
  void cutNowhere() {
    NndException e =
        assertThrows(NndException.class, () -> read("sklearn_words.onnx", "probability"));
    assertEquals(
        """
        src/test/resources/classifiers/sklearn_words.onnx: error[NND0650]: no node makes a value called probability, and none is called so
          help: did you mean probabilities?
        """,
        Rendering.text(e.diagnostics().get(0)));
  }

  @Test
  void nothingIsLeft() {
    NndException e = assertThrows(NndException.class, () -> read("sklearn_words.onnx", "label"));
    assertEquals(
        """
        error[NND0610]: constant classes: string[3] can't be said in a text, which has no word for its elements
          note: a text names float, double, float16, bfloat16, int32, int64, bool
          note: the number of examples can't be made free: no output has the batch in front
          help: export the model before its numbers get fewer bits, or without its texts
        """,
        Rendering.text(e.diagnostics().get(0)));
  }
}
