package org.nnd.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.Compiler;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.OnnxReader;
import org.nnd.onnx.Running;
import org.nnd.onnx.SavedModel;
import org.nnd.source.Source;
import org.nnd.train.Experiment;

/**
 * Models of others' exporters become texts that give what these tools computed; {@code
 * src/test/python/export_models.py} made them.
 */
class ExportedModelsTest {
  private static final Path FOLDER = Path.of("src/test/resources/imports");

  static List<String> models() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.map(p -> FOLDER.relativize(p).toString())
          .filter(n -> n.endsWith(".onnx") && !n.endsWith(".data.onnx"))
          .map(n -> n.substring(0, n.length() - ".onnx".length()))
          .sorted()
          .toList();
    }
  }

  /** Some of the texts, as they are read; {@code -Drenew=true} writes them anew. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet18",
        "resnet50",
        "mobilenet_v2",
        "unet_traced",
        "transformer",
        "vision_transformer",
        "text_cnn",
        "bidirectional_gru",
        "activations_traced",
        "keras_cnn",
        "keras_flat",
        "keras_lstm",
        "keras_backwards",
        "keras_words"
      })
  void readsWell(String name) throws IOException {
    OnnxModel model = OnnxReader.read(FOLDER.resolve(name + ".onnx"));
    String text = Importer.of(model.graph(), name, model.doc()).text();
    Path golden = FOLDER.resolve("texts").resolve(name + ".nnd");
    if (Boolean.getBoolean("renew")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
    }
    assertEquals(Files.readString(golden), text);
  }

  @ParameterizedTest
  @MethodSource("models")
  void givesWhatItsToolGave(String name) throws Exception {
    OnnxModel model = OnnxReader.read(FOLDER.resolve(name + ".onnx"));
    Imported imported = Importer.of(model.graph(), name, model.doc());
    Experiment again =
        Compiler.choose(Compiler.check(Source.of(name, imported.text())), Optional.empty());
    Map<String, Tensor> data = SavedModel.read(FOLDER.resolve(name + ".data.onnx")).initializers();
    OnnxModel written = Compiler.inference(again, imported.weights(), Map.of());
    List<Value> inputs = model.graph().inputs();
    Map<String, Tensor> feed = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      feed.put(written.graph().inputs().get(i).name(), data.get(inputs.get(i).name()));
    }
    try (Running running = new Running(written.toBytes())) {
      Map<String, double[]> given = running.run(feed);
      List<String> outputs = List.copyOf(model.graph().outputs().keySet());
      List<String> names = List.copyOf(given.keySet());
      assertEquals(outputs.size(), names.size());
      for (int i = 0; i < outputs.size(); i++) {
        ExamplesTest.near(
            outputs.get(i), Running.doubles(data.get(outputs.get(i))), given.get(names.get(i)));
      }
    }
  }
}
