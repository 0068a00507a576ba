package org.nnd.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.data.Schema;
import org.nnd.markup.Element;

/**
 * Examples as people see them: pictures where an input has their shape, texts where it is tokens,
 * else names and numbers.
 *
 * @param schema the names of the single input's numbers, and the words behind tokens, if known
 */
record Examples(Dataset data, Schema schema) {
  private static final int MOST = 12;
  private static final int TOKENS = 60;

  /** A figure for each. */
  Element html(List<Worst.Example> examples) {
    return Element.of("div")
        .with("class", "examples")
        .addAll(examples.stream().map(this::figure).toList());
  }

  private Element figure(Worst.Example e) {
    Element figure = Element.of("figure");
    for (Map.Entry<String, Column> input : data.columns().entrySet()) {
      if (!input.getKey().equals(Dataset.LABEL)) {
        figure.add(view(input.getKey(), input.getValue(), e.number()));
      }
    }
    return figure.add(Element.of("figcaption", e.caption()));
  }

  private Element view(String name, Column input, int example) {
    double[] numbers = input.numbers(example);
    if (input.type().element().isFloat() && Picture.is(input.type().shape())) {
      return Picture.of(numbers, input.type().shape());
    }
    if (!input.type().element().isFloat() && schema.text().isPresent()) {
      int[] tokens = Arrays.stream(numbers).limit(TOKENS).mapToInt(x -> (int) x).toArray();
      return Element.of("pre", schema.text().get().tokenizer().encoding().decode(tokens));
    }
    List<String> features = schema.features();
    boolean named = numbers.length > 1 && features.size() == numbers.length;
    String text =
        IntStream.range(0, Math.min(MOST, numbers.length))
            .mapToObj(i -> (named ? features.get(i) + " " : "") + plain(numbers[i]))
            .collect(Collectors.joining(named ? "\n" : ", "));
    String more = numbers.length > MOST ? "\n… " + (numbers.length - MOST) + " more" : "";
    return Element.of("pre", (named ? "" : name + " ") + text + more);
  }

  private static String plain(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e9
        ? Long.toString((long) x)
        : Float.toString((float) x);
  }
}
