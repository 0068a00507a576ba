package org.nnd.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.call.Datum;
import org.nnd.source.Diagnostic;
import org.nnd.source.Span;
import org.nnd.syntax.Expression;
import org.nnd.syntax.Name;
import org.nnd.syntax.Statement;
import org.nnd.train.Training;

/** The outputs of a body, by their names. */
final class Outputs {
  private final Frame frame;
  private final Map<String, Datum> all = new LinkedHashMap<>();

  Outputs(Frame frame) {
    this.frame = frame;
  }

  Map<String, Datum> all() {
    return all;
  }

  boolean has(String name) {
    return all.containsKey(name);
  }

  /** Statements that can't be decided may have any. */
  void silence() {
    all.put("", Datum.UNKNOWN);
  }

  void declare(Statement.Output o, Datum value) {
    String name = name(o);
    o.name().ifPresent(n -> frame.scope().define(n.text(), value));
    boolean twice = all.put(name, value) != null;
    if (twice) {
      frame.problem(
          Diagnostic.of(
                  "NND0208",
                  o.name().map(Name::span).orElse(o.span()),
                  "there are two outputs called " + name)
              .help("name them: output other_name = ..."));
    }
    if (frame.isModel() && !(value instanceof Datum.Unknown)) {
      ofModel(o, name, value);
    }
  }

  private String name(Statement.Output o) {
    if (o.name().isPresent()) {
      return o.name().map(Name::text).get();
    }
    if (o.value() instanceof Expression.Reference r) {
      return r.name();
    }
    return all.isEmpty() ? "output" : "output_" + (all.size() + 1);
  }

  /** An output of a model is one of the network: a value under a name that nothing else has. */
  private void ofModel(Statement.Output o, String name, Datum value) {
    Span span = o.value().span();
    if (!(value instanceof Datum.Tensor)) {
      frame.noValue(value, span);
    } else if (name.equals(Training.LABEL) || name.equals(Training.LOSS)) {
      frame.problem(
          Diagnostic.of("NND0208", o.span(), "an output can't be called " + name)
              .help("a train section uses that name; write: output other_name = ..."));
    } else if (frame.elaboration().hasInput(name)) {
      frame.problem(
          Diagnostic.of("NND0208", o.span(), "an output can't have the name of an input, " + name)
              .help("name it: output other_name = " + CallStack.brief(span)));
    }
  }
}
