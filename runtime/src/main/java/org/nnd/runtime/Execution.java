package org.nnd.runtime;

/**
 * Where and how a training runs.
 *
 * @param provider what computes
 * @param target what a step is written for
 * @param steps how many steps a run of the graph does
 */
public record Execution(Provider provider, Target target, StepsPerRun steps) {
  /** The CPU, with steps written for it. */
  public static final Execution CPU = of(Provider.CPU);

  /** A provider, with steps written for it. */
  public static Execution of(Provider provider) {
    return new Execution(provider, Target.of(provider), StepsPerRun.AUTO);
  }

  /** The same with steps written for something else. */
  public Execution with(Target other) {
    return new Execution(provider, other, steps);
  }

  /** The same with another number of steps in a run. */
  public Execution with(StepsPerRun other) {
    return new Execution(provider, target, other);
  }
}
