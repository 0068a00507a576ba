package org.nnd.build;

import org.nnd.train.Schedule;

/**
 * How the learning rate changes: {@code new Train().schedule(cosine())}.
 *
 * <p>Made from the catalogue by CatalogueSourceTest: don't edit it.
 */
public final class Schedules {
  private Schedules() {}

  /** What {@code unit} may be. */
  public enum Unit {
    EPOCHS,
    STEPS
  }

  /**
   * factor = 1
   *
   * <p>In a text: {@code constant(warmup=0.0, unit=epochs, steps=those that nnd train does)}
   */
  public static Constant constant() {
    return new Constant(Call.Arguments.NONE);
  }

  /**
   * factor = 1
   *
   * <p>In a text: {@code constant(warmup=0.0, unit=epochs, steps=those that nnd train does)}
   *
   * @param warmup how long the rate rises from 0 at first, in units
   */
  public static Constant constant(double warmup) {
    return new Constant(Call.Arguments.NONE.with("warmup", Literal.of(warmup)));
  }

  /** A call of {@code constant}. */
  public static final class Constant extends Call<Schedule> {
    private Constant(Call.Arguments arguments) {
      super(org.nnd.train.Schedules.ALL, "constant", arguments);
    }

    /**
     * How long the rate rises from 0 at first, in units.
     *
     * @param warmup a number of at least 0; without it: 0.0
     */
    public Constant warmup(double warmup) {
      return new Constant(arguments().with("warmup", Literal.of(warmup)));
    }

    /**
     * What times are counted in; a step is one batch.
     *
     * @param unit epochs or steps; without it: epochs
     */
    public Constant unit(Unit unit) {
      return new Constant(arguments().with("unit", Literal.of(unit)));
    }

    /**
     * How many steps the whole training has.
     *
     * @param steps a whole number of at least 1; without it: those that nnd train does
     */
    public Constant steps(long steps) {
      return new Constant(arguments().with("steps", Literal.of(steps)));
    }
  }

  /**
   * factor = fⁿ, n = ⌊time / every⌋
   *
   * <p>In a text: {@code step(every, factor=0.1, warmup=0.0, unit=epochs, steps=those that nnd
   * train does)}
   *
   * @param every how long the rate stays, in units
   */
  public static Step step(long every) {
    return new Step(Call.Arguments.NONE.with("every", Literal.of(every)));
  }

  /** A call of {@code step}. */
  public static final class Step extends Call<Schedule> {
    private Step(Call.Arguments arguments) {
      super(org.nnd.train.Schedules.ALL, "step", arguments);
    }

    /**
     * F.
     *
     * @param factor a number above 0; without it: 0.1
     */
    public Step factor(double factor) {
      return new Step(arguments().with("factor", Literal.of(factor)));
    }

    /**
     * How long the rate rises from 0 at first, in units.
     *
     * @param warmup a number of at least 0; without it: 0.0
     */
    public Step warmup(double warmup) {
      return new Step(arguments().with("warmup", Literal.of(warmup)));
    }

    /**
     * What times are counted in; a step is one batch.
     *
     * @param unit epochs or steps; without it: epochs
     */
    public Step unit(Unit unit) {
      return new Step(arguments().with("unit", Literal.of(unit)));
    }

    /**
     * How many steps the whole training has.
     *
     * @param steps a whole number of at least 1; without it: those that nnd train does
     */
    public Step steps(long steps) {
      return new Step(arguments().with("steps", Literal.of(steps)));
    }
  }

  /**
   * factor = fⁿ, n = ⌊time⌋
   *
   * <p>In a text: {@code exponential(factor, warmup=0.0, unit=epochs, steps=those that nnd train
   * does)}
   *
   * @param factor f
   */
  public static Exponential exponential(double factor) {
    return new Exponential(Call.Arguments.NONE.with("factor", Literal.of(factor)));
  }

  /** A call of {@code exponential}. */
  public static final class Exponential extends Call<Schedule> {
    private Exponential(Call.Arguments arguments) {
      super(org.nnd.train.Schedules.ALL, "exponential", arguments);
    }

    /**
     * How long the rate rises from 0 at first, in units.
     *
     * @param warmup a number of at least 0; without it: 0.0
     */
    public Exponential warmup(double warmup) {
      return new Exponential(arguments().with("warmup", Literal.of(warmup)));
    }

    /**
     * What times are counted in; a step is one batch.
     *
     * @param unit epochs or steps; without it: epochs
     */
    public Exponential unit(Unit unit) {
      return new Exponential(arguments().with("unit", Literal.of(unit)));
    }

    /**
     * How many steps the whole training has.
     *
     * @param steps a whole number of at least 1; without it: those that nnd train does
     */
    public Exponential steps(long steps) {
      return new Exponential(arguments().with("steps", Literal.of(steps)));
    }
  }

  /**
   * factor = to + (1 - to) (1 + cos(π s / S)) / 2
   *
   * <p>In a text: {@code cosine(to=0.0, warmup=0.0, unit=epochs, steps=those that nnd train does)}
   */
  public static Cosine cosine() {
    return new Cosine(Call.Arguments.NONE);
  }

  /**
   * factor = to + (1 - to) (1 + cos(π s / S)) / 2
   *
   * <p>In a text: {@code cosine(to=0.0, warmup=0.0, unit=epochs, steps=those that nnd train does)}
   *
   * @param to the factor at the end
   */
  public static Cosine cosine(double to) {
    return new Cosine(Call.Arguments.NONE.with("to", Literal.of(to)));
  }

  /** A call of {@code cosine}. */
  public static final class Cosine extends Call<Schedule> {
    private Cosine(Call.Arguments arguments) {
      super(org.nnd.train.Schedules.ALL, "cosine", arguments);
    }

    /**
     * The factor at the end.
     *
     * @param to a number of at least 0; without it: 0.0
     */
    public Cosine to(double to) {
      return new Cosine(arguments().with("to", Literal.of(to)));
    }

    /**
     * How long the rate rises from 0 at first, in units.
     *
     * @param warmup a number of at least 0; without it: 0.0
     */
    public Cosine warmup(double warmup) {
      return new Cosine(arguments().with("warmup", Literal.of(warmup)));
    }

    /**
     * What times are counted in; a step is one batch.
     *
     * @param unit epochs or steps; without it: epochs
     */
    public Cosine unit(Unit unit) {
      return new Cosine(arguments().with("unit", Literal.of(unit)));
    }

    /**
     * How many steps the whole training has.
     *
     * @param steps a whole number of at least 1; without it: those that nnd train does
     */
    public Cosine steps(long steps) {
      return new Cosine(arguments().with("steps", Literal.of(steps)));
    }
  }

  /**
   * factor = from + (to - from) s / S
   *
   * <p>In a text: {@code linear(from=1.0, to=0.0, warmup=0.0, unit=epochs, steps=those that nnd
   * train does)}
   */
  public static Linear linear() {
    return new Linear(Call.Arguments.NONE);
  }

  /**
   * factor = from + (to - from) s / S
   *
   * <p>In a text: {@code linear(from=1.0, to=0.0, warmup=0.0, unit=epochs, steps=those that nnd
   * train does)}
   *
   * @param from the factor at the start
   */
  public static Linear linear(double from) {
    return new Linear(Call.Arguments.NONE.with("from", Literal.of(from)));
  }

  /** A call of {@code linear}. */
  public static final class Linear extends Call<Schedule> {
    private Linear(Call.Arguments arguments) {
      super(org.nnd.train.Schedules.ALL, "linear", arguments);
    }

    /**
     * The factor at the start.
     *
     * @param from a number of at least 0; without it: 1.0
     */
    public Linear from(double from) {
      return new Linear(arguments().with("from", Literal.of(from)));
    }

    /**
     * The factor at the end.
     *
     * @param to a number of at least 0; without it: 0.0
     */
    public Linear to(double to) {
      return new Linear(arguments().with("to", Literal.of(to)));
    }

    /**
     * How long the rate rises from 0 at first, in units.
     *
     * @param warmup a number of at least 0; without it: 0.0
     */
    public Linear warmup(double warmup) {
      return new Linear(arguments().with("warmup", Literal.of(warmup)));
    }

    /**
     * What times are counted in; a step is one batch.
     *
     * @param unit epochs or steps; without it: epochs
     */
    public Linear unit(Unit unit) {
      return new Linear(arguments().with("unit", Literal.of(unit)));
    }

    /**
     * How many steps the whole training has.
     *
     * @param steps a whole number of at least 1; without it: those that nnd train does
     */
    public Linear steps(long steps) {
      return new Linear(arguments().with("steps", Literal.of(steps)));
    }
  }

  /**
   * from start up to 1 and down to end
   *
   * <p>In a text: {@code one_cycle(rise=0.3, start=0.04, end=4.0E-6, warmup=0.0, unit=epochs,
   * steps=those that nnd train does)}
   */
  public static OneCycle oneCycle() {
    return new OneCycle(Call.Arguments.NONE);
  }

  /**
   * from start up to 1 and down to end
   *
   * <p>In a text: {@code one_cycle(rise=0.3, start=0.04, end=4.0E-6, warmup=0.0, unit=epochs,
   * steps=those that nnd train does)}
   *
   * @param rise the share of the training that it rises
   */
  public static OneCycle oneCycle(double rise) {
    return new OneCycle(Call.Arguments.NONE.with("rise", Literal.of(rise)));
  }

  /** A call of {@code one_cycle}. */
  public static final class OneCycle extends Call<Schedule> {
    private OneCycle(Call.Arguments arguments) {
      super(org.nnd.train.Schedules.ALL, "one_cycle", arguments);
    }

    /**
     * The share of the training that it rises.
     *
     * @param rise a number of at least 0 and below 1; without it: 0.3
     */
    public OneCycle rise(double rise) {
      return new OneCycle(arguments().with("rise", Literal.of(rise)));
    }

    /**
     * The factor at the start.
     *
     * @param start a number of at least 0; without it: 0.04
     */
    public OneCycle start(double start) {
      return new OneCycle(arguments().with("start", Literal.of(start)));
    }

    /**
     * The factor at the end.
     *
     * @param end a number of at least 0; without it: 4.0E-6
     */
    public OneCycle end(double end) {
      return new OneCycle(arguments().with("end", Literal.of(end)));
    }

    /**
     * How long the rate rises from 0 at first, in units.
     *
     * @param warmup a number of at least 0; without it: 0.0
     */
    public OneCycle warmup(double warmup) {
      return new OneCycle(arguments().with("warmup", Literal.of(warmup)));
    }

    /**
     * What times are counted in; a step is one batch.
     *
     * @param unit epochs or steps; without it: epochs
     */
    public OneCycle unit(Unit unit) {
      return new OneCycle(arguments().with("unit", Literal.of(unit)));
    }

    /**
     * How many steps the whole training has.
     *
     * @param steps a whole number of at least 1; without it: those that nnd train does
     */
    public OneCycle steps(long steps) {
      return new OneCycle(arguments().with("steps", Literal.of(steps)));
    }
  }

  /**
   * factor ← f factor when the validation loss stops falling
   *
   * <p>In a text: {@code plateau(factor=0.1, patience=10, threshold=1.0E-4, warmup=0.0,
   * unit=epochs, steps=those that nnd train does)}
   */
  public static Plateau plateau() {
    return new Plateau(Call.Arguments.NONE);
  }

  /**
   * factor ← f factor when the validation loss stops falling
   *
   * <p>In a text: {@code plateau(factor=0.1, patience=10, threshold=1.0E-4, warmup=0.0,
   * unit=epochs, steps=those that nnd train does)}
   *
   * @param factor f
   */
  public static Plateau plateau(double factor) {
    return new Plateau(Call.Arguments.NONE.with("factor", Literal.of(factor)));
  }

  /** A call of {@code plateau}. */
  public static final class Plateau extends Call<Schedule> {
    private Plateau(Call.Arguments arguments) {
      super(org.nnd.train.Schedules.ALL, "plateau", arguments);
    }

    /**
     * F.
     *
     * @param factor a number above 0; without it: 0.1
     */
    public Plateau factor(double factor) {
      return new Plateau(arguments().with("factor", Literal.of(factor)));
    }

    /**
     * How many measurements without a better one it bears.
     *
     * @param patience a whole number from 0 to 1048576; without it: 10
     */
    public Plateau patience(long patience) {
      return new Plateau(arguments().with("patience", Literal.of(patience)));
    }

    /**
     * The share that counts as better.
     *
     * @param threshold a number of at least 0 and below 1; without it: 1.0E-4
     */
    public Plateau threshold(double threshold) {
      return new Plateau(arguments().with("threshold", Literal.of(threshold)));
    }

    /**
     * How long the rate rises from 0 at first, in units.
     *
     * @param warmup a number of at least 0; without it: 0.0
     */
    public Plateau warmup(double warmup) {
      return new Plateau(arguments().with("warmup", Literal.of(warmup)));
    }

    /**
     * What times are counted in; a step is one batch.
     *
     * @param unit epochs or steps; without it: epochs
     */
    public Plateau unit(Unit unit) {
      return new Plateau(arguments().with("unit", Literal.of(unit)));
    }

    /**
     * How many steps the whole training has.
     *
     * @param steps a whole number of at least 1; without it: those that nnd train does
     */
    public Plateau steps(long steps) {
      return new Plateau(arguments().with("steps", Literal.of(steps)));
    }
  }
}
