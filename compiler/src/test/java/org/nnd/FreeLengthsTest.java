package org.nnd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.source.Source;
import org.nnd.train.Experiment;

/** Lengths that are computed from free ones are equal where they must be. */
final class FreeLengthsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "float[4, T]; x + (x -> pad([[1, 0]]) -> conv(4, 2)); float[4, T]",
        "float[4, T]; x + (x -> conv(4, 3) -> pad(1)); float[4, T]",
        "float[4, T]; x + (x -> pad(1))[:, 1:-1]; float[4, T]",
        "float[4, T]; x + (x -> pad([[4, 0]]) -> conv(4, 3, dilation=2)); float[4, T]",
        "float[4, H, W]; x + (x -> conv(2, 3) -> conv_transpose(4, 3)); float[4, H, W]",
        "float[4, T]; (x -> upsample(4)) + (x -> upsample(2) -> upsample(2)); float[4, 4*T]",
        "float[4, T]; (x -> upsample(2)) + concat(x, x, axis=1); float[4, 2*T]",
        "float[4, T]; x -> max_pool(2) -> conv(4, 3, padding=1); float[4, floor((T-2)/2)+1]",
        "float[4, T]; x -> upsample(2) -> conv(4, 3); float[4, 2*T-2]",
      })
  void areEqualWhereTheyMustBe(String input, String output, String type) {
    String text = "model M { input x: " + input + " output y = " + output + " }";
    Experiment e = Compiler.check(Source.of("m.nnd", text)).get("M");
    assertEquals(type, e.network().outputs().get("y").type().perExample().toString());
  }
}
