package org.nnd.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Refusal;
import org.nnd.ir.Graph;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.NetworkBuilder;
import org.nnd.layer.Onnx;
import org.nnd.layer.Place;
import org.nnd.layer.Tuning;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.syntax.File;
import org.nnd.syntax.Item;
import org.nnd.syntax.Parser;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * A model that no text describes: the network in an ONNX file as one layer, {@code onnx}, between
 * the file's inputs and outputs, for a text that has a train section only.
 *
 * <p>They have the file's names; what no text can write in one becomes {@code _}.
 */
final class FromFile {
  private final NetworkBuilder network = new NetworkBuilder();
  private final Place place = new Place("");

  private FromFile() {
    place.next(Training.LABEL);
    place.next(Training.LOSS);
  }

  /**
   * The experiment.
   *
   * @throws NndException with all that is wrong with the section, if there is more in its file
   *     (NND0641), or if the model can't be one for it (NND0642)
   */
  static Experiment check(File section, Path model) {
    return new FromFile().experiment(section, model);
  }

  private Experiment experiment(File section, Path model) {
    if (section.items().size() != 1 || !(section.items().get(0) instanceof Item.Train train)) {
      throw new NndException(
          Diagnostic.of(
                  "NND0641",
                  Location.file(section.source().name()),
                  "for a model from a file this must hold one train section and nothing else")
              .help(
                  "a text with a model of its own takes the file as a layer: onnx(\""
                      + model.getFileName()
                      + "\")"));
    }
    Network read = network(train.model().text(), model);
    return new Experiment(read, Optional.of(Checker.train(section, network, place, read)));
  }

  private Network network(String name, Path model) {
    Graph graph = new OnnxFiles().read(model);
    String file = model.getFileName().toString();
    List<Value> inputs = new ArrayList<>();
    for (Value v : graph.inputs()) {
      if (!v.type().batched()) {
        throw unfit(
            model, "its input " + v.name() + " is " + v.type() + ": no free number of examples");
      }
      inputs.add(network.input(place.next(name(v.name())), v.type()));
    }
    try {
      Onnx layer = Onnx.of(file, graph, List.of(), List.of());
      List<Value> out = network.add(layer, "onnx", place.next("onnx"), Tuning.NONE, inputs);
      Map<String, Value> outputs = new LinkedHashMap<>();
      for (String output : graph.outputs().keySet()) {
        outputs.put(place.next(name(output)), out.get(outputs.size()));
      }
      return network.network(name, "", outputs);
    } catch (Refusal r) {
      throw unfit(model, r.getMessage());
    }
  }

  private static NndException unfit(Path model, String why) {
    return new NndException(Diagnostic.of("NND0642", Location.file(model.toString()), why));
  }

  /** A name that a text can write. */
  private static String name(String foreign) {
    String word = foreign.replaceAll("[^A-Za-z0-9_]+", "_");
    return Parser.isName(word) ? word : Parser.isName("_" + word) ? "_" + word : "value_" + word;
  }
}
