package org.nnd.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nnd.call.Catalogue;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Given;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.layer.Arithmetic;
import org.nnd.layer.Initializer;
import org.nnd.layer.Initializers;
import org.nnd.layer.Layer;
import org.nnd.layer.Layers;
import org.nnd.layer.NetworkBuilder;
import org.nnd.layer.Place;
import org.nnd.layer.Product;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.NndException;
import org.nnd.source.Span;
import org.nnd.syntax.Expression;
import org.nnd.syntax.Item;
import org.nnd.syntax.Name;
import org.nnd.syntax.Statement;
import org.nnd.train.Losses;
import org.nnd.train.Metrics;
import org.nnd.train.Optimizers;
import org.nnd.train.Training;

/**
 * A body that runs: names and what they stand for. Compile-time values are computed, layers are put
 * into the network.
 *
 * <p>A name is looked up as what is needed where it stands: behind {@code ->} and before {@code (}
 * a layer, elsewhere a value. So {@code dropout(dropout)} works.
 */
final class Frame {
  /** Blocks that use blocks this deep use themselves. */
  private static final int DEEP = 200;

  /** A list or text with more in it is a mistake. */
  private static final int LARGE = 200_000;

  private static final Set<String> WORDS = Layers.ALL.words();
  private static final Set<String> TRAIN_WORDS = trainWords();

  private final Elaboration network;
  private final Module module;
  private final List<Datum> given;
  private final List<Span> callers;
  private final Map<String, Datum> scope = new LinkedHashMap<>();
  private final Map<String, Datum> outputs = new LinkedHashMap<>();
  private Place place;
  private int inputs;

  /** What can be called; a train section adds losses and metrics. */
  private List<Catalogue<Layer>> catalogues = List.of(Layers.ALL);

  private boolean inTrain;
  private Set<String> words = WORDS;

  /** What a call is thought to be of, for messages. */
  private String kind = "layer";

  /** The whole body, for what has not run of it. */
  private List<Statement> all = List.of();

  /**
   * @param given what a block's inputs stand for; a model that is compiled has none
   * @param callers the calls that led here, the innermost last; empty for that model
   */
  Frame(Elaboration network, Module module, Place place, List<Datum> given, List<Span> callers) {
    this.network = network;
    this.module = module;
    this.place = place;
    this.given = given;
    this.callers = callers;
  }

  Map<String, Datum> outputs() {
    return outputs;
  }

  void define(String name, Datum value) {
    scope.put(name, value);
  }

  /**
   * From here on a train section speaks: it knows labels, and one more catalogue.
   *
   * @param setting the word for what is in that one
   */
  void train(String setting, Catalogue<Layer> known) {
    inTrain = true;
    words = TRAIN_WORDS;
    kind = setting;
    catalogues = List.of(known, Layers.ALL);
  }

  private static Set<String> trainWords() {
    Set<String> all = new LinkedHashSet<>(WORDS);
    all.addAll(Losses.ALL.words());
    all.addAll(Metrics.ALL.words());
    all.addAll(Optimizers.ALL.words());
    return all;
  }

  /** Runs something with layers put under a path, if there is one; it counts as a step. */
  Datum inside(Optional<String> at, Span span, Function<Frame, Datum> body) {
    network.tick(span);
    Place before = place;
    place = at.map(Place::new).orElse(before);
    try {
      return body.apply(this);
    } finally {
      place = before;
    }
  }

  void problem(Diagnostic d) {
    Diagnostic all = d;
    for (int i = callers.size() - 1; i >= Math.max(0, callers.size() - 3); i--) {
      Span s = callers.get(i);
      all = all.note("in " + brief(s) + ", used on line " + s.line() + " of " + s.source().name());
    }
    network.problems.add(all);
  }

  private static String brief(Span s) {
    String words = s.text();
    return words.length() <= 40 && !words.contains("\n") ? words : "a block";
  }

  private Datum unknown(Diagnostic d) {
    problem(d);
    return Datum.UNKNOWN;
  }

  // Statements.

  void run(List<Statement> body) {
    if (all.isEmpty()) {
      all = body;
      if (callers.isEmpty()) {
        Stream.concat(inputs(body), Stream.of(Training.LABEL)).forEach(place::next);
      }
    }
    for (Statement s : body) {
      network.tick(s.span());
      if (s instanceof Statement.Input i) {
        input(i);
      } else if (s instanceof Statement.Output o) {
        output(o);
      } else if (s instanceof Statement.Layer l) {
        share(l);
      } else if (s instanceof Statement.Binding b) {
        scope.put(b.name().text(), evaluate(b.value()));
      } else if (s instanceof Statement.For f) {
        loop(f);
      } else if (s instanceof Statement.If i) {
        condition(i.condition())
            .ifPresentOrElse(
                yes -> run(yes ? i.then() : i.otherwise()),
                () -> {
                  silence(i.then());
                  silence(i.otherwise());
                });
      }
    }
  }

  private void share(Statement.Layer l) {
    String name = l.name().text();
    Target target = function(l.value());
    boolean failed = target instanceof Target.Nothing;
    scope.put(
        name,
        failed ? Datum.UNKNOWN : new Datum.Function(new Target.Shared(target, place.next(name))));
  }

  /** What statements that can't be decided would have given names to is unknown. */
  private void silence(List<Statement> body) {
    named(body).forEach(n -> scope.put(n.text(), Datum.UNKNOWN));
    outputs.put("", Datum.UNKNOWN);
  }

  /** The names of the inputs, which no layer may have. */
  private static Stream<String> inputs(List<Statement> body) {
    return body.stream()
        .flatMap(
            s -> {
              if (s instanceof Statement.Input i) {
                return Stream.of(i.name().text());
              }
              if (s instanceof Statement.For f) {
                return inputs(f.body());
              }
              return s instanceof Statement.If i
                  ? Stream.concat(inputs(i.then()), inputs(i.otherwise()))
                  : Stream.of();
            });
  }

  /** Every name that statements give to something. */
  private static Stream<Name> named(List<Statement> body) {
    return body.stream()
        .flatMap(
            s -> {
              if (s instanceof Statement.Binding b) {
                return Stream.of(b.name());
              }
              if (s instanceof Statement.Layer l) {
                return Stream.of(l.name());
              }
              if (s instanceof Statement.For f) {
                return named(f.body());
              }
              return s instanceof Statement.If i
                  ? Stream.concat(named(i.then()), named(i.otherwise()))
                  : Stream.of();
            });
  }

  private void loop(Statement.For f) {
    Datum list = evaluate(f.list());
    if (list instanceof Datum.ListOf all) {
      for (Datum each : all.elements()) {
        network.tick(f.span());
        scope.put(f.name().text(), each);
        run(f.body());
      }
      return;
    }
    if (!(list instanceof Datum.Unknown)) {
      problem(
          Diagnostic.of(
                  "NND0215", f.list().span(), "for goes through a list, not " + list.describe())
              .help("range(3) is the list [0, 1, 2]"));
    }
    silence(f.body());
  }

  private Optional<Boolean> condition(Expression e) {
    Datum d = evaluate(e);
    if (d instanceof Datum.Bool b) {
      return Optional.of(b.value());
    }
    if (!(d instanceof Datum.Unknown)) {
      problem(
          Diagnostic.of("NND0215", e.span(), "a condition is true or false, not " + d.describe())
              .note(
                  "conditions are decided when compiling; values of the network aren't known then"));
    }
    return Optional.empty();
  }

  private void input(Statement.Input i) {
    String name = i.name().text();
    Optional<TensorType> declared = i.type().flatMap(this::type);
    if (!callers.isEmpty()) {
      receive(i, declared);
      return;
    }
    if (i.type().isEmpty()) {
      problem(
          Diagnostic.of("NND0216", i.span(), "a model's input needs a type")
              .help("say what one example is: input " + name + ": float[1, 28, 28]"));
    } else if (name.equals(Training.LABEL)) {
      problem(
          Diagnostic.of("NND0208", i.name().span(), "an input can't be called label")
              .help("that is what a train section calls the numbers to predict"));
    } else if (outputs.containsKey(name)) {
      problem(
          Diagnostic.of(
              "NND0208", i.name().span(), "an input can't have the name of an output, " + name));
    } else if (network.hasInput(name)) {
      problem(Diagnostic.of("NND0208", i.name().span(), "there are two inputs called " + name));
    }
    scope.put(
        name,
        declared
            .<Datum>map(t -> new Datum.Tensor(network.input(name, t.batch()), i.span()))
            .orElse(Datum.UNKNOWN));
  }

  /** An input of a block is what was sent through it. */
  private void receive(Statement.Input i, Optional<TensorType> declared) {
    if (inputs >= given.size()) {
      problem(
          Diagnostic.of("NND0216", i.span(), "a block's inputs stand outside of for and if")
              .help("put it at the start of the block's body"));
    }
    Datum value = inputs < given.size() ? given.get(inputs) : Datum.UNKNOWN;
    inputs++;
    if (declared.isPresent() && value instanceof Datum.Tensor t) {
      TensorType is = t.value().type().perExample();
      if (!fits(is, declared.get())) {
        problem(
            Diagnostic.of(
                "NND0204", i.span(), "this input is " + declared.get() + ", but gets " + is));
      }
    }
    scope.put(i.name().text(), value);
  }

  /** Whether a type is one that a block declares; a free length there may be any. */
  private static boolean fits(TensorType is, TensorType declared) {
    Shape some = declared.shape();
    boolean fits = is.element() == declared.element() && is.shape().rank() == some.rank();
    for (int i = 0; fits && i < some.rank(); i++) {
      fits = some.dim(i) instanceof Dim.Named || some.dim(i).equals(is.shape().dim(i));
    }
    return fits;
  }

  private Optional<TensorType> type(Statement.Type t) {
    String word = t.element().text();
    Optional<ElementType> element = ElementType.of(word);
    if (element.isEmpty()) {
      problem(
          Diagnostic.of("NND0217", t.element().span(), "there is no type " + word)
              .note("the types are " + String.join(", ", ElementType.words()))
              .help(DidYouMean.of(word, ElementType.words()).map(n -> "did you mean " + n + "?")));
    }
    List<Dim> dims = new ArrayList<>();
    for (Expression e : t.shape()) {
      length(e).ifPresent(dims::add);
    }
    if (element.isEmpty() || dims.size() < t.shape().size()) {
      return Optional.empty();
    }
    TensorType type = new TensorType(element.get(), new Shape(dims));
    try {
      NetworkBuilder.fit("one example of this is " + type, type);
      return Optional.of(type);
    } catch (Refusal r) {
      problem(Diagnostic.of("NND0217", t.span(), r.getMessage()).help(r.help()));
      return Optional.empty();
    }
  }

  /** A length: a number, or a new name for one that is free. */
  private Optional<Dim> length(Expression e) {
    if (e instanceof Expression.Reference r && !scope.containsKey(r.name())) {
      if (r.name().equals(Dim.BATCH.toString())) {
        problem(
            Diagnostic.of("NND0217", r.span(), r.name() + " is the number of examples already")
                .help("shapes don't name it; give this free length another name"));
        return Optional.empty();
      }
      return Optional.of(new Dim.Named(r.name()));
    }
    Datum d = evaluate(e);
    if (d instanceof Datum.Int i && i.value() > 0) {
      return Optional.of(Dim.of(i.value()));
    }
    if (d instanceof Datum.Free free) {
      return Optional.of(free.dim());
    }
    if (!(d instanceof Datum.Unknown)) {
      problem(
          Diagnostic.of(
                  "NND0217",
                  e.span(),
                  "a length is a whole number of at least 1, not " + d.describe())
              .help("a length that is known only later is a name: float[T, 28]"));
    }
    return Optional.empty();
  }

  private void output(Statement.Output o) {
    Datum value = evaluate(o.value());
    String name =
        o.name()
            .map(Name::text)
            .or(
                () ->
                    o.value() instanceof Expression.Reference r
                        ? Optional.of(r.name())
                        : Optional.empty())
            .orElse(outputs.isEmpty() ? "output" : "output_" + (outputs.size() + 1));
    o.name().ifPresent(n -> scope.put(n.text(), value));
    boolean twice = outputs.put(name, value) != null;
    if (twice) {
      problem(
          Diagnostic.of("NND0208", o.span(), "there are two outputs called " + name)
              .help("name them: output other_name = ..."));
    }
    if (!callers.isEmpty() || value instanceof Datum.Unknown) {
      return;
    }
    if (!(value instanceof Datum.Tensor)) {
      problem(notATensor(value, o.value().span()));
    } else if (name.equals(Training.LABEL) || name.equals(Training.LOSS)) {
      problem(
          Diagnostic.of("NND0208", o.span(), "an output can't be called " + name)
              .help("a train section uses that name; write: output other_name = ..."));
    } else if (network.hasInput(name)) {
      problem(
          Diagnostic.of("NND0208", o.span(), "an output can't have the name of an input, " + name)
              .help("name it: output other_name = " + brief(o.value().span())));
    }
  }

  private static Diagnostic notATensor(Datum d, Span span) {
    if (d instanceof Datum.Function f) {
      return Diagnostic.of(
              "NND0218", span, "this is " + f.describe() + " itself: no value goes through it")
          .help("send one through: x -> " + brief(span));
    }
    if (d instanceof Datum.ListOf) {
      return Diagnostic.of("NND0218", span, "this is several values, where one is wanted")
          .help("join them with -> concat or -> add, or take one: [0]");
    }
    return Diagnostic.of(
        "NND0218", span, "this is " + d.describe() + ", not a value of the network");
  }

  // What can be called.

  private Optional<Target> callable(String name) {
    if (scope.get(name) instanceof Datum.Function f && f.callable() instanceof Target t) {
      return Optional.of(t);
    }
    Optional<Target> block = module.find(name).map(Target.Defined::new);
    if (block.isPresent()) {
      return block;
    }
    if (name.equals(Target.Repeat.ENTRY.name())) {
      return Optional.of(new Target.Repeat());
    }
    for (Catalogue<Layer> c : catalogues) {
      Optional<Target> layer = c.find(name).map(Target.BuiltIn::new);
      if (layer.isPresent()) {
        return layer;
      }
    }
    return Optional.empty();
  }

  private Set<String> callables() {
    Set<String> all = new LinkedHashSet<>();
    scope.forEach(
        (n, d) -> {
          if (d instanceof Datum.Function) {
            all.add(n);
          }
        });
    all.addAll(module.names());
    all.add(Target.Repeat.ENTRY.name());
    catalogues.forEach(c -> all.addAll(c.names()));
    return all;
  }

  /** What an expression names as something to send values through. */
  private Target function(Expression e) {
    if (e instanceof Expression.Reference r) {
      Optional<Target> found = callable(r.name());
      if (found.isPresent()) {
        return found.get();
      }
      Datum value = scope.get(r.name());
      if (value instanceof Datum.Unknown) {
        return new Target.Nothing();
      }
      noLayer(r, Optional.ofNullable(value)).ifPresent(this::problem);
      return new Target.Nothing();
    }
    if (e instanceof Expression.Call c) {
      return bound(c);
    }
    if (e instanceof Expression.Pipe p) {
      return new Target.Chain(part(p.value()), part(p.layer()));
    }
    if (e instanceof Expression.Branches b) {
      return new Target.Fork(b.branches().stream().map(this::part).toList());
    }
    if (e instanceof Expression.Choice c) {
      return condition(c.condition())
          .map(yes -> function(yes ? c.then() : c.otherwise()))
          .orElse(new Target.Nothing());
    }
    Datum d = evaluate(e);
    if (d instanceof Datum.Function f && f.callable() instanceof Target t) {
      return t;
    }
    if (!(d instanceof Datum.Unknown)) {
      problem(Diagnostic.of("NND0209", e.span(), "this is " + d.describe() + ", not a layer"));
    }
    return new Target.Nothing();
  }

  private Target.Part part(Expression e) {
    return new Target.Part(function(e), e.span());
  }

  /** Why a name is no layer; nothing where a file that could not be read may have defined it. */
  private Optional<Diagnostic> noLayer(Expression.Reference r, Optional<Datum> value) {
    String name = r.name();
    if (value.isPresent()) {
      return Optional.of(
          Diagnostic.of(
              "NND0209", r.span(), name + " is " + value.get().describe() + ", not a layer"));
    }
    Optional<Computation> computation = Computation.of(name);
    if (computation.isPresent()) {
      return Optional.of(
          Diagnostic.of("NND0209", r.span(), name + " computes with numbers, it is no layer")
              .note(computation.get().about()));
    }
    if (module.named().containsKey(name)) {
      return Optional.of(
          Diagnostic.of("NND0209", r.span(), name + " is an imported file, not a layer")
              .help(
                  module.named().get(name).names().stream()
                      .findFirst()
                      .map(block -> "name one of its blocks, such as " + name + "." + block)));
    }
    if (!module.whole()) {
      return Optional.empty();
    }
    Diagnostic missing = Diagnostic.of("NND0201", r.span(), "there is no " + kind + " " + name);
    if (inTrain) {
      missing = missing.note("there is " + String.join(", ", catalogues.get(0).names()));
    }
    Optional<String> elsewhere =
        module.named().entrySet().stream()
            .filter(m -> m.getValue().find(name).isPresent())
            .map(m -> m.getKey() + "." + name)
            .findFirst();
    return Optional.of(
        missing.help(
            elsewhere
                .or(() -> DidYouMean.of(name, callables()))
                .map(n -> "did you mean " + n + "?")));
  }

  /** A call's target with its arguments: values in front are inputs, the rest arguments. */
  private Target.Bound bound(Expression.Call c) {
    return bound(c, function(c.callee()));
  }

  private Target.Bound bound(Expression.Call c, Target target) {
    List<Datum> values = new ArrayList<>();
    List<Given> arguments = new ArrayList<>();
    boolean unknown = false;
    for (Expression.Argument a : c.arguments()) {
      Datum d = evaluate(a.value());
      boolean value = d instanceof Datum.Tensor || d instanceof Datum.Label || isTensors(d);
      if (value && a.name().isEmpty() && arguments.isEmpty()) {
        values.addAll(values(d));
      } else {
        Span span = a.name().map(n -> n.span().to(a.value().span())).orElse(a.value().span());
        arguments.add(new Given(a.name().map(Name::text), d, span));
        unknown |= d instanceof Datum.Unknown && a.name().isEmpty();
      }
    }
    if (unknown) {
      // It may have been meant as an input, so nothing can be said of the others.
      return new Target.Bound(new Target.Nothing(), List.of(), List.of());
    }
    Optional<Given> late =
        arguments.stream()
            .filter(g -> g.name().isEmpty() && g.value() instanceof Datum.Tensor)
            .findFirst();
    if (late.isPresent() && target instanceof Target.BuiltIn layer) {
      problem(
          Diagnostic.of(
                  "NND0206", late.get().span(), "a value stands before the arguments, not behind")
              .help("send it through: x -> " + layer.entry().shortest()));
      return new Target.Bound(new Target.Nothing(), List.of(), List.of());
    }
    return new Target.Bound(target, arguments, values);
  }

  private static boolean isTensors(Datum d) {
    return d instanceof Datum.ListOf list
        && !list.elements().isEmpty()
        && list.elements().stream().allMatch(e -> e instanceof Datum.Tensor);
  }

  /** The values that a datum brings along: several from branches. */
  static List<Datum> values(Datum d) {
    return d instanceof Datum.ListOf list ? list.elements() : List.of(d);
  }

  // What targets do.

  /** Puts a layer of the catalogue into the network. */
  Datum apply(
      Entry<? extends Layer> entry,
      List<Given> arguments,
      List<Datum> inputs,
      Span span,
      Optional<String> at) {
    List<Datum> values = new ArrayList<>(inputs.stream().flatMap(d -> values(d).stream()).toList());
    network.tick(span);
    int unnamed = values.size();
    List<Given> rest = new ArrayList<>(arguments);
    Set<String> sent = new LinkedHashSet<>();
    for (String name : entry.named()) {
      for (Given g : arguments) {
        if (g.name().equals(Optional.of(name)) && sent.add(name)) {
          values.addAll(values(g.value()));
          rest.remove(g);
        }
      }
    }
    Optional<? extends Layer> layer = bound(entry, rest, sent, span);
    if (layer.isEmpty() || values.stream().anyMatch(v -> v instanceof Datum.Unknown)) {
      return Datum.UNKNOWN;
    }
    for (Datum v : values) {
      if (!(v instanceof Datum.Tensor || v instanceof Datum.Label)) {
        return unknown(notATensor(v, span));
      }
    }
    if (unnamed < entry.leastInputs() || unnamed > entry.mostInputs()) {
      String wanted =
          entry.mostInputs() == Integer.MAX_VALUE
              ? entry.leastInputs() + " or more"
              : Integer.toString(entry.mostInputs());
      return unknown(
          Diagnostic.of(
              "NND0219", span, entry.name() + " takes " + counted(wanted) + ", not " + unnamed));
    }
    return put(layer.get(), entry.name(), at, values, span);
  }

  /** What a call of a catalogue's entry makes; empty if it is in error, which is told. */
  <T> Optional<T> bound(
      Entry<? extends T> entry, List<Given> arguments, Set<String> sent, Span call) {
    try {
      return entry.bind(arguments, sent, call).map(made -> made);
    } catch (NndException e) {
      e.diagnostics().forEach(this::problem);
      return Optional.empty();
    }
  }

  /** Sends values through a layer again and again. */
  Datum repeat(List<Given> arguments, List<Datum> inputs, Span span) {
    if (!(made(Target.Repeat.ENTRY, arguments, span) instanceof Datum.Made m
        && m.value() instanceof Target.Repeat.Times times
        && times.layer() instanceof Target layer)) {
      return Datum.UNKNOWN;
    }
    List<Datum> values = inputs;
    for (long i = 0; i < times.count(); i++) {
      network.tick(span);
      values = values(layer.send(this, List.of(), values, span, Optional.empty()));
    }
    return values.size() == 1 ? values.get(0) : new Datum.ListOf(values);
  }

  private static String counted(String count) {
    return count + (count.equals("1") ? " value" : " values");
  }

  private Datum put(Layer layer, String kind, Optional<String> at, List<Datum> values, Span span) {
    String path = at.orElseGet(() -> place.next(kind));
    return network.add(layer, kind, path, values, span, this::problem);
  }

  /** Runs a block's body where it is used. */
  Datum expand(
      Module.Found found, List<Given> arguments, List<Datum> sent, Span span, Optional<String> at) {
    Item.Definition d = found.definition();
    String name = d.name().text();
    network.tick(span);
    if (callers.size() >= DEEP) {
      network.stop(
          "blocks are nested more than " + DEEP + " deep here",
          "does " + name + " use itself without an end?");
    }
    List<Span> path = new ArrayList<>(callers);
    path.add(span);
    Place inside = new Place(at.orElseGet(() -> place.next(name)));
    Frame body = new Frame(network, found.module(), inside, sent, path);
    boolean bound = body.bind(d, arguments, span, this);
    long wanted = d.body().stream().filter(s -> s instanceof Statement.Input).count();
    if (sent.size() != wanted) {
      return unknown(
          Diagnostic.of(
                  "NND0219",
                  span,
                  name + " takes " + counted(Long.toString(wanted)) + ", not " + sent.size())
              .help(
                  wanted > 0
                      ? Optional.empty()
                      : Optional.of("give it one, at the start of its body: input x")));
    }
    if (!bound || sent.stream().anyMatch(v -> v instanceof Datum.Unknown)) {
      return Datum.UNKNOWN;
    }
    body.run(d.body());
    List<Datum> results = List.copyOf(body.outputs.values());
    if (results.contains(Datum.UNKNOWN)) {
      return Datum.UNKNOWN;
    }
    if (results.isEmpty()) {
      return unknown(
          Diagnostic.of("NND0220", d.name().span(), name + " has no output")
              .help("end its body with: output x"));
    }
    return results.size() == 1 ? results.get(0) : new Datum.ListOf(results);
  }

  /**
   * Gives a definition's parameters their values.
   *
   * @param caller tells what is wrong with the call
   */
  boolean bind(Item.Definition d, List<Given> arguments, Span call, Frame caller) {
    List<Diagnostic> problems = new ArrayList<>();
    String name = d.name().text();
    List<String> parts = new ArrayList<>();
    for (Item.Parameter p : d.parameters()) {
      parts.add(p.name() + p.defaultValue().map(v -> "=" + v.span().text()).orElse(""));
    }
    String signature = name + "(" + String.join(", ", parts) + ")";
    Map<Item.Parameter, Given> matched =
        Entry.matched(name, d.parameters(), p -> p.name().text(), arguments, signature, problems);
    List<String> missing =
        d.parameters().stream()
            .filter(p -> p.defaultValue().isEmpty() && !matched.containsKey(p))
            .map(p -> p.name().text())
            .toList();
    if (problems.isEmpty()) {
      problems.addAll(Entry.missing(name, missing, call, signature));
    }
    problems.forEach(caller::problem);
    if (!problems.isEmpty()) {
      return false;
    }
    for (Item.Parameter p : d.parameters()) {
      Given g = matched.get(p);
      scope.put(p.name().text(), g != null ? g.value() : evaluate(p.defaultValue().orElseThrow()));
    }
    return true;
  }

  // Expressions.

  /** What an expression stands for. */
  Datum evaluate(Expression e) {
    if (e instanceof Expression.Int i) {
      return new Datum.Int(i.value());
    }
    if (e instanceof Expression.Real r) {
      return new Datum.Real(r.value());
    }
    if (e instanceof Expression.Text t) {
      return new Datum.Text(t.value());
    }
    if (e instanceof Expression.Bool b) {
      return new Datum.Bool(b.value());
    }
    if (e instanceof Expression.ListOf l) {
      List<Datum> elements = l.elements().stream().map(this::evaluate).toList();
      return elements.contains(Datum.UNKNOWN)
          ? Datum.UNKNOWN
          : sized(new Datum.ListOf(elements), l.span());
    }
    if (e instanceof Expression.Reference r) {
      return named(r);
    }
    if (e instanceof Expression.Field f) {
      return field(f);
    }
    if (e instanceof Expression.Index i) {
      return index(i);
    }
    if (e instanceof Expression.Call c) {
      return call(c);
    }
    if (e instanceof Expression.Unary u) {
      return unary(u);
    }
    if (e instanceof Expression.Binary b) {
      return binary(b);
    }
    if (e instanceof Expression.Pipe p) {
      return pipe(p);
    }
    if (e instanceof Expression.Choice c) {
      return condition(c.condition())
          .map(yes -> evaluate(yes ? c.then() : c.otherwise()))
          .orElse(Datum.UNKNOWN);
    }
    return new Datum.Function(function(e));
  }

  private Datum named(Expression.Reference r) {
    Datum bound = scope.get(r.name());
    if (bound != null) {
      return bound;
    }
    if (inTrain && r.name().equals(Training.LABEL)) {
      return new Datum.Label(r.span());
    }
    Optional<Target> target = callable(r.name());
    if (target.isPresent()) {
      return new Datum.Function(target.get());
    }
    Optional<Entry<? extends Initializer>> value = Initializers.ALL.find(r.name());
    if (value.isPresent()) {
      return made(value.get(), List.of(), r.span());
    }
    if (words.contains(r.name())) {
      return new Datum.Word(r.name());
    }
    if (Computation.of(r.name()).isPresent() || module.named().containsKey(r.name())) {
      return noLayer(r, Optional.empty()).map(this::unknown).orElse(Datum.UNKNOWN);
    }
    return module.whole() ? unknown(nothingCalled(r)) : Datum.UNKNOWN;
  }

  private Diagnostic nothingCalled(Expression.Reference r) {
    Diagnostic nothing = Diagnostic.of("NND0201", r.span(), "there is nothing called " + r.name());
    if (r.name().equals(Training.LABEL)) {
      return nothing.help("a model doesn't know its labels, only its train section does");
    }
    Optional<Name> notRun = named(all).filter(n -> n.text().equals(r.name())).findFirst();
    if (notRun.isPresent()) {
      return nothing.note("line " + notRun.get().span().line() + " defines it, but has not run");
    }
    Set<String> known = new LinkedHashSet<>(scope.keySet());
    known.addAll(callables());
    known.addAll(Initializers.ALL.names());
    known.addAll(words);
    return nothing.help(DidYouMean.of(r.name(), known).map(n -> "did you mean " + n + "?"));
  }

  private Datum field(Expression.Field f) {
    if (f.of() instanceof Expression.Reference r
        && !scope.containsKey(r.name())
        && module.named().containsKey(r.name())) {
      Module library = module.named().get(r.name());
      Optional<Module.Found> found = library.find(f.name().text());
      if (found.isEmpty() && !library.whole()) {
        return Datum.UNKNOWN;
      }
      return found
          .<Datum>map(d -> new Datum.Function(new Target.Defined(d)))
          .orElseGet(
              () ->
                  unknown(
                      Diagnostic.of(
                              "NND0201", f.name().span(), r.name() + " has no block " + f.name())
                          .help(
                              DidYouMean.of(f.name().text(), library.names())
                                  .map(n -> "did you mean " + n + "?"))));
    }
    Datum of = evaluate(f.of());
    if (of instanceof Datum.Unknown) {
      return of;
    }
    if (!(of instanceof Datum.Tensor t)) {
      return unknown(
          Diagnostic.of(
              "NND0221",
              f.span(),
              "only values of the network have fields, this is " + of.describe()));
    }
    Shape shape = t.value().type().perExample().shape();
    List<String> fields = List.of("shape", "rank", "channels", "features");
    switch (f.name().text()) {
      case "shape":
        return new Datum.ListOf(shape.dims().stream().map(Frame::length).toList());
      case "rank":
        return new Datum.Int(shape.rank());
      case "channels", "features":
        if (shape.rank() == 0) {
          return unknown(Diagnostic.of("NND0221", f.span(), "a single number has no " + f.name()));
        }
        return length(shape.dim(f.name().text().equals("channels") ? 0 : -1));
      default:
        return unknown(
            Diagnostic.of("NND0221", f.name().span(), "a value has no field " + f.name())
                .note("the fields are " + String.join(", ", fields))
                .help(DidYouMean.of(f.name().text(), fields).map(n -> "did you mean " + n + "?")));
    }
  }

  private static Datum length(Dim d) {
    return d instanceof Dim.Known k ? new Datum.Int(k.size()) : new Datum.Free((Dim.Named) d);
  }

  private Datum index(Expression.Index i) {
    Datum of = evaluate(i.of());
    List<Optional<Pick>> picks = i.subscripts().stream().map(x -> Pick.of(x, this)).toList();
    if (of instanceof Datum.Unknown || picks.stream().anyMatch(Optional::isEmpty)) {
      return Datum.UNKNOWN;
    }
    List<Pick> all = picks.stream().map(Optional::orElseThrow).toList();
    if (of instanceof Datum.Tensor t) {
      return picked(i, t, all);
    }
    if (!(of instanceof Datum.ListOf list)) {
      String what = "only lists and values of the network have elements to pick, this is ";
      return unknown(Diagnostic.of("NND0222", i.span(), what + of.describe()));
    }
    if (all.size() > 1) {
      return unknown(
          Diagnostic.of("NND0222", i.span(), "a list takes one index, not " + all.size())
              .help("a list in a list is reached by list[0][1]"));
    }
    try {
      return all.get(0).of(list.elements());
    } catch (Refusal r) {
      return unknown(Diagnostic.of("NND0222", i.span(), r.getMessage()).help(r.help()));
    }
  }

  /** Elements of a value, the last axis first, so that those before it keep their places. */
  private Datum picked(Expression.Index i, Datum.Tensor of, List<Pick> picks) {
    int rank = of.value().type().perExample().shape().rank();
    if (picks.size() > rank) {
      return unknown(
          Diagnostic.of(
              "NND0222",
              i.span(),
              "this picks from "
                  + picks.size()
                  + " axes of "
                  + of.describe()
                  + ", which has "
                  + rank));
    }
    Datum value = of;
    for (int axis = picks.size() - 1; axis >= 0; axis--) {
      if (value instanceof Datum.Tensor t) {
        value = put(picks.get(axis).layer(axis), "pick", Optional.empty(), List.of(t), i.span());
      }
    }
    return value;
  }

  private Datum call(Expression.Call c) {
    if (c.callee() instanceof Expression.Reference r && callable(r.name()).isEmpty()) {
      Optional<Computation> computation = Computation.of(r.name());
      if (computation.isPresent()) {
        return compute(computation.get(), c);
      }
      Optional<Entry<? extends Initializer>> value = Initializers.ALL.find(r.name());
      if (value.isPresent()) {
        return made(value.get(), bound(c, new Target.Nothing()).arguments(), c.span());
      }
    }
    Target.Bound bound = bound(c);
    if (bound.inputs().isEmpty()) {
      return bound.target() instanceof Target.Nothing ? Datum.UNKNOWN : new Datum.Function(bound);
    }
    return bound.send(this, List.of(), List.of(), c.span(), Optional.empty());
  }

  /** A thing that arguments take: an initialiser. */
  private Datum made(Entry<?> entry, List<Given> arguments, Span span) {
    return bound(entry, arguments, Set.of(), span)
        .<Datum>map(made -> new Datum.Made(made, span.text()))
        .orElse(Datum.UNKNOWN);
  }

  private Datum compute(Computation computation, Expression.Call c) {
    List<Datum> arguments = c.arguments().stream().map(a -> evaluate(a.value())).toList();
    if (arguments.contains(Datum.UNKNOWN)) {
      return Datum.UNKNOWN;
    }
    Optional<Expression.Argument> named =
        c.arguments().stream().filter(a -> a.name().isPresent()).findFirst();
    if (named.isPresent()) {
      Name name = named.get().name().orElseThrow();
      return unknown(
          Diagnostic.of("NND0202", name.span(), computation.word() + " has no argument " + name)
              .note(computation.about()));
    }
    String words =
        arguments.stream()
            .map(Datum::describe)
            .collect(Collectors.joining(", ", computation.word() + "(", ")"));
    return computed(
        c.span(), words, Optional.of(computation.about()), () -> computation.of(arguments));
  }

  private Datum pipe(Expression.Pipe p) {
    Datum value = evaluate(p.value());
    if (value instanceof Datum.Function f && f.callable() instanceof Target first) {
      Target.Part start = new Target.Part(first, p.value().span());
      return new Datum.Function(new Target.Chain(start, part(p.layer())));
    }
    Target target = function(p.layer());
    Optional<Datum> wrong =
        values(value).stream().filter(v -> !(isValue(v) || v instanceof Datum.Unknown)).findFirst();
    if (wrong.isPresent()) {
      return unknown(notATensor(wrong.get(), p.value().span()));
    }
    return target.send(this, List.of(), values(value), p.layer().span(), Optional.empty());
  }

  private Datum unary(Expression.Unary u) {
    Datum d = evaluate(u.operand());
    if (d instanceof Datum.Unknown) {
      return d;
    }
    if (d instanceof Datum.Tensor && u.operator().equals("-")) {
      Arithmetic negated = new Arithmetic(Arithmetic.Operator.MUL, Optional.of(-1.0), false);
      return put(negated, "neg", Optional.empty(), List.of(d), u.span());
    }
    String words = (u.operator().equals("not") ? "not " : "-") + d.describe();
    return computed(u.span(), words, Optional.empty(), () -> Operators.unary(u.operator(), d));
  }

  private Datum binary(Expression.Binary b) {
    Datum left = evaluate(b.left());
    if (left instanceof Datum.Bool yes && List.of("and", "or").contains(b.operator())) {
      boolean decided = b.operator().equals("or") == yes.value();
      return decided
          ? left
          : condition(b.right()).<Datum>map(Datum.Bool::new).orElse(Datum.UNKNOWN);
    }
    Datum right = evaluate(b.right());
    if (left instanceof Datum.Unknown || right instanceof Datum.Unknown) {
      return Datum.UNKNOWN;
    }
    if (isValue(left) || isValue(right)) {
      return tensors(b, left, right);
    }
    return computed(
        b.span(),
        left.describe() + " " + b.operator() + " " + right.describe(),
        Optional.empty(),
        () -> Operators.binary(b.operator(), left, right));
  }

  private static boolean isValue(Datum d) {
    return d instanceof Datum.Tensor || d instanceof Datum.Label;
  }

  /** Arithmetic on values of the network: a layer like others. */
  private Datum tensors(Expression.Binary b, Datum left, Datum right) {
    Optional<Arithmetic.Operator> operator = Arithmetic.Operator.of(b.operator());
    boolean both = isValue(left) && isValue(right);
    if (b.operator().equals("@") && both) {
      return put(new Product(), "matmul", Optional.empty(), List.of(left, right), b.span());
    }
    boolean numbers = both || Operators.isNumber(left) || Operators.isNumber(right);
    if (operator.isEmpty() || !numbers) {
      return unknown(
          Diagnostic.of(
                  "NND0213",
                  b.span(),
                  "can't compute " + left.describe() + " " + b.operator() + " " + right.describe())
              .note(
                  "values of the network take + - * / ** with each other and with numbers, and @"));
    }
    String kind = operator.get().name().toLowerCase(Locale.ROOT);
    if (both) {
      return put(
          Arithmetic.of(operator.get()), kind, Optional.empty(), List.of(left, right), b.span());
    }
    boolean first = Operators.isNumber(left);
    Optional<Double> number = Optional.of(Operators.number(first ? left : right));
    List<Datum> value = List.of(first ? right : left);
    return put(
        new Arithmetic(operator.get(), number, first), kind, Optional.empty(), value, b.span());
  }

  private interface Result {
    Optional<Datum> get();
  }

  private Datum computed(Span span, String words, Optional<String> note, Result result) {
    String why = "";
    try {
      Optional<Datum> made = result.get();
      if (made.isPresent()) {
        return sized(made.get(), span);
      }
    } catch (ArithmeticException x) {
      boolean large = x.getMessage().contains("overflow");
      why = ": " + (large ? "the result is too large" : x.getMessage());
    }
    Diagnostic failed = Diagnostic.of("NND0213", span, "can't compute " + words + why);
    return unknown(note.map(failed::note).orElse(failed));
  }

  /** What was made while compiling, unless it is larger than makes sense. */
  private Datum sized(Datum made, Span span) {
    network.tick(span, 1 + made.size() / 100);
    if (made.size() > LARGE) {
      return unknown(
          Diagnostic.of(
                  "NND0214",
                  span,
                  made instanceof Datum.Text
                      ? "this text has more than " + LARGE + " letters"
                      : "this list has more than " + LARGE + " elements")
              .help("is a count in a loop too large?"));
    }
    return made;
  }
}
