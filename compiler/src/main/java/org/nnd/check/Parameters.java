package org.nnd.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Given;
import org.nnd.source.Diagnostic;
import org.nnd.source.Span;
import org.nnd.syntax.Item;

/**
 * The parameters of a model or block, which get the values that a call gives, or their defaults.
 */
record Parameters(Item.Definition definition) {

  /**
   * Gives them their values.
   *
   * @param call where the definition is called
   * @param caller told what is wrong with the call
   * @param inside knows the values from here on; a default may use the parameters before it
   * @return whether nothing is wrong with the call
   */
  boolean bind(List<Given> arguments, Span call, Frame caller, Frame inside) {
    List<Item.Parameter> parameters = definition.parameters();
    String name = definition.name().text();
    List<Diagnostic> problems = new ArrayList<>();
    Map<Item.Parameter, Given> matched =
        Entry.matched(name, parameters, p -> p.name().text(), arguments, signature(), problems);
    List<String> missing =
        parameters.stream()
            .filter(p -> p.defaultValue().isEmpty() && !matched.containsKey(p))
            .map(p -> p.name().text())
            .toList();
    if (problems.isEmpty()) {
      problems.addAll(Entry.missing(name, missing, call, signature()));
    }
    problems.forEach(caller::problem);
    if (!problems.isEmpty()) {
      return false;
    }
    Evaluator evaluator = new Evaluator(inside);
    for (Item.Parameter p : parameters) {
      Given given = matched.get(p);
      Datum value =
          given != null ? given.value() : evaluator.evaluate(p.defaultValue().orElseThrow());
      inside.scope().define(p.name().text(), value);
    }
    return true;
  }

  /** {@code residual(channels, stride=1)}. */
  private String signature() {
    return definition.parameters().stream()
        .map(p -> p.name() + p.defaultValue().map(v -> "=" + v.span().text()).orElse(""))
        .collect(Collectors.joining(", ", definition.name() + "(", ")"));
  }
}
