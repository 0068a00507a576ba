package org.nnd.check;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Datum;
import org.nnd.call.GraphFiles;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.NetworkBuilder;
import org.nnd.layer.Place;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.source.Span;
import org.nnd.syntax.File;
import org.nnd.syntax.Item;
import org.nnd.syntax.Name;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * Names, arguments and shapes: from the syntax tree of a file to the networks that it describes.
 */
public final class Checker {
  private final File file;
  private final Problems problems = new Problems();
  private final GraphFiles files = new OnnxFiles();
  private final Module module;

  private Checker(File file) {
    this.file = file;
    this.module = Module.load(file, problems);
  }

  /**
   * Checks a whole file.
   *
   * @return every model by its name; one whose parameters have no defaults serves others only
   * @throws NndException with all that is wrong (NND02xx, NND03xx)
   */
  public static Map<String, Experiment> check(File file) {
    return new Checker(file).all();
  }

  /**
   * Checks a train section of the network in an ONNX file.
   *
   * @param section a file with nothing else in it
   * @throws NndException with all that is wrong (NND02xx, NND03xx, NND0641, NND0642), or if the
   *     model can't be read
   */
  public static Experiment train(File section, Path model) {
    return FromFile.check(section, model);
  }

  /**
   * Checks a train section of a model that no text describes.
   *
   * @param section a file with nothing else in it
   * @param network the model's, to which loss and metrics are added
   * @param place where the model's layers stand
   * @throws NndException with all that is wrong (NND02xx, NND03xx)
   */
  public static Training train(File section, NetworkBuilder network, Place place, Network model) {
    Problems problems = new Problems();
    Item.Train train = (Item.Train) section.items().get(0);
    Span span = train.model().span();
    Elaboration elaboration = new Elaboration(problems, new OnnxFiles(), span, network);
    Frame frame = Frame.of(elaboration, Module.load(section, problems), place);
    model.inputs().forEach(v -> frame.scope().define(v.name(), new Datum.Tensor(v, span)));
    model.outputs().forEach((n, v) -> frame.scope().define(n, new Datum.Tensor(v, span)));
    Optional<Training> checked = new TrainSection(train, frame, elaboration, model).check();
    problems.throwIfAny();
    return checked.orElseThrow();
  }

  private Map<String, Experiment> all() {
    Map<String, Item.Train> trains = trains();
    Map<String, Experiment> all = new LinkedHashMap<>();
    int models = 0;
    for (Item item : file.items()) {
      if (item instanceof Item.Model m) {
        models++;
        if (unset(m).isEmpty()) {
          model(m, Optional.ofNullable(trains.get(m.name().text())))
              .ifPresent(e -> all.put(m.name().text(), e));
        }
      }
    }
    problems.throwIfAny();
    if (all.isEmpty()) {
      throw new NndException(nothing(models));
    }
    return all;
  }

  /** A parameter that has no default. */
  private static Optional<Name> unset(Item.Definition d) {
    return d.parameters().stream()
        .filter(p -> p.defaultValue().isEmpty())
        .map(Item.Parameter::name)
        .findFirst();
  }

  private Diagnostic nothing(int models) {
    String name = file.source().name();
    if (models > 0) {
      return Diagnostic.of(
              "NND0224", Location.file(name), "no model here has a default for every parameter")
          .help("give defaults: model Name(classes = 10)");
    }
    boolean empty = file.source().text().isBlank();
    return Diagnostic.of(
            "NND0224",
            Location.file(name),
            empty ? "this file is empty" : "there is no model in this file")
        .help("a model is: model Name { input x: float[4]  output x -> dense(2) }");
  }

  private Map<String, Item.Train> trains() {
    Map<String, Item.Train> trains = new LinkedHashMap<>();
    for (Item item : file.items()) {
      if (item instanceof Item.Train t) {
        String name = t.model().text();
        if (!(module.own().get(name) instanceof Item.Model)) {
          List<String> models =
              module.own().values().stream()
                  .filter(d -> d instanceof Item.Model)
                  .map(d -> d.name().text())
                  .toList();
          problems.add(
              Diagnostic.of(
                      "NND0305", t.model().span(), "there is no model " + name + " in this file")
                  .help(DidYouMean.of(name, models).map(n -> "did you mean " + n + "?")));
        } else if (unset(module.own().get(name)).isPresent()) {
          Name parameter = unset(module.own().get(name)).get();
          problems.add(
              Diagnostic.of(
                      "NND0305",
                      t.model().span(),
                      name + " can't be trained: its parameter " + parameter + " has no default")
                  .help("give it one: model " + name + "(" + parameter + " = 10)"));
        } else if (trains.put(name, t) != null) {
          problems.add(
              Diagnostic.of("NND0306", t.model().span(), name + " has two train sections")
                  .help("keep one; the command line can override any of its settings"));
        }
      }
    }
    return trains;
  }

  private Optional<Experiment> model(Item.Model m, Optional<Item.Train> train) {
    Elaboration elaboration = new Elaboration(problems, files, m.name().span());
    Frame frame = Frame.of(elaboration, module);
    try {
      return model(m, train, elaboration, frame);
    } catch (StackOverflowError e) {
      // Blocks, lists, chains of layers: what a loop nests too deeply ends here, whatever it is.
      elaboration.stop("this is nested too deeply", "is a count in a loop too large?");
      throw e;
    }
  }

  private Optional<Experiment> model(
      Item.Model m, Optional<Item.Train> train, Elaboration elaboration, Frame frame) {
    new Parameters(m).bind(List.of(), m.name().span(), frame, frame);
    Map<String, Datum> results = Body.run(m, frame, List.of());
    Map<String, Value> outputs = new LinkedHashMap<>();
    results.forEach(
        (name, d) -> {
          frame.scope().define(name, d);
          if (d instanceof Datum.Tensor t) {
            outputs.put(name, t.value());
          }
        });
    Network network = elaboration.network(m.name().text(), m.doc(), outputs);
    if (results.isEmpty()) {
      problems.add(
          Diagnostic.of("NND0220", m.name().span(), m.name() + " has no output")
              .help("end its body with: output x"));
      return Optional.empty();
    }
    return Optional.of(
        new Experiment(
            network, train.flatMap(t -> new TrainSection(t, frame, elaboration, network).check())));
  }
}
