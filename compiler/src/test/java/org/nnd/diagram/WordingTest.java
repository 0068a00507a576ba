package org.nnd.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnd.Compiler;
import org.nnd.layer.Step;
import org.nnd.source.Source;

final class WordingTest {
  /** What is said of the layer that an expression makes of x. */
  private static String said(String type, String layer) {
    String text = "model M { input x: " + type + "  output x -> " + layer + " }";
    List<Step> steps =
        Compiler.choose(Compiler.check(Source.of("test.nnd", text)), Optional.empty())
            .network()
            .steps();
    return Wording.arguments(steps.get(0));
  }

  @Test
  void whatATextWouldGive() {
    Map<String, String> image =
        Map.of(
            "conv(6, 5, padding=2)", "6, kernel=5, padding=2",
            "conv(6, [3, 5], padding=same, init=zeros)", "6, kernel=[3, 5], padding=same",
            "conv(6, 3, stride=1, bias=false)", "6, kernel=3, bias=false",
            "max_pool(2)", "2",
            "max_pool(3, stride=2, ceil_mode=true)", "3, stride=2, ceil_mode=true",
            "avg_pool(2, count_include_pad=false, padding=1)",
                "2, padding=1, count_include_pad=false",
            "conv_transpose(4, 3, stride=2, output_padding=1)",
                "4, kernel=3, stride=2, output_padding=1",
            "mean(axis=0, keep=true)", "axis=0, keep=true",
            "dropout(0.25)", "p=0.25",
            "relu", "");
    List<String> wrong = new ArrayList<>();
    image.forEach(
        (layer, words) -> {
          if (!said("float[4, 28, 28]", layer).equals(words)) {
            wrong.add(layer + ": " + said("float[4, 28, 28]", layer));
          }
        });
    assertEquals(List.of(), wrong);
    assertEquals(
        "8, layers=2, bidirectional=true, returns=final",
        said("float[T, 4]", "lstm(8, layers=2, bidirectional=true, returns=final)"));
    assertEquals("dropout=0.1", said("float[T, 4]", "positional_encoding(dropout=0.1)"));
    assertEquals("2, causal=true", said("float[T, 4]", "multi_head_attention(2, causal=true)"));
  }
}
