package org.nnd.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.Compiler;
import org.nnd.Golden;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import org.nnd.source.Source;
import org.nnd.train.Experiment;

class SummaryTest {

  @TestFactory
  Stream<DynamicTest> tablesAreAsDrawn() {
    return Golden.tests(
        "summary/tables.txt", in -> SummaryText.of(Summary.of(read(in), 32, Map.of())));
  }

  @TestFactory
  Stream<DynamicTest> toolsGetTheSame() {
    return Golden.tests(
        "summary/json.txt", in -> SummaryJson.of(Summary.of(read(in), 1, Map.of())) + "\n");
  }

  /** A text, or the path of an example. */
  private static Experiment read(String in) {
    Source source =
        in.strip().endsWith(".nnd")
            ? Source.read(Path.of("../examples", in.strip()))
            : Source.of("a.nnd", in);
    return Compiler.choose(Compiler.check(source), Optional.empty());
  }

  /** As fvcore counts: a product is one, biases are none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dense(2)                               | float[3, 4]    | 3 * 4 * 2",
        "conv(6, 3, padding=same)               | float[4, 5, 7] | 5 * 7 * 6 * 4 * 9",
        "conv(6, 3, groups=2)                   | float[4, 5, 7] | 3 * 5 * 6 * 2 * 9",
        "depthwise_conv(3, multiplier=2)        | float[4, 5, 7] | 3 * 5 * 8 * 9",
        "conv_transpose(6, 2, stride=2)         | float[4, 5, 7] | 5 * 7 * 4 * 6 * 4",
        "rnn(5)                                 | float[7, 3]    | 7 * 5 * 8",
        "gru(5, returns=final)                  | float[7, 3]    | 7 * 15 * 8",
        "lstm(5, layers=2, bidirectional=true)  | float[7, 3]    | 7 * 40 * 8 + 7 * 40 * 15",
        "attention                              | float[7, 6]    | 7 * 7 * 12",
        "multi_head_attention(2)                | float[7, 6]    | 7 * 7 * 12 + 4 * 7 * 36",
        "additive_attention(5)                  | float[7, 6]    | 7 * 7 * 11 + 2 * 7 * 6 * 5",
        "max_pool(2)                            | float[4, 6, 6] | 0",
        "batch_norm                             | float[4, 6, 6] | 0",
      })
  void productsAreCounted(String layer, String type, String products) {
    Experiment e = read("model A { input x: " + type + "  output x -> " + layer + " }");
    long sum = 0;
    for (String each : products.split(" \\+ ", -1)) {
      sum +=
          Stream.of(each.split(" \\* ", -1)).mapToLong(Long::parseLong).reduce(1, (a, b) -> a * b);
    }
    assertEquals(sum, Summary.of(e, 1, Map.of()).multiplyAdds());
  }

  @Test
  void freeLengthsCanBeChosen() {
    Experiment e = read("model A { input x: float[T, 4]  output x -> dense(2) }");
    assertEquals(100 * 8, Summary.of(e, 1, Map.of()).multiplyAdds());
    assertEquals(7 * 8, Summary.of(e, 1, Map.of("T", 7L)).multiplyAdds());
  }

  @Test
  void whatALengthCantBeIsTold() {
    assertEquals(
        """
        error[NND0521]: A has no free length Tame
          note: the free lengths are Time
          help: did you mean Time?
        """,
        refused("model A { input x: float[Time, 4]  output x -> dense(2) }", Map.of("Tame", 7L)));
    assertEquals(
        """
        error[NND0521]: A has no free length T
        """,
        refused("model A { input x: float[4]  output x -> dense(2) }", Map.of("T", 7L)));
    assertEquals(
        """
        error[NND0522]: with Time = 2: conv's window of 3 is longer than the axis it slides over: float[4, 2]
          help: choose other lengths with --length
        """,
        refused("model A { input x: float[4, Time]  output x -> conv(2, 3) }", Map.of("Time", 2L)));
  }

  private static String refused(String text, Map<String, Long> lengths) {
    Experiment e = read(text);
    NndException error = assertThrows(NndException.class, () -> Summary.of(e, 1, lengths));
    return Rendering.text(error.diagnostics().get(0));
  }
}
