package org.nnd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.TensorShapeProto;
import org.nnd.onnx.proto.ValueInfoProto;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * The driver of docs/training-format.md: what follows the first method knows nothing but Protobuf,
 * ONNX Runtime and that page.
 */
class TrainingFormatTest {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();
  private static final String TEXT =
      """
      model M {
        input x: float[3]
        output y = x -> dense(8) -> batch_norm -> tanh -> dense(2)
      }
      train M {
        loss      cross_entropy(y, label)
        metric    accuracy(y, label)
        optimizer adam(lr=0.05)
        schedule  %s
        ema       0.5
      }
      """;

  @TempDir Path dir;

  private void compile(String schedule) throws IOException {
    Source text = Source.of("m.nnd", TEXT.formatted(schedule));
    Experiment e = Compiler.choose(Compiler.check(text), Optional.empty());
    Training t = e.training().orElseThrow();
    Map<String, Tensor> weights = e.network().initial(1);
    Compiler.inference(e, weights, Map.of()).write(dir.resolve("m.onnx"));
    TrainingGraph step = TrainingGraph.of(t, weights);
    Compiler.initialization(e, step).write(dir.resolve("m.init.onnx"));
    Compiler.training(e, t, step).write(dir.resolve("m.train.onnx"));
    Compiler.training(e, t, step.repeated()).write(dir.resolve("m.steps.onnx"));
    Compiler.evaluation(e, t).write(dir.resolve("m.eval.onnx"));
  }

  private ModelProto read(String file) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(dir.resolve(file)));
  }

  private static String metadata(ModelProto model, String key) {
    return model.getMetadataPropsList().stream()
        .filter(p -> p.getKey().equals(key))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static JsonObject json(ModelProto model, String key) {
    return JsonParser.parseString(metadata(model, key)).getAsJsonObject();
  }

  private static OrtSession open(ModelProto model) throws OrtException {
    return ENVIRONMENT.createSession(model.toByteArray());
  }

  private static Map<String, TensorProto> run(OrtSession session, Map<String, TensorProto> feed)
      throws OrtException {
    Map<String, OnnxTensor> fed = new HashMap<>();
    for (Map.Entry<String, TensorProto> e : feed.entrySet()) {
      fed.put(e.getKey(), tensor(e.getValue()));
    }
    Map<String, TensorProto> results = new LinkedHashMap<>();
    try (OrtSession.Result result = session.run(fed)) {
      for (Map.Entry<String, OnnxValue> e : result) {
        results.put(e.getKey(), proto((OnnxTensor) e.getValue()));
      }
    }
    fed.values().forEach(OnnxTensor::close);
    return results;
  }

  private static OnnxTensor tensor(TensorProto t) throws OrtException {
    ByteBuffer raw =
        ByteBuffer.allocateDirect(t.getRawData().size()).order(ByteOrder.nativeOrder());
    raw.put(t.getRawData().asReadOnlyByteBuffer()).flip();
    long[] shape = t.getDimsList().stream().mapToLong(x -> x).toArray();
    return t.getDataType() == TensorProto.DataType.INT64.getNumber()
        ? OnnxTensor.createTensor(ENVIRONMENT, raw.asLongBuffer(), shape)
        : OnnxTensor.createTensor(ENVIRONMENT, raw.asFloatBuffer(), shape);
  }

  private static TensorProto proto(OnnxTensor t) {
    boolean whole = t.getInfo().type == OnnxJavaType.INT64;
    TensorProto.DataType type = whole ? TensorProto.DataType.INT64 : TensorProto.DataType.FLOAT;
    return raw(type, t.getByteBuffer(), t.getInfo().getShape());
  }

  private static TensorProto floats(float[] x, long... dims) {
    ByteBuffer raw = ByteBuffer.allocate(4 * x.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(FloatBuffer.wrap(x));
    return raw(TensorProto.DataType.FLOAT, raw, dims);
  }

  private static TensorProto longs(long[] x, long... dims) {
    ByteBuffer raw = ByteBuffer.allocate(8 * x.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(LongBuffer.wrap(x));
    return raw(TensorProto.DataType.INT64, raw, dims);
  }

  private static TensorProto raw(TensorProto.DataType type, ByteBuffer raw, long... dims) {
    TensorProto.Builder t = TensorProto.newBuilder().setDataType(type.getNumber());
    for (long d : dims) {
      t.addDims(d);
    }
    return t.setRawData(ByteString.copyFrom(raw)).build();
  }

  private static float number(TensorProto t) {
    return t.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat();
  }

  /** Eight examples whose class is whether the first number is above the second. */
  private static Map<String, TensorProto> batch(String label) {
    return batch(label, 0);
  }

  /** The same with other numbers for each batch. */
  private static Map<String, TensorProto> batch(String label, int number) {
    float[] x = new float[24];
    long[] y = new long[8];
    for (int i = 0; i < 24; i++) {
      x[i] = ((i + 3 * number) * 7 % 11 - 5) / 5f;
    }
    for (int i = 0; i < 8; i++) {
      y[i] = x[3 * i] > x[3 * i + 1] ? 1 : 0;
    }
    Map<String, TensorProto> batch = new HashMap<>();
    batch.put("x", floats(x, 8, 3));
    batch.put(label, longs(y, 8));
    return batch;
  }

  /** The weights behind a number of epochs of one batch. */
  private Map<String, TensorProto> drive(int epochs) throws IOException, OrtException {
    ModelProto init = read("m.init.onnx");
    ModelProto train = read("m.train.onnx");
    ModelProto eval = read("m.eval.onnx");
    assertEquals("2 initialize", metadata(init, "nnd.format") + " " + metadata(init, "nnd.kind"));
    assertEquals("2 train", metadata(train, "nnd.format") + " " + metadata(train, "nnd.kind"));
    assertEquals("2 evaluate", metadata(eval, "nnd.format") + " " + metadata(eval, "nnd.kind"));
    assertEquals("{\"loss\":\"mean\",\"accuracy\":\"mean\"}", metadata(eval, "nnd.metrics"));
    Map<String, TensorProto> batch = batch(metadata(train, "nnd.label"));
    Map<String, TensorProto> weights = new HashMap<>();
    Map<String, TensorProto> measured = new HashMap<>();
    try (OrtSession start = open(init);
        OrtSession step = open(train);
        OrtSession measure = open(eval)) {
      Map<String, TensorProto> state = run(start, Map.of());
      state.computeIfPresent("schedule/steps", (name, t) -> longs(new long[] {epochs}));
      for (int epoch = 0; epoch < epochs; epoch++) {
        Map<String, TensorProto> feed = new HashMap<>(batch);
        feed.putAll(state);
        Map<String, TensorProto> results = run(step, feed);
        json(train, "nnd.state")
            .asMap()
            .forEach((input, output) -> state.put(input, results.get(output.getAsString())));
        json(train, "nnd.weights")
            .asMap()
            .forEach((weight, from) -> weights.put(weight, state.get(from.getAsString())));
        Map<String, TensorProto> held = new HashMap<>(batch);
        held.putAll(weights);
        measured.putAll(run(measure, held));
        state.computeIfPresent("schedule/loss", (name, t) -> measured.get("loss"));
      }
    }
    assertTrue(number(measured.get("loss")) < 0.2, "loss " + number(measured.get("loss")));
    assertEquals(1, number(measured.get("accuracy")));
    return weights;
  }

  @Test
  void aDriverTrainsByThePageAlone() throws IOException, OrtException {
    for (String schedule : new String[] {"cosine(to=0.2)", "plateau(factor=0.5, patience=3)"}) {
      compile(schedule);
      Map<String, TensorProto> weights = drive(40);
      ModelProto model = read("m.onnx");
      assertEquals("2 predict", metadata(model, "nnd.format") + " " + metadata(model, "nnd.kind"));
      GraphProto.Builder graph = model.getGraph().toBuilder();
      for (int i = 0; i < graph.getInitializerCount(); i++) {
        String name = graph.getInitializer(i).getName();
        if (weights.containsKey(name)) {
          graph.setInitializer(i, weights.remove(name).toBuilder().setName(name));
        }
      }
      assertEquals(Map.of(), weights);
      byte[] trained = model.toBuilder().setGraph(graph).build().toByteArray();
      Map<String, TensorProto> batch = batch("label");
      try (OrtSession session = ENVIRONMENT.createSession(trained)) {
        TensorProto y = run(session, Map.of("x", batch.get("x"))).get("y");
        assertArrayEquals(classes(batch.get("label")), decided(y));
      }
    }
  }

  @Test
  void aDriverDoesManyStepsInOneRunByThePageAlone() throws IOException, OrtException {
    compile("cosine(to=0.2)");
    ModelProto train = read("m.train.onnx");
    Map<String, TensorProto> state = new HashMap<>();
    try (OrtSession start = open(read("m.init.onnx"))) {
      state.putAll(run(start, Map.of()));
    }
    state.put("schedule/steps", longs(new long[] {9}));
    ModelProto many = read("m.steps.onnx");
    String steps = metadata(many, "nnd.steps");
    assertEquals("steps", steps);
    List<Map<String, TensorProto>> batches = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      batches.add(batch(metadata(train, "nnd.label"), i));
    }
    Map<String, TensorProto> first = new HashMap<>(state);
    List<Map<String, TensorProto>> results = new ArrayList<>();
    try (OrtSession session = open(train)) {
      for (Map<String, TensorProto> batch : batches) {
        Map<String, TensorProto> feed = new HashMap<>(batch);
        feed.putAll(state);
        Map<String, TensorProto> result = run(session, feed);
        json(train, "nnd.state")
            .asMap()
            .forEach((input, output) -> state.put(input, result.remove(output.getAsString())));
        results.add(result);
      }
    }
    Map<String, TensorProto> feed = new HashMap<>(first);
    for (ValueInfoProto input : many.getGraph().getInputList()) {
      TensorShapeProto shape = input.getType().getTensorType().getShape();
      if (shape.getDimCount() > 0 && shape.getDim(0).getDimParam().equals(steps)) {
        feed.put(input.getName(), stacked(batches, input.getName()));
      }
    }
    try (OrtSession session = open(many)) {
      Map<String, TensorProto> result = run(session, feed);
      json(many, "nnd.state")
          .asMap()
          .forEach(
              (input, output) ->
                  assertEquals(state.get(input), result.remove(output.getAsString()), input));
      assertEquals(Set.of("loss", "accuracy"), result.keySet());
      result.forEach((name, t) -> assertEquals(stacked(results, name), t));
    }
  }

  private static TensorProto stacked(List<Map<String, TensorProto>> each, String name) {
    TensorProto first = each.get(0).get(name);
    ByteString raw =
        each.stream()
            .map(m -> m.get(name).getRawData())
            .reduce(ByteString.EMPTY, ByteString::concat);
    return TensorProto.newBuilder()
        .setDataType(first.getDataType())
        .addDims(each.size())
        .addAllDims(first.getDimsList())
        .setRawData(raw)
        .build();
  }

  private static long[] classes(TensorProto label) {
    long[] classes = new long[8];
    label
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(classes);
    return classes;
  }

  private static long[] decided(TensorProto scores) {
    FloatBuffer y =
        scores.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    long[] classes = new long[8];
    for (int i = 0; i < 8; i++) {
      classes[i] = y.get(2 * i + 1) > y.get(2 * i) ? 1 : 0;
    }
    return classes;
  }
}
