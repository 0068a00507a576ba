package org.nnd.runtime;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.onnx.SavedModel;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.source.WholeFile;
import org.nnd.train.Experiment;
import org.nnd.train.TrainingGraph;

/**
 * The weights of a network from a file that any program saved: a state as safetensors, a training
 * step whose defaults are one, a checkpoint or a folder of them, a trained model.
 *
 * @param weights by their names in the text, those that predict: moving means where the training
 *     keeps them
 * @param remembered what the file says of how to predict, as metadata; nothing if it is a state
 */
public record SavedWeights(Map<String, Tensor> weights, Map<String, String> remembered) {
  private static final String WEIGHTS = "nnd.weights";
  private static final String STATE = "nnd.state";

  /** What the initializers begin with that hold no weights, but an operator's constants. */
  private static final String CONSTANT = "attribute/";

  private static final String HELP =
      "give the text as it was in training, and the same --model and --set";

  public SavedWeights {
    weights = new LinkedHashMap<>(weights);
    remembered = new TreeMap<>(remembered);
  }

  /**
   * Writes weights by their names as safetensors; whoever looks sees the old file or the new one,
   * whole.
   *
   * @throws IOException if the file can't be written
   */
  public static void write(Path file, Map<String, Tensor> weights) throws IOException {
    WholeFile.write(file, new Safetensors(Map.of(), weights)::write);
  }

  /**
   * Reads the weights of a text's network.
   *
   * @param path the file, or a folder of checkpoints
   * @throws NndException if it can't be read (NND0506, NND0507, NND0670, NND0672, NND0673), a
   *     weight is missing in it or another size (NND0580), or it holds one that the text hasn't
   *     (NND0671)
   */
  public static SavedWeights read(Experiment e, Path path) {
    Path file = Checkpoints.in(path);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".safetensors")) {
      return ofState(e, safetensors(file), file);
    }
    if (name.endsWith(".onnx")) {
      SavedModel saved = SavedModel.read(file);
      return saved.metadata().containsKey(STATE)
          ? ofState(e, defaults(saved, file), file)
          : ofModel(e, saved, file);
    }
    throw new NndException(
        Diagnostic.of(
                "NND0670",
                Location.file(file.toString()),
                "weights are read from .safetensors and .onnx files")
            .help("save the state by its names, as NAME.train.onnx has them, as safetensors"));
  }

  /** Tensors by name, with texts. */
  private static Safetensors safetensors(Path file) {
    try {
      return FileProblem.reading(file, "NND0672", () -> known(file));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0672", e));
    }
  }

  private static Safetensors known(Path file) throws IOException {
    try {
      Safetensors all = Safetensors.readAny(file);
      Map<String, Tensor> state = new LinkedHashMap<>(all.tensors());
      state.keySet().removeIf(n -> n.startsWith(Checkpoint.BEST) || n.startsWith(Checkpoint.SUMS));
      return new Safetensors(all.metadata(), state);
    } catch (Safetensors.Damaged e) {
      throw new NndException(
          Diagnostic.of("NND0672", Location.file(file.toString()), e.getMessage())
              .help("is it complete, and was it saved as safetensors?"));
    }
  }

  /** The state in the defaults of a training step. */
  private static Safetensors defaults(SavedModel step, Path file) {
    Map<String, Tensor> state = new LinkedHashMap<>(step.initializers());
    state.keySet().retainAll(names(step.metadata(), STATE).keySet());
    if (state.isEmpty()) {
      throw new NndException(
          Diagnostic.of(
                  "NND0673",
                  Location.file(file.toString()),
                  "this training step holds no state: whoever runs it feeds it")
              .help("save the state by its names as safetensors, and give that"));
    }
    return new Safetensors(step.metadata(), state);
  }

  private static SavedWeights ofModel(Experiment e, SavedModel saved, Path file) {
    Network network = e.network();
    Map<String, Tensor> weights = Evaluation.weights(network, saved.initializers(), file);
    Set<String> known = new HashSet<>();
    network.inference(weights).initializers().keySet().stream()
        .map(Value::name)
        .forEach(known::add);
    known.addAll(weights.keySet());
    saved
        .initializers()
        .forEach(
            (name, t) -> refuse(name, t, known.contains(name) || name.startsWith(CONSTANT), file));
    return new SavedWeights(weights, TrainedModel.metadata(saved.metadata()));
  }

  private static SavedWeights ofState(Experiment e, Safetensors state, Path file) {
    Network network = e.network();
    Map<String, String> places = places(e, state.metadata());
    Map<String, Tensor> predicting = new HashMap<>();
    for (String weight : network.weights().keySet()) {
      Tensor mean = state.tensors().get(places.getOrDefault(weight, weight));
      Tensor found = mean == null ? state.tensors().get(weight) : mean;
      if (found != null) {
        predicting.put(weight, found);
      }
    }
    Map<String, Tensor> weights = Evaluation.weights(network, predicting, file);
    state.tensors().forEach((name, t) -> refuse(name, t, belongs(name, weights.keySet()), file));
    return new SavedWeights(weights, Map.of());
  }

  /** For each weight the state that predicts: what the file says of it, else what the text does. */
  private static Map<String, String> places(Experiment e, Map<String, String> metadata) {
    Map<String, String> said = names(metadata, WEIGHTS);
    return said.isEmpty()
        ? e.training()
            .map(t -> TrainingGraph.of(t, t.network().initial(t.seed())).weights())
            .orElse(Map.of())
        : said;
  }

  private static Map<String, String> names(Map<String, String> metadata, String key) {
    try {
      return Optional.ofNullable(
              new Gson().fromJson(metadata.get(key), new TypeToken<Map<String, String>>() {}))
          .orElse(Map.of());
    } catch (JsonSyntaxException e) { // another program's
      return Map.of();
    }
  }

  /** Whether a state's tensor is a weight, what an optimizer keeps of one, or no weight at all. */
  private static boolean belongs(String name, Set<String> weights) {
    return weights.contains(name)
        || weights.stream().anyMatch(w -> name.startsWith(w + "/"))
        || name.startsWith("optimizer/")
        || name.startsWith("schedule/")
        || name.startsWith(TrainingGraph.LOSS_SCALE)
        || name.contains("/state/");
  }

  private static void refuse(String name, Tensor t, boolean known, Path file) {
    if (!known) {
      throw new NndException(
          Diagnostic.of(
                  "NND0671",
                  Location.file(file.toString()),
                  name + " is " + t.type() + " in this file, but the text has no such weight")
              .help(HELP));
    }
  }
}
