package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.data.Corpus;
import org.nnd.data.Csv;
import org.nnd.data.Dataset;
import org.nnd.data.Idx;
import org.nnd.data.ImageFolder;
import org.nnd.data.Lines;
import org.nnd.data.Npy;
import org.nnd.data.Schema;
import org.nnd.data.TextSchema;
import org.nnd.data.Wanted;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * A model asked about new examples: one that was trained here, or any ONNX model whose inputs
 * tables or images can fill.
 */
public final class Predictor implements AutoCloseable {
  private static final int BATCH = 256;

  private final LoadedModel model;
  private final Signature signature;

  /**
   * Opens a model.
   *
   * @throws NndException if it is missing, or no model that predicts (NND0504, NND0506 to NND0508,
   *     NND0513)
   */
  public Predictor(Path file) {
    this(file, Provider.CPU);
  }

  /** The same on a provider. */
  public Predictor(Path file, Provider provider) {
    model = new LoadedModel(file, provider);
    signature = model.signature();
  }

  /**
   * PredictionTable as a table: for classes the likeliest ones and their probabilities, else the
   * numbers.
   *
   * @param data a CSV file with a header, an image, an IDX file of images, or a folder with images
   *     or with MNIST's files, of which the test images are taken; a text to continue
   * @throws NndException if the data does not fit (NND04xx), the model fails on it (NND0512,
   *     NND0513), or it has no such classes (NND0582, NND0583)
   */
  public PredictionTable predict(Path data, Detail detail) {
    return predict(read(data), detail);
  }

  /**
   * The same of one text: its class, or how it goes on.
   *
   * @throws NndException as above, or if the model reads no texts (NND0581)
   */
  public PredictionTable predict(String text, Detail detail) {
    TextSchema schema = model.vocabulary();
    Location at = Location.file("--text");
    Dataset one =
        model.language()
            ? Corpus.end(text, at, wanted(), schema)
            : Lines.of(text, at, wanted(), model.schema());
    return predict(new Examples(one), detail);
  }

  private PredictionTable predict(Examples examples, Detail detail) {
    if (!model.scores() && !detail.equals(Detail.BEST)) {
      throw new NndException(
          Diagnostic.of("NND0582", model.here(), "this model gives no scores of classes")
              .help("leave --top and --probabilities away"));
    }
    List<String> header = new ArrayList<>();
    List<List<PredictionTable.Cell>> rows = new ArrayList<>();
    try (Batches batches = new Batches(examples.dataset(), signature.single() ? 1 : BATCH, 0);
        Batches.Feed feed = batches.inOrder()) {
      for (int i = 0; i < batches.count(); i++) {
        Batches.Batch batch = feed.next();
        try (OrtSession.Result results = model.run(batch.tensors())) {
          header.clear();
          append(results, batch.size(), detail, header, rows);
        }
      }
    } catch (OrtException e) {
      throw model.failed(e);
    }
    PredictionTable all = new PredictionTable(header, rows);
    return examples.names().map(names -> all.named("file", names)).orElse(all);
  }

  /** What is predicted, and names for the rows where they have some. */
  private record Examples(Dataset dataset, Optional<List<String>> names) {
    private Examples(Dataset dataset) {
      this(dataset, Optional.empty());
    }
  }

  private static String name(Path data) {
    return data.toString().toLowerCase(Locale.ROOT);
  }

  private Examples read(Path data) {
    Wanted wanted = wanted();
    Schema schema = model.schema();
    if (schema.text().isPresent()) {
      return new Examples(
          model.language()
              ? Corpus.end(data, wanted, schema.text().get())
              : Lines.read(data, wanted, schema));
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
        csv || !schema.features().isEmpty()
            ? Csv.read(data, wanted, schema)
            : Idx.imagesFile(data, wanted));
  }

  private Wanted wanted() {
    return new Wanted(signature.inputs(), Optional.empty(), 0);
  }

  private void append(
      OrtSession.Result results,
      int examples,
      Detail detail,
      List<String> header,
      List<List<PredictionTable.Cell>> rows) {
    List<String> outputs =
        model.trained().map(t -> List.of(t.prediction())).orElseGet(signature::outputs);
    int first = rows.size();
    IntStream.range(0, examples).forEach(i -> rows.add(new ArrayList<>()));
    for (String output : outputs) {
      OnnxTensor result = (OnnxTensor) results.get(output).orElseThrow();
      checkRows(output, result, examples);
      Numbers numbers = Numbers.of(result);
      int width = numbers.values().length / examples;
      long[] shape = result.getInfo().getShape();
      int used = model.language() ? (int) shape[shape.length - 1] : width;
      Optional<ClassColumns> classes =
          model.scores() ? Optional.of(new ClassColumns(model, detail, used)) : Optional.empty();
      header.addAll(classes.map(ClassColumns::header).orElseGet(() -> columns(output, width)));
      for (int i = 0; i < examples; i++) {
        int from = (i + 1) * width - used;
        int to = (i + 1) * width;
        rows.get(first + i)
            .addAll(
                classes
                    .map(c -> c.cells(Arrays.copyOfRange(numbers.values(), from, to)))
                    .orElseGet(
                        () ->
                            IntStream.range(to - width, to)
                                .mapToObj(k -> PredictionTable.Cell.number(numbers.text(k)))
                                .toList()));
      }
    }
  }

  private void checkRows(String output, OnnxTensor result, int examples) {
    long[] shape = result.getInfo().getShape();
    if (shape.length == 0 || shape[0] != examples) {
      throw new NndException(
          Diagnostic.of(
              "NND0513",
              model.here(),
              "the output "
                  + output
                  + " is "
                  + Arrays.toString(shape)
                  + " for "
                  + examples
                  + " examples, not a row for each"));
    }
  }

  private List<String> columns(String output, int width) {
    List<String> labels = model.schema().labels();
    if (labels.size() == width) {
      return labels;
    }
    return width == 1
        ? List.of(output)
        : IntStream.range(0, width).mapToObj(i -> output + "_" + i).toList();
  }

  @Override
  public void close() {
    model.close();
  }
}
