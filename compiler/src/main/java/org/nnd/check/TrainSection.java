package org.nnd.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nnd.call.Argument;
import org.nnd.call.Catalogue;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Given;
import org.nnd.ir.Value;
import org.nnd.layer.Layer;
import org.nnd.layer.Layers;
import org.nnd.layer.Network;
import org.nnd.layer.Recurrent;
import org.nnd.layer.Step;
import org.nnd.layer.Tuning;
import org.nnd.layer.Weight;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.syntax.Expression;
import org.nnd.syntax.Item;
import org.nnd.syntax.Name;
import org.nnd.train.Aggregation;
import org.nnd.train.Augmentation;
import org.nnd.train.Classified;
import org.nnd.train.Clipping;
import org.nnd.train.DataSource;
import org.nnd.train.Descent;
import org.nnd.train.Losses;
import org.nnd.train.Mean;
import org.nnd.train.Metrics;
import org.nnd.train.MixedPrecision;
import org.nnd.train.Optimizer;
import org.nnd.train.Optimizers;
import org.nnd.train.Penalties;
import org.nnd.train.Penalty;
import org.nnd.train.Sampling;
import org.nnd.train.Schedule;
import org.nnd.train.Schedules;
import org.nnd.train.Score;
import org.nnd.train.Stopping;
import org.nnd.train.Training;

/** A train section, checked against its model. */
final class TrainSection {
  private static final List<String> SETTINGS =
      Training.SETTINGS.stream().map(Argument::name).toList();

  /** What a setting's catalogue holds, where the setting itself is no word for it. */
  private static final Map<String, String> KINDS =
      Map.of(
          "data", "data source", Training.REGULARIZE, "penalty", Training.AUGMENT, "augmentation");

  private static final List<String> SEVERAL =
      List.of("metric", Training.REGULARIZE, Training.AUGMENT);

  private final Item.Train train;
  private final Frame frame;
  private final Elaboration elaboration;
  private final Network model;
  private final Map<String, Item.Setting> settings = new LinkedHashMap<>();

  /** Settings that there may be several of, in their order. */
  private final Map<String, List<Item.Setting>> repeated = new LinkedHashMap<>();

  TrainSection(Item.Train train, Frame frame, Elaboration elaboration, Network model) {
    this.train = train;
    this.frame = frame.speaking(Vocabulary.train("layer", Layers.ALL));
    this.elaboration = elaboration;
    this.model = model;
  }

  /** The training, empty if something in it is wrong and told. */
  Optional<Training> check() {
    train.settings().forEach(this::sort);
    Optional<DataSource> data = made("data", DataSource.ALL);
    Optional<Optimizer> optimizer = made("optimizer", Optimizers.ALL);
    Optional<Long> patience = plain(Stopping.PATIENCE);
    Optional<Schedule> schedule = made(Training.SCHEDULE, Schedules.ALL);
    List<Penalty> penalties = new ArrayList<>();
    for (Item.Setting s : several(Training.REGULARIZE)) {
      made(s, Penalties.ALL).ifPresent(penalties::add);
    }
    Clipping clipping = new Clipping(plain(Training.CLIP_VALUE), plain(Training.CLIP_NORM));
    long accumulate = plain(Training.ACCUMULATE).orElseThrow();
    Optional<Double> average = plain(Training.EMA);
    List<String> freeze = plain(Training.FREEZE).orElse(List.of());
    List<Augmentation> augment = new ArrayList<>();
    for (Item.Setting s : several(Training.AUGMENT)) {
      made(s, Augmentation.ALL).ifPresent(augment::add);
    }
    Sampling sampling =
        new Sampling(
            plain(Training.VALIDATION).orElseThrow(),
            plain(Training.TEST).orElseThrow(),
            plain(Training.SPLIT).orElseThrow(),
            augment);
    MixedPrecision precision = plain(MixedPrecision.SETTING).orElseThrow();
    boolean recompute = plain(Training.RECOMPUTE).orElseThrow();
    long epochs = plain(Training.EPOCHS).orElseThrow();
    long batch = plain(Training.BATCH).orElseThrow();
    long seed = plain(Training.SEED).orElseThrow();

    Map<String, Value> outputs = new LinkedHashMap<>();
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    Set<String> scores = new LinkedHashSet<>();
    boolean complete = complete();
    Optional<Value> loss =
        Optional.ofNullable(settings.get(Training.LOSS)).flatMap(s -> measured(s, Losses.ALL));
    loss.ifPresent(v -> outputs.put(Training.LOSS, v));
    for (Item.Setting m : several("metric")) {
      measured(m, Metrics.MEASURES).ifPresent(v -> metric(m, v, outputs, aggregations, scores));
    }
    Optional<String> monitor = monitor(Stopping.monitors(aggregations));
    if (!complete || loss.isEmpty() || optimizer.isEmpty() || monitor.isEmpty()) {
      return Optional.empty();
    }
    Network network = frozen(elaboration.network(model.name(), model.doc(), outputs), freeze);
    if (!learns(network, loss.get())
        || !differentiable(network, loss.get())
        || !continues(network, data)
        || !computes(network, precision)) {
      return Optional.empty();
    }
    Descent descent =
        new Descent(
            optimizer.get(),
            schedule,
            clipping,
            penalties,
            (int) accumulate,
            average,
            schedule.flatMap(s -> s.pace().steps()));
    return Optional.of(
        new Training(
            network,
            elaboration.label(),
            prediction(),
            classes(),
            aggregations,
            descent,
            precision,
            recompute,
            new Stopping(scores, monitor.get(), patience),
            data,
            sampling,
            (int) epochs,
            (int) batch,
            seed));
  }

  /** Whether the loss depends on weights that learn, all of them the model's own. */
  private boolean learns(Network network, Value loss) {
    Set<String> weights = new LinkedHashSet<>(network.weights().keySet());
    weights.removeAll(model.weights().keySet());
    if (!weights.isEmpty()) {
      frame.problem(
          Diagnostic.of(
                  "NND0310",
                  settings.get(Training.LOSS).value().span(),
                  "a train section can't have weights of its own: " + String.join(", ", weights))
              .help("put the layer into the model, and make its result an output"));
      return false;
    }
    List<Step> before = network.before(loss);
    if (before.stream().allMatch(s -> s.weights().isEmpty())) {
      frame.problem(
          Diagnostic.of(
                  "NND0307",
                  train.model().span(),
                  train.model() + " has nothing to learn: no weights have a part in its loss")
              .help("only layers with weights learn: dense, conv, gru"));
      return false;
    }
    if (before.stream().allMatch(s -> s.weights().values().stream().noneMatch(Weight::trainable))) {
      frame.problem(
          Diagnostic.of(
                  "NND0307",
                  train.model().span(),
                  train.model() + " has nothing to learn: all weights in its loss are frozen")
              .help("leave the last layer free"));
      return false;
    }
    return true;
  }

  private boolean differentiable(Network network, Value loss) {
    Optional<Diagnostic> problem =
        Gradients.problem(network, loss, settings.get(Training.LOSS).value().span());
    problem.ifPresent(frame::problem);
    return problem.isEmpty();
  }

  /** Whether recurrent layers can go on from window to window, if the data is meant so. */
  private boolean continues(Network network, Optional<DataSource> data) {
    if (data.filter(DataSource::continued).isEmpty()) {
      return true;
    }
    List<Recurrent> going =
        network.steps().stream()
            .flatMap(
                s ->
                    s.layer() instanceof Recurrent.Cell c
                        ? Stream.of(c.recurrent())
                        : Stream.empty())
            .filter(r -> !r.state())
            .toList();
    boolean back = going.stream().anyMatch(Recurrent::bidirectional);
    if (going.isEmpty() || back) {
      String why =
          back
              ? "the way back of a bidirectional layer begins at the end of a window"
              : "there is no recurrent layer that begins without a state";
      frame.problem(
          Diagnostic.of(
                  "NND0317",
                  settings.get("data").value().span(),
                  "windows can't continue each other here: " + why)
              .help("write windows=random or windows=sequential"));
    }
    return !going.isEmpty() && !back;
  }

  private boolean computes(Network network, MixedPrecision precision) {
    Optional<String> problem = precision.problem(network);
    problem.ifPresent(
        p ->
            frame.problem(
                Diagnostic.of(
                        "NND0314", settings.get(MixedPrecision.SETTING.name()).value().span(), p)
                    .help(MixedPrecision.HELP)));
    return problem.isEmpty();
  }

  /** The network with the layers frozen whose paths fit a pattern, in which * is any letters. */
  private Network frozen(Network network, List<String> patterns) {
    List<Step> steps = new ArrayList<>(network.steps());
    for (String pattern : patterns) {
      Pattern path = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
      Predicate<Step> fits = s -> path.matcher(s.path()).matches() && !s.weights().isEmpty();
      if (steps.stream().noneMatch(fits)) {
        frame.problem(nothingToFreeze(pattern, steps));
      }
      steps.replaceAll(s -> fits.test(s) ? s.frozen() : s);
    }
    return network.with(steps);
  }

  private Diagnostic nothingToFreeze(String pattern, List<Step> steps) {
    List<String> paths =
        steps.stream().filter(s -> !s.weights().isEmpty()).map(Step::path).distinct().toList();
    return Diagnostic.of(
            "NND0313",
            settings.get(Training.FREEZE.name()).value().span(),
            "no layer with weights is called " + pattern)
        .note("there is " + String.join(", ", paths))
        .help(DidYouMean.of(pattern, paths).map(n -> "did you mean " + n + "?"));
  }

  private void sort(Item.Setting s) {
    Name name = s.name();
    if (!SETTINGS.contains(name.text())) {
      frame.problem(
          Diagnostic.of("NND0301", name.span(), "a train section has no setting " + name)
              .note("the settings are " + String.join(", ", SETTINGS.stream().sorted().toList()))
              .help(DidYouMean.of(name.text(), SETTINGS).map(n -> "did you mean " + n + "?")));
    } else if (SEVERAL.contains(name.text())) {
      repeated.computeIfAbsent(name.text(), n -> new ArrayList<>()).add(s);
    } else if (settings.putIfAbsent(name.text(), s) != null) {
      frame.problem(
          Diagnostic.of("NND0302", name.span(), name + " is set twice")
              .note("the first time is on line " + settings.get(name.text()).name().span().line()));
    }
  }

  private List<Item.Setting> several(String setting) {
    return repeated.getOrDefault(setting, List.of());
  }

  private boolean complete() {
    boolean loss = settings.containsKey(Training.LOSS);
    boolean optimizer = settings.containsKey("optimizer");
    if (!loss || !optimizer) {
      String both = loss ? "an optimizer" : optimizer ? "a loss" : "a loss and an optimizer";
      frame.problem(
          Diagnostic.of(
                  "NND0303", train.model().span(), "training " + train.model() + " needs " + both)
              .help(
                  loss
                      ? "for example: optimizer adam(lr=0.001)"
                      : "loss cross_entropy(output, label) for classes, mse for numbers"));
    }
    return loss && optimizer;
  }

  /** What is set, or the default. */
  private <T> Optional<T> plain(Argument<T> setting) {
    Item.Setting s = settings.get(setting.name());
    if (s == null) {
      return setting.value();
    }
    Datum d = new Evaluator(frame).evaluate(s.value());
    Optional<T> value = setting.type().reader().apply(d);
    if (value.isEmpty() && !(d instanceof Datum.Unknown)) {
      frame.problem(
          Diagnostic.of(
              "NND0304",
              s.value().span(),
              s.name() + " must be " + setting.type().expects() + ", not " + d.describe()));
    }
    return value.or(setting::value);
  }

  /** What a call or a bare name makes from a catalogue. */
  private <T> Optional<T> made(String setting, Catalogue<T> catalogue) {
    return Optional.ofNullable(settings.get(setting)).flatMap(s -> made(s, catalogue));
  }

  private <T> Optional<T> made(Item.Setting s, Catalogue<T> catalogue) {
    String setting = s.name().text();
    Expression callee = s.value() instanceof Expression.Call c ? c.callee() : s.value();
    if (!(callee instanceof Expression.Reference name)) {
      frame.problem(wrong(s, catalogue));
      return Optional.empty();
    }
    Optional<Entry<? extends T>> entry = catalogue.find(name.name());
    if (entry.isEmpty()) {
      frame.problem(
          Diagnostic.of(
                  "NND0201",
                  callee.span(),
                  "there is no " + KINDS.getOrDefault(setting, setting) + " " + name.name())
              .note("there is " + String.join(", ", catalogue.names()))
              .help(
                  DidYouMean.of(name.name(), catalogue.names())
                      .map(n -> "did you mean " + n + "?")));
      return Optional.empty();
    }
    List<Given> given =
        s.value() instanceof Expression.Call c
            ? new Evaluator(frame).calls().arguments(c, entry.get())
            : List.of();
    return frame.bound(entry.get(), given, Set.of(), s.value().span());
  }

  private static Diagnostic wrong(Item.Setting s, Catalogue<?> catalogue) {
    String first = catalogue.all().get(0).shortest();
    return Diagnostic.of("NND0304", s.value().span(), s.name() + " must be a call such as " + first)
        .note("there is " + String.join(", ", catalogue.names()));
  }

  /** What a loss or metric gives: a single number, the mean over everything if there are more. */
  private Optional<Value> measured(Item.Setting s, Catalogue<Layer> first) {
    Frame knowing = frame.speaking(Vocabulary.train(s.name().text(), first));
    int before = elaboration.steps().size();
    Datum d = new Evaluator(knowing).evaluate(s.value());
    if (d instanceof Datum.Unknown) {
      return Optional.empty();
    }
    if (!(d instanceof Datum.Tensor t)) {
      frame.problem(
          Diagnostic.of(
                  "NND0308",
                  s.value().span(),
                  s.name() + " must be computed from the network, but this is " + d.describe())
              .note("there is " + String.join(", ", first.names()))
              .help(
                  "for example: "
                      + s.name()
                      + " "
                      + first.all().get(0).name()
                      + "(output, label)"));
      return Optional.empty();
    }
    if (aggregation(t.value()).isPresent()) {
      return Optional.of(t.value());
    }
    boolean sums =
        elaboration.steps().stream()
            .skip(before)
            .flatMap(x -> x.inputs().stream())
            .anyMatch(v -> aggregation(v).isPresent());
    if (sums) {
      frame.problem(
          Diagnostic.of(
                  "NND0311",
                  s.value().span(),
                  "a metric that is no mean over examples can't be part of an expression")
              .help("make it a metric by itself"));
      return Optional.empty();
    }
    boolean single = t.value().shape().rank() == 0 && t.value().element().isFloat();
    return single ? Optional.of(t.value()) : mean(s, t);
  }

  private Optional<Value> mean(Item.Setting s, Datum.Tensor t) {
    String path = s.name().text();
    return elaboration.add(
                new Mean(), "mean", path, Tuning.NONE, List.of(t), s.value().span(), frame::problem)
            instanceof Datum.Tensor mean
        ? Optional.of(mean.value())
        : Optional.empty();
  }

  /** How a value's numbers of batches become one, if it isn't by their mean. */
  private Optional<Aggregation> aggregation(Value v) {
    return elaboration.steps().stream()
        .filter(s -> s.outputs().contains(v) && s.layer() instanceof Aggregation)
        .map(s -> (Aggregation) s.layer())
        .findFirst();
  }

  private void metric(
      Item.Setting s,
      Value v,
      Map<String, Value> outputs,
      Map<String, Aggregation> aggregations,
      Set<String> scores) {
    String name =
        s.value() instanceof Expression.Call c && c.callee() instanceof Expression.Reference r
            ? r.name()
            : "metric";
    if (outputs.putIfAbsent(name, v) != null) {
      frame.problem(Diagnostic.of("NND0302", s.value().span(), "there are two metrics " + name));
    }
    aggregations.put(name, aggregation(v).orElse(Aggregation.MEAN));
    if (elaboration.steps().stream()
        .anyMatch(x -> x.outputs().contains(v) && x.layer() instanceof Score)) {
      scores.add(name);
    }
  }

  /** What tells which epoch is the best: the name of a result, no value. */
  private Optional<String> monitor(Set<String> monitors) {
    Item.Setting s = settings.get(Stopping.MONITOR.name());
    if (s == null) {
      return Stopping.MONITOR.value();
    }
    if (s.value() instanceof Expression.Reference r && monitors.contains(r.name())) {
      return Optional.of(r.name());
    }
    String given = s.value() instanceof Expression.Reference r ? r.name() : "a value";
    frame.problem(
        Diagnostic.of("NND0304", s.value().span(), Stopping.unknown(given, monitors))
            .help("to look at another metric, measure it: metric ..."));
    return Optional.empty();
  }

  /** The model's output that is compared with the label first, or else used first. */
  private Optional<String> prediction() {
    return Stream.concat(compared(), elaboration.steps().stream().skip(model.steps().size()))
        .flatMap(s -> s.inputs().stream())
        .flatMap(v -> model.outputs().entrySet().stream().filter(e -> e.getValue().equals(v)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** How many classes the labels are indices of, 0 if they are none. */
  private long classes() {
    return compared()
        .filter(s -> s.layer() instanceof Classified)
        .map(s -> ((Classified) s.layer()).classes(s.inputs().get(0).type()))
        .findFirst()
        .orElse(0L);
  }

  /** The steps that compare something with the label. */
  private Stream<Step> compared() {
    return elaboration.steps().stream()
        .filter(s -> elaboration.label().filter(s.inputs()::contains).isPresent());
  }
}
