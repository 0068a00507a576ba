package org.nnd.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.data.Csv;
import org.nnd.data.Dataset;
import org.nnd.data.Idx;
import org.nnd.data.Wanted;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/** A trained model asked about new examples. */
public final class Predictor implements AutoCloseable {
  private static final int BATCH = 256;

  private final Path file;
  private final Session session;
  private final Optional<TrainedModel> trained;
  private final String output;

  /**
   * Opens a model.
   *
   * @throws NndException if it is missing, or no model that predicts (NND0506 to NND0508)
   */
  public Predictor(Path file) throws OrtException {
    this.file = file;
    this.session = open(file);
    Map<String, String> metadata = session.ort().getMetadata().getCustomMetadata();
    if (metadata.containsKey("nnd.state")) {
      session.close();
      throw new NndException(
          Diagnostic.of("NND0508", here(), "this model does a training step, it does not predict")
              .help("predict with the model that nnd train or nnd compile wrote beside it"));
    }
    this.trained = TrainedModel.of(metadata);
    this.output =
        trained
            .map(TrainedModel::prediction)
            .orElseGet(() -> session.ort().getOutputNames().iterator().next());
  }

  private static Session open(Path file) {
    byte[] bytes;
    try {
      bytes = FileProblem.reading(file, "NND0506", () -> Files.readAllBytes(file));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0506", e));
    }
    try {
      return Session.of(bytes);
    } catch (OrtException e) {
      throw new NndException(
          Diagnostic.of(
                  "NND0507",
                  Location.file(file.toString()),
                  "ONNX Runtime can't load this as a model")
              .note(e.getMessage().lines().findFirst().orElse(""))
              .help("is it an .onnx file, and complete?"));
    }
  }

  private Location here() {
    return Location.file(file.toString());
  }

  /**
   * Predictions as a table: for classes the most likely one and its probability, else the numbers.
   *
   * @param data a CSV file with a header, an IDX file of images, or a folder with MNIST's files, of
   *     which the test images are taken
   * @return the header and a row for each example
   */
  public List<List<String>> predict(Path data) throws OrtException {
    Dataset examples = read(data);
    Batches batches = new Batches(examples, BATCH);
    int[] order = IntStream.range(0, examples.size()).toArray();
    List<List<String>> table = new ArrayList<>();
    for (int i = 0; i < batches.count(); i++) {
      Map<String, OnnxTensor> batch = batches.write(i, order);
      try (OrtSession.Result results = session.run(batch)) {
        OnnxTensor result = (OnnxTensor) results.get(output).orElseThrow();
        rows(result, batches.size(i), table);
      } finally {
        batch.values().forEach(OnnxTensor::close);
      }
    }
    return table;
  }

  private Dataset read(Path data) throws OrtException {
    Wanted wanted = new Wanted(inputs(), Optional.empty(), 0);
    boolean csv = data.getFileName() != null && data.getFileName().toString().endsWith(".csv");
    if (csv) {
      List<String> features = trained.map(TrainedModel::features).orElse(List.of());
      return Csv.read(data, wanted, List.of(), features).dataset();
    }
    return Files.isDirectory(data) ? Idx.images(data, false, wanted) : Idx.imagesFile(data, wanted);
  }

  private Map<String, TensorType> inputs() throws OrtException {
    Map<String, TensorType> inputs = new LinkedHashMap<>();
    for (NodeInfo info : session.ort().getInputInfo().values()) {
      TensorInfo t = (TensorInfo) info.getInfo();
      ElementType element =
          ElementType.of(
                  t.type == OnnxJavaType.FLOAT ? "float" : t.type.name().toLowerCase(Locale.ROOT))
              .orElse(ElementType.FLOAT);
      List<Dim> dims = new ArrayList<>();
      long[] sizes = t.getShape();
      for (int i = 1; i < sizes.length; i++) {
        if (sizes[i] < 0) {
          throw new NndException(
              Diagnostic.of(
                  "NND0504",
                  here(),
                  "the input "
                      + info.getName()
                      + " has a free length, which tables and images can't fill"));
        }
        dims.add(Dim.of(sizes[i]));
      }
      inputs.put(info.getName(), new TensorType(element, new Shape(dims)));
    }
    return inputs;
  }

  private void rows(OnnxTensor result, int examples, List<List<String>> table) {
    ByteBuffer bytes = result.getByteBuffer().order(ByteOrder.nativeOrder());
    int width = bytes.remaining() / (examples * result.getInfo().type.size);
    boolean scores = trained.map(TrainedModel::scores).orElse(false);
    if (table.isEmpty()) {
      table.add(header(width, scores));
    }
    for (int i = 0; i < examples; i++) {
      double[] numbers = new double[width];
      for (int j = 0; j < width; j++) {
        numbers[j] =
            switch (result.getInfo().type) {
              case FLOAT -> bytes.getFloat();
              case DOUBLE -> bytes.getDouble();
              case INT64 -> bytes.getLong();
              case INT32 -> bytes.getInt();
              default -> bytes.get();
            };
      }
      table.add(scores ? mostLikely(numbers) : plain(numbers));
    }
  }

  private List<String> header(int width, boolean scores) {
    List<String> labels = trained.map(TrainedModel::labels).orElse(List.of());
    if (scores) {
      return List.of(labels.isEmpty() ? "label" : labels.get(0), "probability");
    }
    if (labels.size() == width) {
      return labels;
    }
    return width == 1
        ? List.of(output)
        : IntStream.range(0, width).mapToObj(i -> output + "_" + i).toList();
  }

  /** A single score is that of class 1, and class 0 has a score of 0. */
  private List<String> mostLikely(double[] numbers) {
    double[] scores = numbers.length == 1 ? new double[] {0, numbers[0]} : numbers;
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    double sum = 0;
    for (double s : scores) {
      sum += Math.exp(s - scores[best]);
    }
    List<String> classes = trained.map(TrainedModel::classes).orElse(List.of());
    String name = best < classes.size() ? classes.get(best) : Integer.toString(best);
    return List.of(name, String.format(Locale.ROOT, "%.4f", 1 / sum));
  }

  private static List<String> plain(double[] numbers) {
    List<String> row = new ArrayList<>();
    for (double x : numbers) {
      row.add(Float.toString((float) x));
    }
    return row;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
