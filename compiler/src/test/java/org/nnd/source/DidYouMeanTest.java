package org.nnd.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  private static final List<String> LAYERS =
      List.of(
          "dense", "conv", "conv_transpose", "max_pool", "avg_pool", "relu", "gru", "rnn", "lr");

  @ParameterizedTest
  @CsvSource({
    "desne,          dense",
    "dens,           dense",
    "densee,         dense",
    "Dense,          dense",
    "DENSE,          dense",
    "cov,            conv",
    "Conv,           conv",
    "maxpool,        max_pool",
    "max_pol,        max_pool",
    "conv_trnaspose, conv_transpose",
    "convtranspos,   conv_transpose",
    "rleu,           relu",
    "LR,             lr",
    "rl,             lr",
    "lstm,",
    "dropout,",
    "linear,         dense",
    "Linear,         dense",
    "MaxPooling2D,   max_pool",
    "learning_rate,  lr",
    "view,",
    "x,",
    "l,",
    "dense,",
    "'',",
  })
  void theNearestNameIfItIsNear(String name, String meant) {
    assertEquals(Optional.ofNullable(meant), DidYouMean.of(name, LAYERS));
  }

  @Test
  void aSingleLetterMayBeWrittenLarge() {
    assertEquals(Optional.of("x"), DidYouMean.of("X", List.of("y", "x")));
    assertEquals(Optional.empty(), DidYouMean.of("z", List.of("y", "x")));
  }

  @Test
  void theOrderOfTheCandidatesIsNoMatter() {
    List<String> names = List.of("gain", "main", "pain", "rain");
    List<String> reversed = new ArrayList<>(names);
    Collections.reverse(reversed);
    assertEquals(Optional.of("gain"), DidYouMean.of("tain", names));
    assertEquals(Optional.of("gain"), DidYouMean.of("tain", reversed));
  }

  @ParameterizedTest
  @CsvSource({
    "'',     '',     0",
    "abc,    '',     3",
    "'',     abc,    3",
    "abc,    abc,    0",
    "abc,    abd,    1",
    "abc,    acb,    1",
    "abc,    ab,     1",
    "abc,    aabc,   1",
    "ca,     abc,    3",
    "kitten, sitting, 3",
    "abcd,   badc,   2",
  })
  void distanceCountsInsertionsDeletionsChangesAndSwaps(String a, String b, int distance) {
    assertEquals(distance, DidYouMean.distance(a, b));
    assertEquals(distance, DidYouMean.distance(b, a));
  }
}
