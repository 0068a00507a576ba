package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.nnd.data.Schema;
import org.nnd.data.TextSchema;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/** A model's file on ONNX Runtime, with what it takes, gives and remembers. */
final class LoadedModel implements AutoCloseable {
  /** What models of other kinds do. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "initialize", "gives what a training begins with",
          "train", "does a training step",
          "evaluate", "measures weights");

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
  LoadedModel(Path file, Provider provider) {
    here = Location.file(file.toString());
    session = open(file, provider);
    try {
      Map<String, String> metadata = session.ort().getMetadata().getCustomMetadata();
      String does = OTHERS.get(metadata.getOrDefault("nnd.kind", ""));
      if (does != null) {
        throw new NndException(
            Diagnostic.of("NND0508", here, "this model " + does + ", it does not predict")
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

  private Session open(Path file, Provider provider) {
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
      return Session.of(file, provider);
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

  /** Where the model is. */
  Location here() {
    return here;
  }

  Signature signature() {
    return signature;
  }

  /** What it remembers; empty if it was not trained here. */
  Optional<TrainedModel> trained() {
    return trained;
  }

  /** How data is read for it. */
  Schema schema() {
    return trained.map(TrainedModel::schema).orElse(Schema.NONE);
  }

  /**
   * How texts are read for it.
   *
   * @throws NndException if it learned from none (NND0581)
   */
  TextSchema vocabulary() {
    return schema()
        .text()
        .orElseThrow(
            () ->
                new NndException(
                    Diagnostic.of("NND0581", here, "this model has no vocabulary to read texts")
                        .help("give one that nnd train made from text(...) or lines(...)")));
  }

  /** Whether it gives a score for each class. */
  boolean scores() {
    return trained.filter(TrainedModel::scores).isPresent();
  }

  /** Whether it continues a text; then its last scores are those of the token behind. */
  boolean language() {
    return schema().text().isPresent() && schema().features().isEmpty();
  }

  /** Runs once; whoever asked closes the result. */
  OrtSession.Result run(Map<String, OnnxTensor> feed) throws OrtException {
    return session.run(feed);
  }

  /** What is said where ONNX Runtime fails (NND0512). */
  NndException failed(OrtException e) {
    return new NndException(
        Diagnostic.of("NND0512", here, "ONNX Runtime failed to run this model")
            .note(Session.reason(e)));
  }

  @Override
  public void close() {
    session.close();
  }
}
