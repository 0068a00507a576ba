package org.nnd.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.ir.Dim;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.onnx.OnnxModel;
import org.nnd.train.Sampling;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * What a training must share with the one that it goes on with, so that it ends as if it had never
 * stopped: how the numbers come about, not how many epochs there are or where files lie.
 *
 * @param facts values, and fingerprints (SHA-256) of what is too large
 */
record Identity(Map<String, String> facts) {
  private static final String MODEL = "model";
  private static final String STEP = "training step";
  private static final String SEED = "seed";
  private static final String PRECISION = "precision";
  private static final String TARGET = "target";
  private static final String PROVIDER = "provider";
  private static final String RECOMPUTE = "recompute";

  /** What decides which examples are learned from. */
  private static final List<String> CHOICE = List.of(SEED, "validation", "test", "split");

  private static final String DATA = "data";

  Identity {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** That of a training. */
  static Identity of(Training training, TrainingGraph graph, Execution execution, Data data) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(MODEL, fingerprint(TrainingGraph.evaluation(training)));
    facts.put(STEP, fingerprint(graph.withoutDefaults()));
    facts.put(PRECISION, training.precision().toString());
    facts.put(TARGET, execution.target().describe());
    facts.put(PROVIDER, execution.provider().kind().toString());
    facts.put(RECOMPUTE, Boolean.toString(training.recompute()));
    facts.putAll(hyperparameters(graph));
    facts.put("batch", Integer.toString(training.batch()));
    facts.putAll(ofExamples(training, data).facts);
    facts.put("augment", training.sampling().augment().toString());
    facts.put("monitor", training.stopping().monitor());
    return new Identity(facts);
  }

  /** What of it says which examples are learned from. */
  static Identity ofExamples(Training training, Data data) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(SEED, Long.toString(training.seed()));
    Sampling sampling = training.sampling();
    facts.put("validation", Double.toString(sampling.validation()));
    facts.put("test", Double.toString(sampling.test()));
    facts.put("split", sampling.split());
    MessageDigest digest = Safetensors.sha256();
    add(data.training(), digest);
    data.validation().ifPresent(d -> add(d, digest));
    facts.put(DATA, HexFormat.of().formatHex(digest.digest()));
    return new Identity(facts);
  }

  private static Map<String, String> hyperparameters(TrainingGraph graph) {
    Map<String, String> values = new LinkedHashMap<>();
    graph
        .defaults()
        .forEach(
            (name, value) -> {
              if (!graph.state().containsKey(name)) {
                String local = name.substring(name.indexOf('/') + 1);
                values.put(local, value.toString().replaceAll(".*\\{|}", ""));
              }
            });
    return values;
  }

  private static String fingerprint(Graph graph) {
    byte[] bytes = new OnnxModel(graph, "", Map.of()).toBytes();
    return HexFormat.of().formatHex(Safetensors.sha256().digest(bytes));
  }

  private static void add(Dataset data, MessageDigest digest) {
    data.columns()
        .forEach(
            (name, column) -> {
              String head = name + " " + column.type() + " " + column.size() + data.classes();
              digest.update(head.getBytes(StandardCharsets.UTF_8));
              add(column, digest);
            });
  }

  private static void add(Column column, MessageDigest digest) {
    ByteBuffer example = ByteBuffer.allocate(0);
    for (int i = 0; i < column.size(); i++) {
      int bytes = bytes(column, i);
      if (example.capacity() < bytes) {
        example = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      }
      column.write(i, example.clear());
      digest.update(example.flip());
    }
  }

  private static int bytes(Column column, int example) {
    Shape shape = column.type().shape();
    Shape known = shape.size().isPresent() ? shape : shape.with(0, Dim.of(column.length(example)));
    return Math.toIntExact(known.size().orElseThrow() * column.type().element().bytes());
  }

  /** What differs, in words; empty if nothing does. */
  List<String> differences(Identity before) {
    List<String> all = new ArrayList<>();
    facts.forEach(
        (name, value) -> {
          String was = before.facts.getOrDefault(name, value);
          if (!was.equals(value)) {
            all.add(difference(name, value, was, before));
          }
        });
    all.removeIf(String::isEmpty);
    return all;
  }

  private boolean same(String name, Identity before) {
    String now = facts.get(name);
    return now.equals(before.facts.getOrDefault(name, now));
  }

  /**
   * The provider that computed before, if that is another one. A training may go on on another, as
   * it may on another processor: the steps are the same, but numbers are rounded otherwise.
   */
  Optional<String> moved(Identity before) {
    return Optional.ofNullable(before.facts.get(PROVIDER)).filter(p -> !same(PROVIDER, before));
  }

  /** In a word for each cause: another seed makes other masks and holds out other examples. */
  private String difference(String name, String now, String was, Identity before) {
    return switch (name) {
      case MODEL -> "the model, its loss or its metrics are others";
      case STEP ->
          Stream.of(MODEL, SEED, PRECISION, TARGET, RECOMPUTE).allMatch(f -> same(f, before))
              ? "the optimizer, or what is done with gradients, is another"
              : "";
      case PROVIDER -> "";
      case TARGET -> same(STEP, before) ? "" : changed(name, now, was);
      case DATA -> CHOICE.stream().allMatch(c -> same(c, before)) ? "the examples are others" : "";
      default -> changed(name, now, was);
    };
  }

  private static String changed(String name, String now, String was) {
    return name + " is " + now + ", but " + was + " in the checkpoint";
  }
}
