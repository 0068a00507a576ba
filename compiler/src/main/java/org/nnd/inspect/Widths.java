package org.nnd.inspect;

import java.util.Map;

/** How wide numbers are, by the names of ONNX's types. */
final class Widths {
  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("float", 32),
          Map.entry("double", 64),
          Map.entry("float16", 16),
          Map.entry("bfloat16", 16),
          Map.entry("float8e4m3fn", 8),
          Map.entry("float8e4m3fnuz", 8),
          Map.entry("float8e5m2", 8),
          Map.entry("float8e5m2fnuz", 8),
          Map.entry("float8e8m0", 8),
          Map.entry("float4e2m1", 4),
          Map.entry("int64", 64),
          Map.entry("uint64", 64),
          Map.entry("int32", 32),
          Map.entry("uint32", 32),
          Map.entry("int16", 16),
          Map.entry("uint16", 16),
          Map.entry("int8", 8),
          Map.entry("uint8", 8),
          Map.entry("int4", 4),
          Map.entry("uint4", 4),
          Map.entry("int2", 2),
          Map.entry("uint2", 2),
          Map.entry("bool", 8),
          Map.entry("complex64", 64),
          Map.entry("complex128", 128));

  private Widths() {}

  /** What so many numbers take, 0 where the type is unknown or of no one width. */
  static long bytes(String element, long count) {
    int bits = BITS.getOrDefault(element, 0);
    return bits >= 8 ? count * (bits / 8) : (count * bits + 7) / 8;
  }

  static boolean isFraction(String element) {
    return element.contains("float") || element.equals("double");
  }
}
