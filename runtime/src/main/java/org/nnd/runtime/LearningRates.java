package org.nnd.runtime;

import ai.onnxruntime.OrtException;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.nnd.source.NndException;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * The learning-rate range test: steps with a rate that rises exponentially, from so small that
 * nothing is learned to so large that the loss explodes.
 *
 * <p>The loss is smoothed: s ← β s + (1 - β) loss, divided by 1 - βᵗ, with β = 0.98. The test ends
 * early when that is over four times its lowest. A good rate is where it falls most steeply over
 * log(rate), or a tenth of where it is lowest. Smith, 2017 (arXiv 1506.01186), and Gugger's "How do
 * you find a good learning rate", 2018.
 */
public final class LearningRates {
  static final int STEPS = 300;
  private static final String RATE = "optimizer/lr";
  private static final double FIRST = 1e-7;
  private static final double LAST = 10;
  private static final double BETA = 0.98;
  private static final double EXPLODED = 4;

  private final List<Step> steps = new ArrayList<>();
  private double mean;
  private double lowest = Double.POSITIVE_INFINITY;

  /**
   * A step.
   *
   * @param rate its learning rate
   * @param loss of its batch, before it
   * @param smoothed the same, smoothed
   */
  public record Step(double rate, double loss, double smoothed) {}

  /**
   * Tries them, each with a batch of its own.
   *
   * @throws NndException if ONNX Runtime fails (NND0512)
   */
  public static LearningRates of(Training training, Data data, Execution execution) {
    LearningRates rates = new LearningRates();
    TrainingGraph graph =
        TrainingGraph.of(
            training.constant(),
            training.network().initial(training.seed()),
            execution.target().lowering());
    try (TrainingSession session =
            new TrainingSession(training, graph, execution.provider(), false);
        Batches batches = new Batches(data.training(), training.batch(), training.seed())) {
      session.begin(graph.defaults());
      boolean more = true;
      for (int epoch = 1; more; epoch++) {
        session.restart();
        try (Batches.Feed feed = batches.epoch(epoch, 0)) {
          for (int i = 0; i < batches.count() && more; i++) {
            session.set(RATE, rate(rates.steps.size()));
            more = rates.add(session.step(feed.next().tensors()).get(Training.LOSS)[0]);
          }
        }
      }
      return rates;
    } catch (OrtException e) {
      throw Trainer.failed(e);
    }
  }

  /** The rate of a step. */
  static double rate(int step) {
    return FIRST * Math.pow(LAST / FIRST, step / (STEPS - 1.0));
  }

  /** Adds the loss of the next step; false if it was the last one, or the loss has exploded. */
  boolean add(double loss) {
    if (!Double.isFinite(loss)) {
      return false;
    }
    mean = BETA * mean + (1 - BETA) * loss;
    double smoothed = mean / (1 - Math.pow(BETA, steps.size() + 1.0));
    if (smoothed > EXPLODED * lowest && lowest > 0) {
      return false;
    }
    lowest = Math.min(lowest, smoothed);
    steps.add(new Step(rate(steps.size()), loss, smoothed));
    return steps.size() < STEPS;
  }

  /** What was measured. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  private int lowestStep() {
    int lowest = 0;
    for (int i = 1; i < steps.size(); i++) {
      lowest = steps.get(i).smoothed < steps.get(lowest).smoothed ? i : lowest;
    }
    return lowest;
  }

  /** Where the loss falls most steeply; nowhere if it never falls. */
  public OptionalDouble steepest() {
    OptionalDouble at = OptionalDouble.empty();
    double slope = 0;
    for (int i = 1; i < lowestStep(); i++) {
      double rise = steps.get(i + 1).smoothed - steps.get(i - 1).smoothed;
      if (rise < slope) {
        slope = rise;
        at = OptionalDouble.of(steps.get(i).rate);
      }
    }
    return at;
  }

  /** A tenth of the rate at which the loss is lowest; none if it never falls. */
  public OptionalDouble tenthOfLowest() {
    int lowest = lowestStep();
    return lowest == 0 ? OptionalDouble.empty() : OptionalDouble.of(steps.get(lowest).rate / 10);
  }

  /** The whole record; what isn't there is left out. */
  public JsonObject toJson() {
    JsonArray all = new JsonArray();
    for (Step s : steps) {
      JsonObject step = new JsonObject();
      step.addProperty("lr", s.rate);
      step.addProperty("loss", s.loss);
      step.addProperty("smoothed", s.smoothed);
      all.add(step);
    }
    JsonObject json = new JsonObject();
    steepest().ifPresent(x -> json.addProperty("steepest", x));
    tenthOfLowest().ifPresent(x -> json.addProperty("tenth_of_lowest", x));
    json.add("steps", all);
    return json;
  }
}
