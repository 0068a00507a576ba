package org.nnd.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.nnd.onnx.OnnxFile;

/**
 * What a model file holds, counted.
 *
 * @param operators how often each stands there, those of bodies too
 * @param layers the same of layers, where NND wrote the file: its nodes' names tell them
 * @param numbers what the model keeps, by the type of its numbers
 * @param beside files that hold some of them, and their sizes; nothing where one is missing
 */
public record Inspection(
    OnnxFile file,
    Map<String, Integer> operators,
    Map<String, Integer> layers,
    Map<String, Numbers> numbers,
    Map<String, OptionalLong> beside) {
  private static final String FORMAT = "nnd.format";

  /**
   * Numbers of a type.
   *
   * @param tensors how many tensors hold them
   * @param count how many numbers
   * @param bytes what they take; 0 where the type is unknown
   */
  public record Numbers(long tensors, long count, long bytes) {
    Numbers and(Numbers other) {
      return new Numbers(tensors + other.tensors, count + other.count, bytes + other.bytes);
    }
  }

  /** Counts. */
  public static Inspection of(OnnxFile file) {
    Map<String, Integer> operators = new TreeMap<>();
    count(file.operations(), operators);
    Map<String, Numbers> numbers = new TreeMap<>();
    Map<String, OptionalLong> beside = new TreeMap<>();
    for (OnnxFile.Initializer i : file.initializers().values()) {
      numbers.merge(
          i.element(),
          new Numbers(1, i.count(), Widths.bytes(i.element(), i.count())),
          Numbers::and);
      i.beside().ifPresent(name -> beside.computeIfAbsent(name, n -> size(file.path(), n)));
    }
    return new Inspection(file, operators, isOurs(file) ? layers(file) : Map.of(), numbers, beside);
  }

  private static boolean isOurs(OnnxFile file) {
    return file.metadata().containsKey(FORMAT);
  }

  private static void count(List<OnnxFile.Operation> operations, Map<String, Integer> operators) {
    for (OnnxFile.Operation o : operations) {
      operators.merge(o.operator(), 1, Integer::sum);
      count(o.bodies(), operators);
    }
  }

  /** A node's name is its layer's path and a word of its own. */
  private static Map<String, Integer> layers(OnnxFile file) {
    Set<String> paths = new TreeSet<>();
    for (OnnxFile.Operation o : file.operations()) {
      int end = o.name().lastIndexOf('/');
      boolean training = o.name().startsWith("optimizer/") || o.name().startsWith("backward/");
      if (end > 0 && !training) {
        paths.add(o.name().substring(0, end));
      }
    }
    Map<String, Integer> layers = new TreeMap<>();
    for (String path : paths) {
      String word = path.substring(path.lastIndexOf('/') + 1).replaceFirst("@\\d+$", "");
      layers.merge(word.replaceFirst("(_\\d+)+$", ""), 1, Integer::sum);
    }
    return layers;
  }

  private static OptionalLong size(Path model, String name) {
    try {
      return OptionalLong.of(Files.size(model.resolveSibling(name)));
    } catch (IOException | InvalidPathException e) {
      return OptionalLong.empty();
    }
  }

  /** What kind of file it is. */
  public String kind() {
    if (!isOurs(file)) {
      return "a model that NND did not write";
    }
    String kind = file.metadata().getOrDefault("nnd.kind", "");
    return switch (kind) {
      case "predict" ->
          file.metadata().containsKey("nnd.prediction")
              ? "predicts, after a training"
              : "predicts, with the weights of the beginning";
      case "train" ->
          file.metadata().containsKey("nnd.steps")
              ? "does any number of training steps"
              : "does one training step";
      case "initialize" -> "gives what a training begins with";
      case "evaluate" -> "measures loss and metrics";
      default -> "of NND, of a kind unknown here: " + kind;
    };
  }

  /** How many numbers a network keeps: those with a fraction, in any width. */
  public long parameters() {
    return numbers.entrySet().stream()
        .filter(e -> Widths.isFraction(e.getKey()))
        .mapToLong(e -> e.getValue().count())
        .sum();
  }

  /** Inputs that have a default. */
  public Set<String> defaults() {
    Set<String> defaults = new TreeSet<>(file.inputs().keySet());
    defaults.retainAll(file.initializers().keySet());
    return defaults;
  }

  /** The metadata that NND knows, each with what it says; the order is the file's. */
  public Map<String, String> explained() {
    Map<String, String> known = new LinkedHashMap<>();
    file.metadata().keySet().forEach(k -> known.put(k, Keys.meaning(k)));
    return known;
  }
}
