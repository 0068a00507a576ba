package org.nnd.check;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nnd.call.Datum;
import org.nnd.source.Diagnostic;
import org.nnd.syntax.Item;
import org.nnd.syntax.Statement;
import org.nnd.train.Training;

/**
 * The statements of a model or block run: names are given to what is computed, layers are put into
 * the network.
 */
final class Body {
  private final List<Statement> statements;
  private final Frame frame;
  private final Evaluator evaluator;
  private final Inputs inputs;
  private final Outputs outputs;

  private Body(Item.Definition d, Frame frame, List<Datum> given) {
    this.statements = d.body();
    this.frame = frame;
    this.evaluator = new Evaluator(frame);
    this.outputs = new Outputs(frame);
    this.inputs = new Inputs(frame, given, outputs);
  }

  /**
   * Runs a definition whose parameters have their values.
   *
   * @param given what a block's inputs stand for; a model that is compiled has none
   * @return its outputs
   */
  static Map<String, Datum> run(Item.Definition d, Frame frame, List<Datum> given) {
    Body body = new Body(d, frame, given);
    frame.scope().plan(body.statements);
    if (frame.isModel()) {
      body.reserve();
    }
    body.run(body.statements);
    return body.outputs.all();
  }

  /** No layer may have the name of an input. */
  private void reserve() {
    Stream<String> names =
        Statement.all(statements)
            .flatMap(
                s -> s instanceof Statement.Input i ? Stream.of(i.name().text()) : Stream.of());
    Stream.concat(names, Stream.of(Training.LABEL)).forEach(frame.place()::next);
  }

  private void run(List<Statement> body) {
    for (Statement s : body) {
      frame.tick(s.span());
      if (s instanceof Statement.Input i) {
        inputs.declare(i);
      } else if (s instanceof Statement.Output o) {
        outputs.declare(o, evaluator.evaluate(o.value()));
      } else if (s instanceof Statement.Layer l) {
        share(l);
      } else if (s instanceof Statement.Binding b) {
        frame.scope().define(b.name().text(), evaluator.evaluate(b.value()));
      } else if (s instanceof Statement.For f) {
        loop(f);
      } else if (s instanceof Statement.If i) {
        evaluator
            .condition(i.condition())
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
    Target target = evaluator.calls().target(l.value());
    boolean failed = target instanceof Target.Nothing;
    frame
        .scope()
        .define(
            name,
            failed
                ? Datum.UNKNOWN
                : new Datum.Function(new Target.Shared(target, frame.place().next(name))));
  }

  private void loop(Statement.For f) {
    Datum list = evaluator.evaluate(f.list());
    if (list instanceof Datum.ListOf all) {
      for (Datum each : all.elements()) {
        frame.tick(f.span());
        frame.scope().define(f.name().text(), each);
        run(f.body());
      }
      return;
    }
    if (!(list instanceof Datum.Unknown)) {
      frame.problem(
          Diagnostic.of(
                  "NND0215", f.list().span(), "for goes through a list, not " + list.describe())
              .help("range(3) is the list [0, 1, 2]"));
    }
    silence(f.body());
  }

  /** What statements that can't be decided would have given names to is unknown. */
  private void silence(List<Statement> body) {
    Statement.named(body).forEach(n -> frame.scope().define(n.text(), Datum.UNKNOWN));
    outputs.silence();
  }
}
