package org.nnd.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.nnd.runtime.Execution;
import org.nnd.runtime.Provider;
import org.nnd.runtime.StepsPerRun;
import org.nnd.runtime.Target;
import org.nnd.train.Overrides;

/**
 * How a training is run where it isn't as the text says: its settings {@code run.provider}, {@code
 * run.target}, {@code run.steps} in a run of the graph, {@code run.batch}, {@code run.lr} and
 * {@code run.precision}.
 */
record Running(Execution execution, Overrides overrides) {
  private static final String PREFIX = "run.";

  /** Whether a setting is one of these, and no parameter of the model. */
  static boolean has(String name) {
    return name.startsWith(PREFIX);
  }

  static Running of(Map<String, String> settings) {
    Execution execution =
        settings.containsKey(PREFIX + "provider")
            ? Execution.of(Provider.of(settings.get(PREFIX + "provider")))
            : Threads.execution();
    if (settings.containsKey(PREFIX + "target")) {
      execution = execution.with(target(settings.get(PREFIX + "target")));
    }
    if (settings.containsKey(PREFIX + "steps")) {
      int steps = Integer.parseInt(settings.get(PREFIX + "steps"));
      execution = execution.with(StepsPerRun.of(steps));
    }
    return new Running(
        execution,
        new Overrides(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.ofNullable(settings.get(PREFIX + "batch")).map(Long::valueOf),
            Optional.empty(),
            Optional.ofNullable(settings.get(PREFIX + "lr")).map(Double::valueOf),
            Optional.empty(),
            Optional.empty(),
            Optional.ofNullable(settings.get(PREFIX + "precision")),
            false));
  }

  private static Target target(String name) {
    return Arrays.stream(Target.values())
        .filter(t -> t.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
