package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an IDX file holds; the code is its third byte. */
enum IdxElement {
  UBYTE(0x08, 1),
  BYTE(0x09, 1),
  SHORT(0x0B, 2),
  INT(0x0C, 4),
  FLOAT(0x0D, 4),
  DOUBLE(0x0E, 8);

  private final int code;
  private final int bytes;

  IdxElement(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** What a file's first four bytes tell, if it is an IDX file. */
  static Optional<IdxElement> of(byte[] magic) {
    if (magic.length < 4 || magic[0] != 0 || magic[1] != 0 || magic[3] == 0) {
      return Optional.empty();
    }
    return Arrays.stream(values()).filter(e -> e.code == magic[2]).findFirst();
  }

  /** Bytes of one element. */
  int bytes() {
    return bytes;
  }

  /** The number at a place in a file's numbers. */
  double get(ByteBuffer numbers, int place) {
    int at = place * bytes;
    return switch (this) {
      case UBYTE -> numbers.get(at) & 0xFF;
      case BYTE -> numbers.get(at);
      case SHORT -> numbers.getShort(at);
      case INT -> numbers.getInt(at);
      case FLOAT -> numbers.getFloat(at);
      case DOUBLE -> numbers.getDouble(at);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
