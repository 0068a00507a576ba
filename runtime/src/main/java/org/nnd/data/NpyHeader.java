package org.nnd.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nnd.ir.Shape;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * The start of a NumPy array's file: the magic bytes, the version, the length of what follows, a
 * Python dictionary of element type, order and shape. Versions 1 to 3.
 *
 * <p>See <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">
 * numpy.lib.format</a>.
 *
 * @param fortran whether the first axis varies fastest
 * @param bytes the length of the whole header
 */
record NpyHeader(NpyElement element, ByteOrder order, boolean fortran, Shape shape, int bytes) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 20;
  private static final Pattern DESCR = Pattern.compile("'descr':\\s*(.*?),\\s*'fortran_order'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d, ]*)\\)");
  private static final Pattern TYPE = Pattern.compile("'([<>|=]?)(\\w+)'");

  /**
   * Reads it off the start of an array.
   *
   * @throws NndException if it is none (NND0473), damaged (NND0475) or of other things than numbers
   *     (NND0474)
   */
  static NpyHeader read(InputStream in, Location at) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new NndException(
          Diagnostic.of("NND0473", at, "this is not an array of NumPy")
              .help("write it with numpy.save or numpy.savez"));
    }
    try {
      int version = byteOf(in);
      byteOf(in);
      int width = version == 1 ? 2 : 4;
      ByteBuffer length = ByteBuffer.wrap(in.readNBytes(width)).order(ByteOrder.LITTLE_ENDIAN);
      if (version < 1 || version > 3 || length.remaining() < width) {
        throw damaged(at);
      }
      int size = version == 1 ? length.getShort() & 0xFFFF : length.getInt();
      byte[] text = in.readNBytes(Math.max(0, Math.min(size, LONGEST)));
      if (text.length != size) {
        throw damaged(at);
      }
      String dictionary = new String(text, version == 3 ? UTF_8 : ISO_8859_1);
      return of(dictionary, MAGIC.length + 2 + width + size, at);
    } catch (EOFException e) {
      throw damaged(at);
    }
  }

  private static int byteOf(InputStream in) throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  private static NpyHeader of(String dictionary, int bytes, Location at) {
    String descr = find(DESCR, dictionary, at);
    boolean fortran = find(FORTRAN, dictionary, at).equals("True");
    String[] lengths = find(SHAPE, dictionary, at).replace(" ", "").split(",");
    long[] shape;
    try {
      shape = Arrays.stream(lengths).filter(n -> !n.isEmpty()).mapToLong(Long::parseLong).toArray();
    } catch (NumberFormatException e) {
      throw damaged(at);
    }
    Matcher type = TYPE.matcher(descr);
    Optional<NpyElement> element = type.matches() ? NpyElement.of(type.group(2)) : Optional.empty();
    if (element.isEmpty()) {
      throw new NndException(
          Diagnostic.of("NND0474", at, "the array holds " + descr + ", which are no numbers to use")
              .help("convert it: array.astype('float32'), or 'int64'"));
    }
    ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(element.get(), order, fortran, Shape.of(shape), bytes);
  }

  private static String find(Pattern pattern, String dictionary, Location at) {
    Matcher found = pattern.matcher(dictionary);
    if (!found.find()) {
      throw damaged(at);
    }
    return found.group(1);
  }

  private static NndException damaged(Location at) {
    return new NndException(
        Diagnostic.of("NND0475", at, "the header of the array is damaged")
            .help("write it again with numpy.save"));
  }
}
