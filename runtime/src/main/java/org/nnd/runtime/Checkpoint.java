package org.nnd.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * All that a training needs to go on as if it had never stopped.
 *
 * <p>In a file, the tensors are the state by its names, {@code best:NAME} the weights of the best
 * epoch, {@code sums:NAME} what loss and metrics are so far in the epoch. All else is texts.
 *
 * @param identity of the training
 * @param history the epochs that are done
 * @param step the steps that are done in the next one
 * @param seconds the time that they took
 * @param sums of loss and metrics over these steps
 * @param state weights, slots of the optimizer, the number of steps
 * @param best the best epoch so far, if examples are held out
 * @param finished whether nothing is left to do
 */
public record Checkpoint(
    Identity identity,
    List<Epoch> history,
    int step,
    double seconds,
    Map<String, double[]> sums,
    Map<String, Tensor> state,
    Optional<Best> best,
    boolean finished) {
  private static final String VERSION = "checkpoint 1";
  static final String BEST = "best:";
  static final String SUMS = "sums:";

  public Checkpoint {
    history = List.copyOf(history);
  }

  /**
   * The best epoch.
   *
   * @param epoch its number
   * @param weights the weights at its end
   */
  record Best(int epoch, Map<String, Tensor> weights) {}

  /** Whether it is the end of the best epoch. */
  boolean isBest() {
    return step == 0 && best.filter(b -> b.epoch() == history.size()).isPresent();
  }

  Safetensors toSafetensors() {
    JsonArray lines = new JsonArray();
    history.forEach(e -> lines.add(e.toJson()));
    JsonObject training = new JsonObject();
    identity.facts().forEach(training::addProperty);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("nnd", VERSION);
    texts.put("epochs", Integer.toString(history.size()));
    texts.put("step", Integer.toString(step));
    texts.put("seconds", Double.toString(seconds));
    texts.put("finished", Boolean.toString(finished));
    best.ifPresent(b -> texts.put("best", Integer.toString(b.epoch())));
    texts.put("training", training.toString());
    texts.put("history", lines.toString());
    Map<String, Tensor> tensors = new LinkedHashMap<>(state);
    best.ifPresent(b -> b.weights().forEach((name, t) -> tensors.put(BEST + name, t)));
    sums.forEach(
        (name, s) ->
            tensors.put(SUMS + name, Tensor.of(ElementType.DOUBLE, Shape.of(s.length), s)));
    return new Safetensors(texts, tensors);
  }

  private static Checkpoint of(Safetensors file) {
    Map<String, String> texts = file.metadata();
    Map<String, String> facts = new LinkedHashMap<>();
    JsonParser.parseString(texts.get("training"))
        .getAsJsonObject()
        .entrySet()
        .forEach(e -> facts.put(e.getKey(), e.getValue().getAsString()));
    List<Epoch> history = new ArrayList<>();
    for (JsonElement line : JsonParser.parseString(texts.get("history")).getAsJsonArray()) {
      history.add(Epoch.of(line.getAsJsonObject()));
    }
    Map<String, Tensor> state = new LinkedHashMap<>();
    Map<String, Tensor> best = new LinkedHashMap<>();
    Map<String, double[]> sums = new LinkedHashMap<>();
    file.tensors()
        .forEach(
            (name, t) -> {
              if (name.startsWith(BEST)) {
                best.put(name.substring(BEST.length()), t);
              } else if (name.startsWith(SUMS)) {
                double[] s = new double[Math.toIntExact(t.type().shape().size().orElseThrow())];
                t.bytes().asDoubleBuffer().get(s);
                sums.put(name.substring(SUMS.length()), s);
              } else {
                state.put(name, t);
              }
            });
    return new Checkpoint(
        new Identity(facts),
        history,
        Integer.parseInt(texts.get("step")),
        Double.parseDouble(texts.get("seconds")),
        sums,
        state,
        Optional.ofNullable(texts.get("best")).map(b -> new Best(Integer.parseInt(b), best)),
        Boolean.parseBoolean(texts.get("finished")));
  }

  /**
   * Reads a checkpoint to go on from.
   *
   * @throws NndException if there is none (NND0530), or it isn't as it was written (NND0531)
   */
  public static Checkpoint read(Path file) {
    return read(file, "without --resume, the training begins anew");
  }

  /**
   * Reads a checkpoint.
   *
   * @param otherwise what can be done without it
   * @throws NndException as above
   */
  public static Checkpoint read(Path file, String otherwise) {
    try {
      Safetensors content = Safetensors.read(file);
      if (!VERSION.equals(content.metadata().get("nnd"))) {
        throw new Safetensors.Damaged("this checkpoint is of another version of nnd");
      }
      return of(content);
    } catch (NoSuchFileException e) {
      throw new NndException(
          Diagnostic.of("NND0530", "there is no checkpoint " + file)
              .note("looked for " + file.toAbsolutePath().normalize())
              .help(otherwise));
    } catch (Safetensors.Damaged e) {
      throw new NndException(
          Diagnostic.of("NND0531", Location.file(file.toString()), e.getMessage())
              .help("another one may be whole, such as best.safetensors beside it; " + otherwise));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0531", e));
    }
  }

  /**
   * The weights that predict: those that were learned, or their moving means.
   *
   * @param file where this checkpoint is
   * @param data what the training learns from
   * @throws NndException if this one learned from others (NND0532), or its weights are others
   *     (NND0580)
   */
  public Map<String, Tensor> weights(Training training, Data data, Path file) {
    List<String> differences = Identity.ofExamples(training, data).differences(identity);
    if (!differences.isEmpty()) {
      throw new NndException(
          another(file, differences)
              .help("let the train section say what the command line said in training"));
    }
    Map<String, Tensor> predicting = new LinkedHashMap<>();
    TrainingGraph.of(training, training.network().initial(training.seed()))
        .weights()
        .forEach((name, from) -> predicting.put(name, state.get(from)));
    return Evaluation.weights(training.network(), predicting, file);
  }

  private static Diagnostic another(Path file, List<String> differences) {
    Diagnostic wrong =
        Diagnostic.of(
            "NND0532", Location.file(file.toString()), "this checkpoint is of another training");
    for (String d : differences) {
      wrong = wrong.note(d);
    }
    return wrong;
  }

  /**
   * Refuses to let another training go on from here.
   *
   * @param file where this checkpoint is
   * @param now the other training
   * @throws NndException that says what differs (NND0532)
   */
  void check(Path file, Identity now, Map<String, Tensor> first) {
    List<String> differences = new ArrayList<>(now.differences(identity));
    first.forEach(
        (name, t) -> {
          TensorType was = state.containsKey(name) ? state.get(name).type() : t.type();
          if (!was.equals(t.type())) {
            differences.add(name + " is " + t.type() + ", but " + was + " in the checkpoint");
          }
        });
    if (differences.isEmpty()) {
      return;
    }
    throw new NndException(
        another(file, differences)
            .help("go on with what it was trained with; without --resume, it begins anew"));
  }
}
