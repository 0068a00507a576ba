package org.nnd.quantize;

import java.util.Map;
import java.util.function.Function;
import org.nnd.ir.Graph;

/** What a model that predicts computes with. */
public enum Form {
  /** Floats, as in training. */
  FLOAT32("float32", ""),
  /** {@link Float16}. */
  FLOAT16("float16", ".float16"),
  /** {@link DynamicInt8}. */
  DYNAMIC("int8 dynamic", ".int8"),
  /** {@link StaticInt8}. */
  STATIC("int8 static", ".int8");

  /** The metadata that tells it. */
  public static final String KEY = "nnd.numbers";

  private final String words;
  private final String ending;

  Form(String words, String ending) {
    this.words = words;
    this.ending = ending;
  }

  /** What stands in a file's name between its own and {@code .onnx}. */
  public String ending() {
    return ending;
  }

  /**
   * A graph in this form.
   *
   * @param seen finds the ranges of the outputs of a graph; asked for the static form only
   */
  public Graph of(Graph floats, Function<Graph, Map<String, Range>> seen) {
    return switch (this) {
      case FLOAT32 -> floats;
      case FLOAT16 -> Float16.of(floats);
      case DYNAMIC -> DynamicInt8.of(floats);
      case STATIC -> {
        StaticInt8 whole = new StaticInt8(floats);
        yield whole.write(seen.apply(whole.observing()));
      }
    };
  }

  @Override
  public String toString() {
    return words;
  }
}
