package org.nnd.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.nnd.runtime.Execution;
import org.nnd.runtime.Provider;
import org.nnd.runtime.Target;
import org.nnd.train.Overrides;

/**
 * How a training is run where it isn't as the text says: its settings {@code run.provider}, {@code
 * run.target}, {@code run.batch}, {@code run.lr} and {@code run.precision}.
 */
record Running(Execution execution, Overrides overrides) {
  private static final String PREFIX = "run.";

  /** Whether a setting is one of these, and no parameter of the model. */
  static boolean has(String name) {
    return name.startsWith(PREFIX);
  }

  static Running of(Map<String, String> settings) {
    Optional<String> provider = Optional.ofNullable(settings.get(PREFIX + "provider"));
    Optional<String> target = Optional.ofNullable(settings.get(PREFIX + "target"));
    Execution execution = provider.map(Running::on).orElseGet(Threads::execution);
    return new Running(
        target.map(t -> execution.with(one(Target.values(), t))).orElse(execution),
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

  private static Execution on(String provider) {
    return Execution.of(Provider.of(one(Provider.Kind.values(), provider)));
  }

  private static <T> T one(T[] all, String name) {
    return Arrays.stream(all).filter(t -> t.toString().equals(name)).findFirst().orElseThrow();
  }
}
