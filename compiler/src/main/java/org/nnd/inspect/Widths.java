package org.nnd.inspect;

import java.util.Map;
import java.util.stream.Stream;
import org.nnd.ir.ElementType;

/** How wide numbers are, by the names of ONNX's types. */
final class Widths {
  /** Those that are read nowhere. */
  private static final Map<String, Integer> OTHERS = Map.of("complex64", 8, "complex128", 16);

  private Widths() {}

  /** What so many numbers take, 0 where the type is unknown or of no one width. */
  static long bytes(String element, long count) {
    return Stream.of(ElementType.values())
        .filter(e -> e.toString().equals(element))
        .findFirst()
        .map(e -> e.bytes(count))
        .orElseGet(() -> OTHERS.getOrDefault(element, 0) * count);
  }

  static boolean isFraction(String element) {
    return element.contains("float") || element.equals("double");
  }
}
