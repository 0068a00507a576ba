package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The smoothing and the suggestions, on losses whose answers are known. */
final class LearningRatesTest {
  private final LearningRates rates = new LearningRates();

  @Test
  void ratesRiseByTheSameFactor() {
    assertEquals(1e-7, LearningRates.rate(0), 1e-20);
    assertEquals(10, LearningRates.rate(LearningRates.STEPS - 1), 1e-12);
    assertEquals(1e-3, LearningRates.rate(1) * LearningRates.rate(298) * 1e3, 1e-12);
  }

  @Test
  void theMeanMovesWithoutABias() {
    for (int i = 0; i < 3; i++) {
      assertTrue(rates.add(i + 1));
    }
    assertEquals(1, rates.steps().get(0).smoothed(), 1e-12);
    double weights = 1 + 0.98 + 0.98 * 0.98;
    double third = (3 + 2 * 0.98 + 0.98 * 0.98) / weights;
    assertEquals(third, rates.steps().get(2).smoothed(), 1e-12);
  }

  /** Falls in steps 101 to 150, most steeply in the first ones, and rises from 200 on. */
  @Test
  void whereItFallsAndWhereItIsLowest() {
    int steps = 0;
    for (boolean more = true; more; steps++) {
      double loss = steps <= 100 ? 2 : steps <= 150 ? 1 : steps < 200 ? 0.9 : 1e6;
      more = rates.add(loss);
    }
    assertEquals(201, steps);
    assertEquals(200, rates.steps().size(), "what has exploded is no part of it");
    assertEquals(LearningRates.rate(101), rates.steepest().orElseThrow());
    assertEquals(LearningRates.rate(199) / 10, rates.tenthOfLowest().orElseThrow());
    assertEquals(200, rates.toJson().getAsJsonArray("steps").size());
  }

  @Test
  void aLossThatNeverFallsSuggestsNothing() {
    for (int i = 0; i < 20; i++) {
      rates.add(1 + i);
    }
    assertTrue(rates.steepest().isEmpty() && rates.tenthOfLowest().isEmpty());
    assertFalse(rates.add(Double.NaN));
    assertFalse(rates.toJson().has("steepest"));
    assertFalse(new LearningRates().add(Double.POSITIVE_INFINITY));
  }
}
