package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.onnx.OnnxModel;
import org.nnd.op.Neg;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/** A model on ONNX Runtime. */
final class Session implements AutoCloseable {
  // What goes wrong is told by an exception; the same in the log would be noise on a terminal.
  private static final OrtLoggingLevel SILENT = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;

  static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment(SILENT, "nnd");

  private final OrtSession session;
  private boolean planned;
  private long nanos;

  private Session(OrtSession session) {
    this.session = session;
  }

  /**
   * A graph that the compiler wrote.
   *
   * @throws NndException if ONNX Runtime refuses it (NND0512)
   */
  static Session of(Graph graph, Provider provider) {
    return of(graph, provider, reason -> refused(graph, reason));
  }

  /**
   * The same.
   *
   * @param missing what it means if there are no kernels for one of its nodes, given ONNX Runtime's
   *     reason
   */
  static Session of(Graph graph, Provider provider, Function<String, Diagnostic> missing) {
    byte[] model = new OnnxModel(graph, "", Map.of()).toBytes();
    try {
      return open(provider, options -> ENVIRONMENT.createSession(model, options));
    } catch (OrtException e) {
      boolean kernel = e.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED;
      throw new NndException(kernel ? missing.apply(reason(e)) : refused(graph, reason(e)));
    }
  }

  private static Diagnostic refused(Graph graph, String reason) {
    return Diagnostic.of("NND0512", "ONNX Runtime refuses the graph " + graph.name())
        .note(reason)
        .help("this is a bug in nnd; please report it");
  }

  /** A model's file, from wherever it comes; data that it keeps in other files is found. */
  static Session of(Path model, Provider provider) throws OrtException {
    return open(provider, options -> ENVIRONMENT.createSession(model.toString(), options));
  }

  @FunctionalInterface
  private interface Opening {
    OrtSession open(OrtSession.SessionOptions options) throws OrtException;
  }

  /**
   * Opens a model on a provider: the one place where a provider becomes options of a session.
   *
   * @throws NndException if ONNX Runtime can't compute with the provider (NND0700, NND0702 to
   *     NND0704); nothing else takes its place
   */
  private static Session open(Provider provider, Opening opening) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(SILENT);
      // Moving means of gradients that stay away sink into numbers that processors are slow with.
      options.addConfigEntry("session.set_denormal_as_zero", "1");
      if (provider.threads().isPresent()) {
        options.setIntraOpNumThreads(provider.threads().getAsInt());
      }
      ask(options, provider);
      return new Session(opening.open(options));
    } catch (OrtException e) {
      Optional<Diagnostic> device = ProviderProblem.known(provider, reason(e));
      if (device.isPresent()) {
        throw new NndException(device.get());
      }
      throw e;
    }
  }

  private static void ask(OrtSession.SessionOptions options, Provider provider) {
    if (!OrtEnvironment.getAvailableProviders().contains(provider.kind().ort())) {
      throw new NndException(
          ProviderProblem.absent(provider, OrtEnvironment.getAvailableProviders()));
    }
    try {
      provider.ask(options);
    } catch (OrtException e) {
      throw new NndException(ProviderProblem.refused(provider, reason(e)));
    }
  }

  /**
   * Runs a model of one node, to learn early whether a provider works.
   *
   * @throws NndException if it does not (NND0700, NND0702 to NND0704)
   */
  static void check(Provider provider) {
    Builder g = new Builder("check");
    TensorType type = TensorType.of(ElementType.FLOAT, 1);
    g.output("y", g.apply(new Neg(), g.input("x", type)));
    Tensor x = Tensor.of(ElementType.FLOAT, Shape.of(1), 1);
    try (Session session = of(g.build(), provider);
        OnnxTensor in = Tensors.onnx(x)) {
      session.run(Map.of("x", in)).close();
    } catch (OrtException e) {
      throw new NndException(ProviderProblem.refused(provider, reason(e)));
    }
  }

  /** What ONNX Runtime says went wrong, in one line. */
  static String reason(OrtException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return message.replaceFirst("^Error code - \\w+ - message: ", "");
  }

  OrtSession ort() {
    return session;
  }

  /**
   * The first run, from which ONNX Runtime learns how much memory it needs in all. What it took bit
   * by bit is given back then, or it would be kept beside what the next run takes as a whole.
   */
  private OrtSession.Result first(Map<String, OnnxTensor> feed) throws OrtException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
      planned = true;
      return session.run(feed, options);
    }
  }

  /** Runs once; whoever asked closes the result. */
  OrtSession.Result run(Map<String, OnnxTensor> feed) throws OrtException {
    long start = System.nanoTime();
    OrtSession.Result result = planned ? session.run(feed) : first(feed);
    nanos += System.nanoTime() - start;
    return result;
  }

  /**
   * Runs once more, into tensors that are there.
   *
   * @param asked the other results
   * @param into tensors for results, by their names
   */
  OrtSession.Result run(
      Map<String, OnnxTensor> feed, Set<String> asked, Map<String, OnnxValue> into)
      throws OrtException {
    long start = System.nanoTime();
    OrtSession.Result result = session.run(feed, asked, into);
    nanos += System.nanoTime() - start;
    return result;
  }

  /** The nanoseconds within ONNX Runtime so far. */
  long nanos() {
    return nanos;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session does not close", e);
    }
  }
}
