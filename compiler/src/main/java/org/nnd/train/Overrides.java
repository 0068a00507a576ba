package org.nnd.train;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Datum;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/** Settings of a train section that a command line says otherwise; empty ones stay as they are. */
public record Overrides(
    Optional<Long> epochs,
    Optional<Long> patience,
    Optional<String> monitor,
    Optional<Long> batch,
    Optional<Long> seed,
    Optional<Double> lr,
    Optional<Double> validation,
    Optional<String> data,
    Optional<String> precision,
    boolean recompute) {
  private static final Argument<Double> LR =
      Argument.required("lr", ArgumentType.positive(), "the learning rate");

  /** Settings of what is read alone. */
  public static Overrides reading(Optional<String> data, Optional<Double> validation) {
    return new Overrides(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        validation,
        data,
        Optional.empty(),
        false);
  }

  /**
   * The training with these settings.
   *
   * @throws NndException if one has no sense (NND0304), or the network can't be trained so
   *     (NND0314)
   */
  public Training of(Training t) {
    Training other =
        new Training(
            t.network(),
            t.label(),
            t.prediction(),
            t.classes(),
            t.metrics(),
            whatFits(LR, lr.map(Datum.Real::new))
                .map(rate -> t.descent().with(t.descent().optimizer().withLr(rate)))
                .orElse(t.descent()),
            t.precision(),
            t.recompute() || recompute,
            stopping(t),
            data.map(path -> t.data().map(d -> d.at(path)).orElse(guessed(path))).or(t::data),
            whatFits(Training.VALIDATION, validation.map(Datum.Real::new))
                .map(t.sampling()::withValidation)
                .orElse(t.sampling()),
            whatFits(Training.EPOCHS, epochs.map(Datum.Int::new))
                .map(Math::toIntExact)
                .orElse(t.epochs()),
            whatFits(Training.BATCH, batch.map(Datum.Int::new))
                .map(Math::toIntExact)
                .orElse(t.batch()),
            seed.orElse(t.seed()));
    return in(precision, other);
  }

  /**
   * The length of a training in steps, as a command line gives it.
   *
   * @throws NndException if it has no sense (NND0304)
   */
  public static long steps(long given) {
    return whatFits(Pace.STEPS, Optional.of(new Datum.Int(given))).orElseThrow();
  }

  private Stopping stopping(Training t) {
    Set<String> monitors = Stopping.monitors(t.metrics());
    if (monitor.isPresent() && !monitors.contains(monitor.get())) {
      throw new NndException(Diagnostic.of("NND0304", Stopping.unknown(monitor.get(), monitors)));
    }
    return new Stopping(
        t.stopping().scores(),
        monitor.orElse(t.stopping().monitor()),
        whatFits(Stopping.PATIENCE, patience.map(Datum.Int::new)).or(t.stopping()::patience));
  }

  /**
   * The training with the precision that a command line gives.
   *
   * @throws NndException if it has no sense (NND0304), or the network can't be trained so (NND0314)
   */
  public static Training in(Optional<String> precision, Training t) {
    Training other =
        whatFits(MixedPrecision.SETTING, precision.map(Datum.Word::new)).map(t::with).orElse(t);
    other
        .precision()
        .problem(other.network())
        .ifPresent(
            p -> {
              throw new NndException(Diagnostic.of("NND0314", p).help(MixedPrecision.HELP));
            });
    return other;
  }

  /** The kind of data that a path looks like, where the text says none. */
  private static DataSource guessed(String path) {
    if (path.endsWith(".txt")) {
      return new DataSource.Text(path);
    }
    if (path.endsWith(".npy") || path.endsWith(".npz")) {
      return new DataSource.Numpy(path, Optional.empty());
    }
    return path.endsWith(".csv")
        ? new DataSource.Csv(path, List.of())
        : new DataSource.Images(path);
  }

  private static <T> Optional<T> whatFits(Argument<T> setting, Optional<? extends Datum> given) {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = setting.type().reader().apply(given.get());
    if (value.isEmpty()) {
      throw new NndException(
          Diagnostic.of(
              "NND0304",
              setting.name()
                  + " must be "
                  + setting.type().expects()
                  + ", not "
                  + given.get().describe()));
    }
    return value;
  }
}
