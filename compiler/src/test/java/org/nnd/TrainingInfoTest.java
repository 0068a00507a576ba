package org.nnd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.onnx.OfficialChecker;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.Running;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.TrainingInfoProto;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * ONNX's own training information, run as onnx.proto says: the graph and the algorithm as one
 * graph, then each binding's output into the initializer of its key.
 */
class TrainingInfoTest {
  private static final String TEXT =
      """
      model M {
        input x: float[6]
        h = x -> dense(5) -> batch_norm -> relu -> dropout(0.3)
        output y = h -> dense(3)
      }
      train M {
        loss cross_entropy(y, label)
        metric accuracy(y, label)
        %s
      }
      """;

  private static Experiment experiment(String settings) {
    Source text = Source.of("m.nnd", TEXT.formatted(settings));
    return Compiler.choose(Compiler.check(text), Optional.empty());
  }

  private static ModelProto model(Experiment e, Training t, Map<String, Tensor> weights) {
    OnnxModel predicts = Compiler.inference(e, weights, Map.of());
    return predicts.with(Compiler.information(t, weights)).toProto();
  }

  /** The training graph: field by field the inference graph's and then the algorithm's. */
  private static ModelProto together(ModelProto model, Map<String, TensorProto> state) {
    GraphProto.Builder both = model.getGraph().toBuilder();
    GraphProto algorithm = model.getTrainingInfo(0).getAlgorithm();
    both.addAllInput(algorithm.getInputList())
        .addAllInitializer(algorithm.getInitializerList())
        .addAllOutput(algorithm.getOutputList())
        .addAllNode(algorithm.getNodeList());
    for (int i = 0; i < both.getInitializerCount(); i++) {
      TensorProto changed = state.get(both.getInitializer(i).getName());
      if (changed != null) {
        both.setInitializer(i, changed);
      }
    }
    return model.toBuilder().clearTrainingInfo().setGraph(both).build();
  }

  private static Map<String, TensorProto> bound(
      List<StringStringEntryProto> binding, Map<String, Tensor> results) {
    Map<String, TensorProto> bound = new LinkedHashMap<>();
    for (StringStringEntryProto b : binding) {
      Tensor t = results.get(b.getValue());
      TensorProto.Builder proto =
          TensorProto.newBuilder()
              .setName(b.getKey())
              .setDataType(t.type().element().onnx())
              .setRawData(ByteString.copyFrom(t.bytes()));
      for (long size : t.type().shape().sizes()) {
        proto.addDims(size);
      }
      assertEquals(null, bound.put(b.getKey(), proto.build()));
    }
    return bound;
  }

  private static Map<String, Tensor> batch(int step) {
    double[] x = new double[24];
    double[] label = new double[4];
    for (int i = 0; i < x.length; i++) {
      x[i] = ((i + step) * 7 % 11 - 5) / 5.0;
      label[i % 4] = (i + step) % 3;
    }
    Map<String, Tensor> batch = new LinkedHashMap<>();
    batch.put("x", Tensor.of(ElementType.FLOAT, Shape.of(4, 6), x));
    batch.put("label", Tensor.of(ElementType.INT64, Shape.of(4), label));
    return batch;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer adam(lr=0.05)",
        "optimizer sgd(lr=0.1, momentum=0.9)  schedule cosine(steps=10)  accumulate 2",
        "optimizer nadam(lr=0.05)  ema 0.8  freeze \"batch_norm\"  regularize l2(0.01)",
        "optimizer sgd(lr=0.1)  schedule plateau",
      })
  void tenStepsAreThoseOfTheTrainingFile(String settings) throws OrtException {
    Experiment e = experiment(settings);
    Training t = e.training().orElseThrow();
    Map<String, Tensor> weights = e.network().initial(3);
    ModelProto model = model(e, t, weights);
    TrainingInfoProto info = model.getTrainingInfo(0);
    TrainingGraph step = TrainingGraph.of(t, weights);
    Map<String, Tensor> fed = new LinkedHashMap<>(step.defaults());
    Map<String, TensorProto> state = new LinkedHashMap<>();
    try (Running file = new Running(step.withoutDefaults())) {
      for (int i = 0; i < 10; i++) {
        fed.putAll(batch(i));
        Map<String, Tensor> expected = file.tensors(fed);
        step.state().forEach((name, next) -> fed.put(name, expected.get(next)));
        try (Running run = new Running(together(model, state).toByteArray())) {
          Map<String, Tensor> results = run.tensors(batch(i));
          close(expected.get("loss"), results.get("training/loss"), 1e-6, "step " + i);
          state = bound(info.getUpdateBindingList(), results);
        }
      }
    }
    assertEquals(step.state().size(), state.size());
    for (Map.Entry<String, String> w : step.weights().entrySet()) {
      Tensor expected = fed.get(w.getValue());
      byte[] learned = state.get(w.getKey()).getRawData().toByteArray();
      close(expected, new Tensor(expected.type(), learned), 1e-6, w.getKey());
    }
  }

  /** What is an initializer is folded into others by the runtime, which rounds otherwise. */
  private static void close(Tensor expected, Tensor actual, double tolerance, String what) {
    assertArrayEquals(Running.doubles(expected), Running.doubles(actual), tolerance, what);
  }

  @Test
  void theInitializationMakesTheBeginning() throws OrtException {
    Experiment e = experiment("optimizer adam  ema 0.9  schedule plateau");
    ModelProto model = model(e, e.training().orElseThrow(), e.network().initial(3));
    TrainingInfoProto info = model.getTrainingInfo(0);
    assertEquals(0, info.getInitialization().getInputCount());
    ModelProto start =
        model.toBuilder().clearTrainingInfo().setGraph(info.getInitialization()).build();
    Map<String, TensorProto> made;
    try (Running run = new Running(start.toByteArray())) {
      made = bound(info.getInitializationBindingList(), run.tensors(Map.of()));
    }
    Map<String, TensorProto> all =
        Stream.of(model.getGraph(), info.getAlgorithm())
            .flatMap(g -> g.getInitializerList().stream())
            .collect(Collectors.toMap(TensorProto::getName, x -> x));
    made.forEach((name, t) -> assertEquals(all.get(name).getRawData(), t.getRawData(), name));
    assertEquals(keys(info.getUpdateBindingList()), made.keySet());
  }

  private static Set<String> keys(List<StringStringEntryProto> binding) {
    Set<String> keys = new HashSet<>();
    binding.forEach(b -> assertTrue(keys.add(b.getKey())));
    return keys;
  }

  @Test
  void theModelItselfPredictsAsWithoutIt() throws OrtException {
    Experiment e = experiment("optimizer adam");
    Map<String, Tensor> weights = e.network().initial(3);
    ModelProto model = model(e, e.training().orElseThrow(), weights);
    OfficialChecker.check(model.toByteArray());
    assertEquals(
        Compiler.inference(e, weights, Map.of()).toProto(),
        model.toBuilder().clearTrainingInfo().build());
  }
}
