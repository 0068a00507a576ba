package org.nnd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.onnxruntime.OrtException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.Weight;
import org.nnd.onnx.Running;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * Texts with a few words changed at random: each gives models or diagnostics, and what passes the
 * check compiles. {@code -Dfuzz.texts=100000 -Dfuzz.seed=2} looks further.
 */
class FuzzTest {
  private static final int TEXTS = Integer.getInteger("fuzz.texts", 12_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final Pattern TOKEN =
      Pattern.compile(
          "[A-Za-z_]\\w*|\\d[\\w.]*|\"[^\"\n]*\"|///?[^\n]*|->|\\*\\*|[=!<>]=|\\s+|[^\\s\\w]");

  /** What may stand for each other; a word of none of these is a name. */
  private static final List<List<String>> KINDS =
      List.of(
          List.of("relu", "tanh", "sigmoid", "flatten", "softmax", "dropout", "identity"),
          List.of("dense", "conv", "gru", "max_pool", "avg_pool", "concat", "add"),
          List.of("+", "-", "*", "/", "**", "@", "==", "<", "and", ",", "->", "|", "=", "."),
          List.of("(", ")", "[", "]", "{", "}"),
          List.of("float", "double", "int64", "int32", "bool"),
          List.of("same", "valid", "final", "sequence", "channels", "true", "false", "label", "T"),
          List.of("mse", "mae", "cross_entropy", "accuracy"),
          List.of("sgd", "adam", "csv", "len", "range", "max"),
          List.of("input", "output", "layer", "for", "if", "else", "block", "model", "train"));

  private static final List<String> NUMBERS =
      List.of("0", "1", "1", "2", "2", "3", "3", "4", "5", "8", "0.5", "[2, 1]", "-1", "1e300");
  private static final List<String> LARGE =
      List.of("65536", "2147483647", "9223372036854775807", "-9223372036854775807", "1000000");

  private final Random random = new Random(SEED);
  private int compiled;

  @Test
  void changedTextsAreToldOrCompile() throws IOException {
    List<String> texts = texts();
    for (int i = 0; i < TEXTS; i++) {
      String text = changed(texts.get(random.nextInt(texts.size())));
      try {
        Compiler.check(Source.of("fuzz.nnd", text)).values().forEach(this::compile);
      } catch (NndException e) {
        assertTrue(!e.diagnostics().isEmpty(), text);
      } catch (RuntimeException | Error e) {
        fail("seed " + SEED + ", text " + i + ":\n" + text, e);
      }
    }
    assertTrue(compiled > TEXTS / 20, compiled + " of " + TEXTS + " compiled");
  }

  private static List<String> texts() throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
      for (Path p : files.filter(f -> f.toString().endsWith(".nnd")).sorted().toList()) {
        all.add(Files.readString(p));
      }
    }
    for (String file : List.of("layers.json", "training.json")) {
      try (Reader in =
          new InputStreamReader(
              FuzzTest.class.getResourceAsStream("/oracle/" + file), StandardCharsets.UTF_8)) {
        JsonParser.parseReader(in)
            .getAsJsonObject()
            .getAsJsonArray("cases")
            .forEach(c -> all.add(c.getAsJsonObject().get("program").getAsString()));
      }
    }
    return all;
  }

  private String changed(String text) {
    List<String> tokens =
        new ArrayList<>(TOKEN.matcher(text).results().map(MatchResult::group).toList());
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      int at = random.nextInt(tokens.size());
      while (tokens.get(at).isBlank()) {
        at = random.nextInt(tokens.size());
      }
      switch (random.nextInt(12)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, tokens.get(at) + " ");
        case 2 -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
        case 3 -> tokens.set(at, pick(pick(KINDS)));
        default -> tokens.set(at, like(tokens.get(at), tokens));
      }
    }
    return String.join("", tokens);
  }

  /** Another token of the same kind. */
  private String like(String token, List<String> tokens) {
    if (Character.isDigit(token.charAt(0))) {
      return pick(random.nextInt(10) == 0 ? LARGE : NUMBERS);
    }
    for (List<String> kind : KINDS) {
      if (kind.contains(token)) {
        return pick(kind);
      }
    }
    return pick(tokens.stream().filter(t -> Character.isLetter(t.charAt(0))).toList());
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void compile(Experiment e) {
    Network network = e.network();
    assertTrue(!network.outputs().isEmpty());
    if (!small(network)) {
      return;
    }
    compiled++;
    var weights = network.initial(1);
    load(Compiler.inference(e, weights, Map.of()).toBytes());
    if (e.training().isPresent()) {
      Training training = e.training().get();
      assertEquals(weights.keySet(), training.network().weights().keySet());
      load(Compiler.training(e, training, weights).toBytes());
      load(Compiler.evaluation(e, training).toBytes());
    }
  }

  /** Loads one model of many: it takes long. */
  private void load(byte[] model) {
    if (compiled % 20 == 0) {
      try {
        new Running(model).close();
      } catch (OrtException e) {
        // The stock runtime has not every kernel for doubles and halves on the CPU.
        if (e.getCode() != OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Whether it takes little memory. */
  private static boolean small(Network network) {
    Stream<TensorType> weights = network.weights().values().stream().map(Weight::type);
    Stream<TensorType> values =
        network.steps().stream().flatMap(s -> s.outputs().stream()).map(Value::type);
    return Stream.concat(weights, values)
        .allMatch(t -> t.perExample().shape().size().orElse(0) < 100_000);
  }
}
