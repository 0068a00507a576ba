package org.nnd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.onnx.Running;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * Networks that torch.onnx.export wrote go on learning as in PyTorch: the first step's gradients
 * and 20 steps' losses. The files and the expected numbers are made by {@code
 * src/test/python/oracle_finetuning.py}.
 */
class FinetuningTest {
  private static final Path FOLDER = Path.of("src/test/resources/finetuning");

  @TestFactory
  Stream<DynamicTest> exportedNetworksLearnAsInPyTorch() {
    return Stream.of("resnet18", "mobilenet_v2", "lstm", "gru", "transformer")
        .map(name -> dynamicTest(name, () -> new Case(name).check()));
  }

  /** A network as a layer of a text, with what PyTorch says of it. */
  private static final class Case {
    private final String name;
    private final JsonObject told;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    Case(String name) throws IOException {
      this.name = name;
      this.told =
          JsonParser.parseString(Files.readString(FOLDER.resolve(name + ".json")))
              .getAsJsonObject();
      ByteBuffer numbers =
          ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(name + ".bin")))
              .order(ByteOrder.LITTLE_ENDIAN);
      for (JsonElement each : told.getAsJsonArray("tensors")) {
        JsonObject t = each.getAsJsonObject();
        long[] sizes =
            StreamSupport.stream(t.getAsJsonArray("shape").spliterator(), false)
                .mapToLong(JsonElement::getAsLong)
                .toArray();
        double[] values = new double[Math.toIntExact(Shape.of(sizes).size().orElseThrow())];
        for (int i = 0; i < values.length; i++) {
          values[i] = numbers.getFloat();
        }
        ElementType element = t.get("whole").getAsBoolean() ? ElementType.INT64 : ElementType.FLOAT;
        tensors.put(t.get("name").getAsString(), Tensor.of(element, Shape.of(sizes), values));
      }
    }

    private Experiment experiment() throws IOException {
      Tensor x = tensors.get("x");
      String type = x.type().element() + "" + x.type().shape().from(1);
      Path text = FOLDER.resolve(name + ".nnd");
      String program =
          """
          model Tuned {
            input x: %s
            output logits = x -> onnx("%s.onnx")
          }

          train Tuned {
            loss      cross_entropy(logits, label)
            optimizer sgd(lr=%s)
          }
          """
              .formatted(type, name, told.get("lr"));
      return Compiler.choose(
          Compiler.check(new Source(text.toString(), program, Optional.of(text))),
          Optional.empty());
    }

    void check() throws Exception {
      Experiment e = experiment();
      Training training = e.training().orElseThrow();
      Map<String, Tensor> weights = e.network().initial(1);
      Map<String, Tensor> batch = new LinkedHashMap<>();
      batch.put("x", tensors.remove("x"));
      batch.put("label", tensors.remove("label"));
      Map<String, Tensor> fed = new LinkedHashMap<>(weights);
      fed.putAll(batch);
      try (Running run = new Running(TrainingGraph.gradients(training))) {
        Map<String, double[]> gradients = run.run(fed);
        tensors.forEach((w, t) -> close(w, t, gradients.get("gradient/onnx/" + w)));
      }
      losses(training, weights, batch);
    }

    /** ‖gradient - expected‖ / ‖expected‖. */
    private static void close(String weight, Tensor expected, double[] gradient) {
      double[] is = Running.doubles(expected);
      assertTrue(gradient != null, weight + " has no gradient");
      assertEquals(is.length, gradient.length, weight);
      double apart = 0;
      double length = 0;
      for (int i = 0; i < is.length; i++) {
        apart = Math.hypot(apart, is[i] - gradient[i]);
        length = Math.hypot(length, is[i]);
      }
      double error = apart / length;
      assertTrue(error < 1e-4, "the gradient by " + weight + " is off by " + error);
    }

    private void losses(Training training, Map<String, Tensor> weights, Map<String, Tensor> batch)
        throws Exception {
      TrainingGraph step = TrainingGraph.of(training, weights);
      Map<String, Tensor> fed = new LinkedHashMap<>(step.defaults());
      fed.putAll(batch);
      List<JsonElement> losses = told.getAsJsonArray("losses").asList();
      double first = losses.get(0).getAsDouble();
      double loss = 0;
      try (Running run = new Running(step.withoutDefaults())) {
        for (int i = 0; i < losses.size(); i++) {
          Map<String, Tensor> results = run.tensors(fed);
          loss = Running.doubles(results.get(Training.LOSS))[0];
          double expected = losses.get(i).getAsDouble();
          assertEquals(expected, loss, 1e-3 * first, "loss of step " + (i + 1));
          step.state().forEach((state, next) -> fed.put(state, results.get(next)));
        }
      }
      assertTrue(loss < 0.8 * first, "the loss falls to " + loss);
    }
  }
}
