package org.nnd;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.check.Checker;
import org.nnd.ir.Graph;
import org.nnd.ir.Tensor;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.TrainingInfo;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.syntax.Expression;
import org.nnd.syntax.File;
import org.nnd.syntax.Parser;
import org.nnd.train.Experiment;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * From text to ONNX, the whole way on one screen.
 *
 * <p>text → {@link Parser} → syntax tree → {@link Checker} → networks of layers → graphs of ops →
 * ONNX models.
 */
public final class Compiler {
  private Compiler() {}

  /**
   * Reads and checks a file.
   *
   * @return its models by name
   * @throws NndException with all that is wrong
   */
  public static Map<String, Experiment> check(Path file) {
    return check(Source.read(file));
  }

  /**
   * Reads and checks a file with other values for parameters of its models.
   *
   * @param values by the parameter's name, as a text would write them
   */
  public static Map<String, Experiment> check(Path file, Map<String, String> values) {
    Map<String, Expression> parsed = new LinkedHashMap<>();
    File syntax = Parser.parse(Source.read(file));
    values.forEach(
        (name, value) -> parsed.put(name, Parser.value(Source.of("--set " + name, value))));
    return Checker.check(syntax.with(parsed));
  }

  /**
   * Reads and checks a file with a train section for the network of an ONNX file.
   *
   * @throws NndException with all that is wrong
   */
  public static Experiment train(Path file, Path model) {
    File section = Parser.parse(Source.read(file));
    return Checker.train(section, model);
  }

  /** Checks a text. */
  public static Map<String, Experiment> check(Source source) {
    File syntax = Parser.parse(source);
    return Checker.check(syntax);
  }

  /**
   * The model that is meant: the one that is named, or the only one, or the only one with a train
   * section.
   */
  public static Experiment choose(Map<String, Experiment> models, Optional<String> name) {
    if (name.isPresent()) {
      Experiment found = models.get(name.get());
      if (found == null) {
        throw new NndException(
            Diagnostic.of("NND0501", "there is no model " + name.get() + " in the file")
                .note("there is " + String.join(", ", models.keySet()))
                .help(
                    DidYouMean.of(name.get(), models.keySet())
                        .map(n -> "did you mean " + n + "?")));
      }
      return found;
    }
    List<Experiment> trained =
        models.values().stream().filter(e -> e.training().isPresent()).toList();
    if (models.size() == 1 || trained.size() == 1) {
      return models.size() == 1 ? models.values().iterator().next() : trained.get(0);
    }
    throw new NndException(
        Diagnostic.of(
                "NND0502", "the file has several models: " + String.join(", ", models.keySet()))
            .help("say which one with --model"));
  }

  /** The model that predicts, with the weights given. */
  public static OnnxModel inference(
      Experiment e, Map<String, Tensor> weights, Map<String, String> metadata) {
    return inference(e, e.network().inference(weights), metadata);
  }

  /** The same in a form that a pass has made of it. */
  public static OnnxModel inference(Experiment e, Graph form, Map<String, String> metadata) {
    return new OnnxModel(form, e.network().doc(), Metadata.predicting(metadata));
  }

  /** The model that gives what a training begins with: the state, and the hyper-parameters. */
  public static OnnxModel initialization(Experiment e, TrainingGraph step) {
    return new OnnxModel(step.initialization(), e.network().doc(), Metadata.beginning());
  }

  /** The model that does one training step anywhere, written for the weights given. */
  public static OnnxModel training(Experiment e, Training training, Map<String, Tensor> weights) {
    return training(e, training, TrainingGraph.of(training, weights));
  }

  /** The model that does one training step. */
  public static OnnxModel training(Experiment e, Training training, TrainingGraph step) {
    return new OnnxModel(
        step.withoutDefaults(), e.network().doc(), Metadata.training(training, step));
  }

  /** The model that measures loss and metrics of the weights it is fed. */
  public static OnnxModel evaluation(Experiment e, Training training) {
    Graph measures = TrainingGraph.evaluation(training);
    return new OnnxModel(measures, e.network().doc(), Metadata.evaluating(training));
  }

  /**
   * A training step as ONNX's own training information, to stand beside the graph that predicts.
   */
  public static TrainingInfo information(Training training, Map<String, Tensor> weights) {
    TrainingGraph step = TrainingGraph.of(training, weights);
    return new TrainingInfo(step.initialization(), step.graph(), step.state(), step.weights());
  }
}
