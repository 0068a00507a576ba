package org.nnd.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.nnd.ir.Node;
import org.nnd.onnx.OnnxFile;
import org.nnd.onnx.OnnxFile.Operation;
import org.nnd.onnx.OnnxReader;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * A model file as it is drawn, whoever wrote it: a box for each layer, which is what the nodes of
 * one innermost module are together, or for each node that stands in none.
 *
 * <p>What is computed from constants alone is not drawn. Shapes are those that the file tells, and
 * those that {@link OnnxReader} finds where it understands the file.
 */
public final class ModelScheme {
  private static final String NEXT = "/next";

  private final OnnxFile file;
  private final boolean ours;
  private final Map<String, String> labels = new HashMap<>();

  /** For what is computed from constants alone, the initializers among them. */
  private final Map<String, Set<String>> constants = new HashMap<>();

  private final Set<String> counted = new HashSet<>();

  private ModelScheme(OnnxFile file) {
    this.file = file;
    this.ours = file.metadata().containsKey("nnd.format");
  }

  /**
   * What there is to draw.
   *
   * @throws NndException if nodes read each other in a circle (NND0661)
   */
  public static Scheme of(OnnxFile file) {
    return new ModelScheme(file).scheme();
  }

  private Scheme scheme() {
    learnTypes();
    file.initializers().keySet().forEach(n -> constants.put(n, Set.of(n)));
    fed().forEach(constants::remove);
    List<Unit> units = new ArrayList<>();
    for (String name : fed()) {
      units.add(port(name, file.inputs(), Tone.INPUT));
    }
    List<Operation> drawn = new ArrayList<>();
    for (Operation o : Sequence.of(file.operations(), this::circle)) {
      if (!isConstant(o)) {
        drawn.add(o);
      }
    }
    units.addAll(layers(drawn));
    for (String name : file.outputs().keySet()) {
      if (!isNextState(name)) {
        units.add(port(name, file.outputs(), Tone.OUTPUT));
      }
    }
    long parameters = units.stream().mapToLong(Unit::parameters).sum();
    String facts = parameters == 0 ? "" : Count.of(parameters, "parameter");
    String name = file.graph().isEmpty() ? "Model" : file.graph();
    return new Scheme(name, file.doc(), facts, units);
  }

  private NndException circle() {
    return new NndException(
        Diagnostic.of(
                "NND0661",
                Location.file(file.path().toString()),
                "nodes of this model read each other in a circle")
            .help("export the model again: ONNX has no circles"));
  }

  /** Inputs that have no default. */
  private List<String> fed() {
    return file.inputs().keySet().stream()
        .filter(n -> !file.initializers().containsKey(n))
        .toList();
  }

  private boolean isNextState(String output) {
    return output.endsWith(NEXT)
        && file.initializers().containsKey(output.substring(0, output.length() - NEXT.length()));
  }

  private void learnTypes() {
    file.types().forEach((name, type) -> labels.put(name, label(type)));
    file.inputs().forEach((name, type) -> labels.put(name, label(type)));
    file.outputs().forEach((name, type) -> labels.put(name, label(type)));
    try {
      for (Node n : OnnxReader.read(file.path()).graph().nodes()) {
        n.outputs().forEach(v -> labels.put(v.name(), NetworkScheme.label(v.type())));
        n.inputs().forEach(v -> labels.put(v.name(), NetworkScheme.label(v.type())));
      }
    } catch (NndException e) {
      // What the file tells is drawn.
    }
  }

  private static String label(String type) {
    return type.replaceFirst("^float\\[", "[").replace("[N, ", "[").replace("[...]", "");
  }

  private boolean isConstant(Operation o) {
    Set<String> from = new LinkedHashSet<>();
    for (String v : read(o)) {
      if (!constants.containsKey(v)) {
        return false;
      }
      from.addAll(constants.get(v));
    }
    o.outputs().forEach(v -> constants.put(v, from));
    return true;
  }

  /** What a node reads, its bodies included. */
  static Set<String> read(Operation o) {
    Set<String> read = new LinkedHashSet<>();
    o.inputs().stream().filter(v -> !v.isEmpty()).forEach(read::add);
    Set<String> own = new HashSet<>();
    for (Operation inner : o.bodies()) {
      read(inner).stream().filter(v -> !own.contains(v)).forEach(read::add);
      own.addAll(inner.outputs());
    }
    return read;
  }

  private Unit port(String name, Map<String, String> types, Tone tone) {
    List<Wire> wire = List.of(wire(name));
    boolean in = tone == Tone.INPUT;
    String type = types.get(name);
    return new Unit(
        List.of(name),
        name,
        "",
        type.isEmpty() ? name : name + ": " + type,
        tone,
        0,
        in ? List.of() : wire,
        in ? wire : List.of());
  }

  private Wire wire(String value) {
    return new Wire(value, labels.getOrDefault(value, ""));
  }

  /** Neighbours of the same innermost module are a layer. */
  private List<Unit> layers(List<Operation> operations) {
    Set<List<String>> outer = new HashSet<>(Set.of(List.of()));
    operations.forEach(
        o -> {
          for (int i = 0; i < o.modules().size(); i++) {
            outer.add(o.modules().subList(0, i));
          }
        });
    int common = common(operations);
    Map<List<String>, Integer> uses = new HashMap<>();
    List<Unit> units = new ArrayList<>();
    for (int from = 0, to; from < operations.size(); from = to) {
      Operation first = operations.get(from);
      List<String> modules = first.modules();
      to = from + 1;
      boolean alone = outer.contains(modules);
      while (!alone && to < operations.size() && operations.get(to).modules().equals(modules)) {
        to++;
      }
      List<String> path = new ArrayList<>(modules.subList(common, modules.size()));
      if (alone) {
        path.add(word(first));
      }
      int use = uses.merge(List.copyOf(path), 1, Integer::sum);
      if (use > 1) {
        path.set(path.size() - 1, path.get(path.size() - 1) + "@" + use);
      }
      units.add(unit(path, alone, operations.subList(from, to)));
    }
    return units;
  }

  /** How many modules stand around everything. */
  private static int common(List<Operation> operations) {
    List<String> shared = operations.isEmpty() ? List.of() : operations.get(0).modules();
    for (Operation o : operations) {
      int same = 0;
      while (same < Math.min(shared.size(), o.modules().size())
          && shared.get(same).equals(o.modules().get(same))) {
        same++;
      }
      shared = shared.subList(0, same);
    }
    int all = shared.size();
    return operations.stream().allMatch(o -> o.modules().size() > all) ? all : Math.max(0, all - 1);
  }

  private static String word(Operation o) {
    String word = o.name().substring(o.name().lastIndexOf('/') + 1);
    return word.isEmpty() ? o.operator() : word;
  }

  private Unit unit(List<String> path, boolean alone, List<Operation> operations) {
    Set<Wire> in = new LinkedHashSet<>();
    Set<String> made = new HashSet<>();
    Set<String> weights = new LinkedHashSet<>();
    Map<String, Wire> out = new LinkedHashMap<>();
    for (Operation o : operations) {
      for (String v : read(o)) {
        if (constants.containsKey(v)) {
          weights.addAll(constants.get(v));
        } else if (!made.contains(v)) {
          in.add(wire(v));
        }
      }
      o.outputs().stream()
          .filter(v -> !v.isEmpty())
          .forEach(
              v -> {
                made.add(v);
                out.put(v, wire(v));
              });
    }
    Operation first = operations.get(0);
    String last = path.get(path.size() - 1);
    boolean named = !alone && (ours || operations.size() > 1);
    long parameters = 0;
    for (String w : weights) {
      OnnxFile.Initializer i = file.initializers().get(w);
      boolean counts = i.element().contains("float") || i.element().equals("double");
      parameters += counts && counted.add(w) ? i.count() : 0;
    }
    Tone tone = tone(path, parameters);
    boolean phase = tone == Tone.BACKWARD || tone == Tone.UPDATE;
    return new Unit(
        path,
        named ? Blocks.plain(last) : first.operator(),
        operations.size() > 1 ? Count.of(operations.size(), "operator") : detail(weights),
        about(path, operations, phase ? 0 : parameters),
        tone,
        phase ? 0 : parameters,
        List.copyOf(in),
        List.copyOf(out.values()));
  }

  private Tone tone(List<String> path, long parameters) {
    if (ours && path.size() > 1) {
      if (path.get(0).equals("backward")) {
        return Tone.BACKWARD;
      }
      if (path.get(0).equals("optimizer")) {
        return Tone.UPDATE;
      }
    }
    return parameters > 0 ? Tone.WEIGHTED : Tone.PLAIN;
  }

  /** The shape of the first weight that is no vector. */
  private String detail(Set<String> weights) {
    Optional<OnnxFile.Initializer> matrix =
        weights.stream()
            .map(file.initializers()::get)
            .filter(i -> i.sizes().size() > 1 && i.element().contains("float"))
            .findFirst();
    return matrix
        .map(i -> i.sizes().stream().map(Object::toString).collect(Collectors.joining(" × ")))
        .orElse("");
  }

  private static String about(List<String> path, List<Operation> operations, long parameters) {
    StringBuilder about = new StringBuilder(String.join("/", path));
    if (operations.size() == 1) {
      Operation o = operations.get(0);
      about.append(": ").append(o.operator());
      o.attributes().forEach((k, v) -> about.append('\n').append(k).append(" = ").append(v));
    } else {
      Set<String> kinds = new TreeSet<>();
      operations.forEach(o -> kinds.add(o.operator()));
      about.append(": ").append(String.join(", ", kinds));
    }
    return parameters == 0
        ? about.toString()
        : about.append('\n').append(Count.of(parameters, "parameter")).toString();
  }
}
