package org.nnd.onnx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.nnd.ir.ElementType;

/**
 * ONNX's own operators: how many inputs each has at least and at most, the oldest operator set in
 * which it is read, and those behind 21 that gave it more attributes, inputs or outputs.
 */
final class Operators {
  private static final Map<String, List<Long>> NUMBERS = new HashMap<>();

  static {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Operators.class.getResourceAsStream("operators.txt"), StandardCharsets.UTF_8))) {
      in.lines()
          .map(line -> line.split(" "))
          .forEach(
              words ->
                  NUMBERS.put(words[0], Stream.of(words).skip(1).map(Long::parseLong).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Operators() {}

  /**
   * The operator set that a node needs to be written: 0 if the one that is written has it.
   *
   * @param version the operator set in which the node was written
   */
  static OptionalLong since(String operator, long version) {
    return NUMBERS.getOrDefault(operator, List.of()).stream()
        .skip(2)
        .filter(v -> v <= Math.max(version, OnnxModel.OPSET))
        .mapToLong(v -> v > OnnxModel.OPSET ? v : 0)
        .max();
  }

  /** The same for what an element type needs. */
  static long since(ElementType element) {
    return switch (element) {
      case FLOAT4E2M1 -> 23;
      case FLOAT8E8M0 -> 24;
      case UINT2, INT2 -> 25;
      case FLOAT6E2M3, FLOAT6E3M2 -> 28;
      default -> 0; // the one that is written has it
    };
  }

  /**
   * The oldest operator set in which an operator is read: it has the form there that it has in 7,
   * or the first one.
   */
  static long oldest(String operator) {
    return NUMBERS.containsKey(operator) ? NUMBERS.get(operator).get(2) : 0;
  }

  /** The fewest inputs of an operator. */
  static long fewest(String operator) {
    return NUMBERS.get(operator).get(0);
  }

  /** The most inputs of an operator. */
  static long most(String operator) {
    return NUMBERS.get(operator).get(1);
  }
}
