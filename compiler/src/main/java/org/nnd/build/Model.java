package org.nnd.build;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nnd.call.Refusal;
import org.nnd.check.Checker;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Layer;
import org.nnd.layer.Network;
import org.nnd.layer.NetworkBuilder;
import org.nnd.layer.Place;
import org.nnd.layer.Step;
import org.nnd.layer.Tuning;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.syntax.File;
import org.nnd.syntax.Parser;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * A model written in Java.
 *
 * <pre>{@code
 * Model m = Model.named("LeNet");
 * Tensor image = m.input("image", 1, 28, 28);
 * Tensor features = image
 *     .to(conv(6, 5).padding(2)).to(sigmoid()).to(avgPool(2))
 *     .to(conv(16, 5)).to(sigmoid()).to(avgPool(2));
 * m.output("logits", features.to(flatten()).to(dense(120)).to(sigmoid()).to(dense(10)));
 * Experiment lenet = m.build();
 * }</pre>
 *
 * <p>What comes out is what the compiler makes of the same text: the same names of weights, the
 * same bytes. A layer that can't take what is sent through it says so at once, at the line that
 * sends it.
 */
public final class Model {
  private final String name;
  private final String doc;
  private final NetworkBuilder network = new NetworkBuilder();
  private final Map<String, Value> outputs = new LinkedHashMap<>();
  private Place place = new Place("");
  private Tuning tuning = Tuning.NONE;
  private boolean built;

  private Model(String name, String doc) {
    this.name = identifier("a model", name);
    this.doc = doc;
    place.next(Training.LABEL);
  }

  /** A model without layers yet. */
  public static Model named(String name) {
    return new Model(name, "");
  }

  /** A model with a description, which travels into the ONNX file. */
  public static Model named(String name, String doc) {
    return new Model(name, doc);
  }

  /** Declares an input of floats; the lengths are those of one example. */
  public Tensor input(String name, long... lengths) {
    return input(name, ElementType.FLOAT, lengths);
  }

  /** Declares an input; the lengths are those of one example. */
  public Tensor input(String name, ElementType element, long... lengths) {
    return input(name, new TensorType(element, Shape.of(lengths)));
  }

  /** Declares an input with free lengths: {@code m.input("words", INT64, free("T"))}. */
  public Tensor input(String name, ElementType element, Dim first, Dim... more) {
    return input(name, new TensorType(element, Shape.of(first).then(Shape.of(more))));
  }

  /**
   * Declares an input of any type, without the axis of the examples.
   *
   * @throws NndException if the name is taken (NND0208) or no memory holds an example (NND0217)
   */
  public Tensor input(String name, TensorType type) {
    identifier("an input", name);
    boolean other = name.equals(Training.LABEL) || outputs.containsKey(name);
    if (other || !place.free(name).equals(name)) {
      throw taken("an input can't be called " + name + ": that name is taken");
    }
    type.shape().dims().forEach(Model::checkLength);
    try {
      NetworkBuilder.fit(type);
    } catch (Refusal r) {
      throw refused("NND0217", r);
    }
    place.next(name);
    return new Tensor(this, network.input(name, type.batch()));
  }

  /** A length that is known only when the network runs; equal names are equal lengths. */
  public static Dim free(String name) {
    Dim free = new Dim.Named(identifier("a length", name));
    if (free.equals(Dim.BATCH)) {
      throw new IllegalArgumentException(
          "a length can't be called N: that is the number of examples, which shapes don't name");
    }
    return free;
  }

  private static void checkLength(Dim d) {
    if (d instanceof Dim.Named) {
      free(d.toString());
    } else if (d.is(0)) {
      throw new IllegalArgumentException("a length is at least 1, not 0");
    }
  }

  /**
   * Names a result.
   *
   * @throws NndException if the name is taken (NND0208)
   */
  public void output(String name, Tensor value) {
    identifier("an output", name);
    checkOwn("output " + name, value);
    boolean other = List.of(Training.LABEL, Training.LOSS).contains(name) || network.hasInput(name);
    if (other || outputs.putIfAbsent(name, value.value()) != null) {
      throw taken("an output can't be called " + name + ": that name is taken");
    }
  }

  /**
   * A block whose weights are the same wherever it is used: a text's {@code layer name = block}.
   *
   * @param name under which the weights stand
   */
  public Block shared(String name, Block block) {
    String path = next(identifier("a layer", name));
    return block instanceof Placed placed
        ? values -> placed.at(path, values)
        : values -> under(path, () -> block.apply(values));
  }

  /**
   * The model, for {@link org.nnd.Compiler} to write.
   *
   * @throws NndException if it has no output (NND0220)
   */
  public Experiment build() {
    return new Experiment(network(), Optional.empty());
  }

  /**
   * The model with how it is trained, for {@code Trainer}.
   *
   * <pre>{@code
   * Experiment e = m.build(
   *     new Train()
   *         .data(csv("digits.csv").label("digit"))
   *         .loss(crossEntropy(), logits)
   *         .metric(accuracy(), logits)
   *         .optimizer(adam(0.002))
   *         .epochs(20));
   * }</pre>
   *
   * @throws NndException if it has no output (NND0220), or with all that is wrong with the section,
   *     which is shown as a text (NND02xx, NND03xx)
   */
  public Experiment build(Train section) {
    Network model = network();
    Map<Value, String> names = new HashMap<>();
    model.inputs().forEach(v -> names.put(v, v.name()));
    outputs.forEach((n, v) -> names.put(v, n));
    String text = section.settings().text(name, names);
    File file = Parser.parse(Source.of("train section of " + name, text));
    return new Experiment(model, Optional.of(Checker.train(file, network, place, model)));
  }

  private Network network() {
    if (built) {
      throw new IllegalStateException(name + " is built already");
    }
    if (outputs.isEmpty()) {
      throw new NndException(
          Diagnostic.of("NND0220", name + " has no output").help("name one: output(\"y\", y)"));
    }
    built = true;
    return network.network(name, doc, outputs);
  }

  /** A path for one more layer. */
  String next(String layer) {
    return place.next(layer);
  }

  /** Sends values through a layer under a path of its own; one that is refused takes none. */
  Tensors layer(String name, Function<String, Tensors> at) {
    Tensors made = at.apply(place.free(name));
    place.next(name);
    return made;
  }

  /** Runs something with its layers put under a path. */
  Tensors under(String path, Supplier<Tensors> body) {
    Place before = place;
    place = new Place(path);
    try {
      return body.get();
    } finally {
      place = before;
    }
  }

  /** Runs something with its layers' weights learning as told. */
  Tensors tuned(Tuning own, Supplier<Tensors> body) {
    Tuning before = tuning;
    tuning = before.and(own);
    try {
      return body.get();
    } finally {
      tuning = before;
    }
  }

  /** The layer that was put in last. */
  Step last() {
    return network.last();
  }

  /** Puts a layer that is no call into the network. */
  Tensor put(Layer layer, String kind, Tensor... values) {
    return layer(kind, path -> add(layer, kind, path, Arrays.asList(values))).only();
  }

  Tensors add(Layer layer, String kind, String path, List<Tensor> values) {
    values.forEach(v -> checkOwn(kind, v));
    try {
      List<Value> in = values.stream().map(Tensor::value).toList();
      List<Value> out = network.add(layer, kind, path, tuning, in);
      return new Tensors(this, out.stream().map(v -> new Tensor(this, v)).toList());
    } catch (Refusal r) {
      throw refused("NND0204", r);
    } catch (ArithmeticException e) {
      throw refused("NND0214", new Refusal("this is larger than a computer can hold"));
    }
  }

  private void checkOwn(String what, Tensor value) {
    if (value.model() != this) {
      throw new IllegalArgumentException(what + " is given a value of another model");
    }
  }

  private static NndException refused(String code, Refusal r) {
    return new NndException(Diagnostic.of(code, r.getMessage()).help(r.help()));
  }

  private static NndException taken(String message) {
    return new NndException(Diagnostic.of("NND0208", message).help("choose another name"));
  }

  /** A name that a text could give. */
  static String identifier(String what, String name) {
    if (!Parser.isName(name)) {
      throw new IllegalArgumentException(
          what
              + " can't be called '"
              + name
              + "': names have letters, digits and _, and are no words of the language");
    }
    return name;
  }
}
