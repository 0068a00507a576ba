package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nnd.data.Corpus;
import org.nnd.data.Csv;
import org.nnd.data.Dataset;
import org.nnd.data.Idx;
import org.nnd.data.ImageFolder;
import org.nnd.data.Lines;
import org.nnd.data.Npy;
import org.nnd.data.Schema;
import org.nnd.data.Wanted;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.text.Encoding;

/**
 * A model asked about new examples: one that was trained here, or any ONNX model whose inputs
 * tables or images can fill.
 */
public final class Predictor implements AutoCloseable {
  private static final int BATCH = 256;

  private final Location here;
  private final Session session;
  private final Optional<TrainedModel> trained;
  private final Signature signature;

  /**
   * Opens a model.
   *
   * @throws NndException if it is missing, or no model that predicts (NND0504, NND0506 to NND0508,
   *     NND0513)
   */
  public Predictor(Path file) {
    here = Location.file(file.toString());
    session = open(file);
    try {
      Map<String, String> metadata = session.ort().getMetadata().getCustomMetadata();
      if (metadata.containsKey("nnd.state")) {
        throw new NndException(
            Diagnostic.of("NND0508", here, "this model does a training step, it does not predict")
                .help("predict with the model that nnd train or nnd compile wrote beside it"));
      }
      signature = Signature.of(session.ort(), here);
      trained = TrainedModel.of(metadata).filter(t -> signature.outputs().contains(t.prediction()));
    } catch (OrtException e) {
      session.close();
      throw unloadable(e);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private Session open(Path file) {
    try {
      FileProblem.reading(
          file,
          "NND0506",
          () -> {
            try (var bytes = Files.newInputStream(file)) {
              return bytes.read();
            }
          });
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0506", e));
    }
    try {
      return Session.of(file);
    } catch (OrtException e) {
      throw unloadable(e);
    }
  }

  private NndException unloadable(OrtException e) {
    return new NndException(
        Diagnostic.of("NND0507", here, "ONNX Runtime can't load this as a model")
            .note(Session.reason(e))
            .help("is it an .onnx file, and complete?"));
  }

  /**
   * Predictions as a table: for classes the most likely one and its probability, else the numbers.
   *
   * @param data a CSV file with a header, an image, an IDX file of images, or a folder with images
   *     or with MNIST's files, of which the test images are taken; a text to continue
   * @return the header and a row for each example
   * @throws NndException if the data does not fit (NND04xx), or the model fails on it (NND0512,
   *     NND0513)
   */
  public List<List<String>> predict(Path data) {
    List<List<String>> table = new ArrayList<>();
    Examples examples = read(data);
    try (Batches batches = new Batches(examples.dataset(), signature.single() ? 1 : BATCH, 0);
        Batches.Feed feed = batches.inOrder()) {
      for (int i = 0; i < batches.count(); i++) {
        try (Batches.Batch batch = feed.next();
            OrtSession.Result results = session.run(batch.tensors())) {
          append(results, batch.size(), table);
        }
      }
    } catch (OrtException e) {
      throw new NndException(
          Diagnostic.of("NND0512", here, "ONNX Runtime failed to run this model")
              .note(Session.reason(e)));
    }
    examples.names().ifPresent(names -> name(table, names));
    return table;
  }

  /** What is predicted, and names for the rows where they have some. */
  private record Examples(Dataset dataset, Optional<List<String>> names) {
    private Examples(Dataset dataset) {
      this(dataset, Optional.empty());
    }
  }

  private static void name(List<List<String>> table, List<String> names) {
    table.get(0).add(0, "file");
    for (int i = 0; i < names.size(); i++) {
      table.get(i + 1).add(0, names.get(i));
    }
  }

  private static String name(Path data) {
    return data.toString().toLowerCase(Locale.ROOT);
  }

  private Examples read(Path data) {
    Wanted wanted = new Wanted(signature.inputs(), Optional.empty(), 0);
    if (schema().text().isPresent()) {
      return new Examples(
          language()
              ? Corpus.end(data, wanted, schema().text().get())
              : Lines.read(data, wanted, schema()));
    }
    boolean folder = Files.isDirectory(data);
    if (folder
        ? !Idx.isThere(data, false) && ImageFolder.holdsImages(data)
        : ImageFolder.isImage(data)) {
      ImageFolder.Listed listed = ImageFolder.list(data, wanted);
      return new Examples(listed.dataset(), Optional.of(listed.names()));
    }
    if (folder) {
      return new Examples(Idx.images(data, false, wanted));
    }
    if (name(data).endsWith(".npy") || name(data).endsWith(".npz")) {
      return new Examples(Npy.read(data, wanted, Optional.empty()));
    }
    boolean csv = name(data).endsWith(".csv");
    return new Examples(
        csv || !schema().features().isEmpty()
            ? Csv.read(data, wanted, schema())
            : Idx.imagesFile(data, wanted));
  }

  private void append(OrtSession.Result results, int examples, List<List<String>> table) {
    List<String> outputs = trained.map(t -> List.of(t.prediction())).orElseGet(signature::outputs);
    List<String> header = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      rows.add(new ArrayList<>());
    }
    for (String output : outputs) {
      OnnxTensor result = (OnnxTensor) results.get(output).orElseThrow();
      checkRows(output, result, examples);
      Numbers numbers = Numbers.of(result);
      int width = numbers.values().length / examples;
      long[] shape = result.getInfo().getShape();
      int skipped = scores() && language() ? width - (int) shape[shape.length - 1] : 0;
      header.addAll(scores() ? classColumns() : columns(output, width));
      for (int i = 0; i < examples; i++) {
        int from = i * width + skipped;
        int to = (i + 1) * width;
        rows.get(i)
            .addAll(
                scores()
                    ? classes(Arrays.copyOfRange(numbers.values(), from, to))
                    : IntStream.range(from, to).mapToObj(numbers::text).toList());
      }
    }
    if (table.isEmpty()) {
      table.add(header);
    }
    table.addAll(rows);
  }

  private void checkRows(String output, OnnxTensor result, int examples) {
    long[] shape = result.getInfo().getShape();
    if (shape.length == 0 || shape[0] != examples) {
      throw new NndException(
          Diagnostic.of(
              "NND0513",
              here,
              "the output "
                  + output
                  + " is "
                  + Arrays.toString(shape)
                  + " for "
                  + examples
                  + " examples, not a row for each"));
    }
  }

  private boolean scores() {
    return trained.filter(TrainedModel::scores).isPresent();
  }

  private Schema schema() {
    return trained.map(TrainedModel::schema).orElse(Schema.NONE);
  }

  private List<String> labels() {
    return schema().labels();
  }

  private List<String> columns(String output, int width) {
    if (labels().size() == width) {
      return labels();
    }
    return width == 1
        ? List.of(output)
        : IntStream.range(0, width).mapToObj(i -> output + "_" + i).toList();
  }

  /** Whether it continues a text; then its last scores are those of the token behind. */
  private boolean language() {
    return schema().text().isPresent() && schema().features().isEmpty();
  }

  private List<String> classColumns() {
    if (language()) {
      return List.of("next", "probability");
    }
    if (labels().size() < 2) {
      return List.of(labels().isEmpty() ? "label" : labels().get(0), "probability");
    }
    return labels().stream().flatMap(l -> Stream.of(l, l + "_probability")).toList();
  }

  /** The likeliest class of each label, and its probability. */
  private List<String> classes(double[] scores) {
    int each = scores.length / Math.max(1, labels().size());
    List<String> row = new ArrayList<>();
    for (int from = 0; from + each <= scores.length; from += each) {
      row.addAll(mostLikely(Arrays.copyOfRange(scores, from, from + each)));
    }
    return row;
  }

  private List<String> mostLikely(double[] scores) {
    double[] probabilities = Predictions.probabilities(scores);
    int best = Predictions.best(probabilities);
    String name = language() ? token(best) : className(best);
    return List.of(name, String.format(Locale.ROOT, "%.4f", probabilities[best]));
  }

  private String className(int number) {
    List<String> classes = schema().classes();
    return number < classes.size() ? classes.get(number) : Integer.toString(number);
  }

  private String token(int number) {
    Encoding encoding = schema().text().orElseThrow().tokenizer().encoding();
    return number < encoding.size() ? encoding.decode(new int[] {number}) : className(number);
  }

  @Override
  public void close() {
    session.close();
  }
}
