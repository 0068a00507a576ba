package org.nnd.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * One IDX file: two zero bytes, the code of the elements, the number of axes, their lengths as
 * 32-bit numbers, the elements; big endian, and perhaps all of it packed with gzip. A plain file is
 * mapped into memory, not read.
 *
 * @param use what the numbers are for, as a message says it
 */
record IdxFile(Path path, String use) {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  /** See {@link Idx#read}. */
  IdxColumn read(TensorType each, double divisor) {
    try {
      return FileProblem.reading(
          path,
          "NND0401",
          () -> {
            try (InputStream stored = new BufferedInputStream(Files.newInputStream(path));
                InputStream in = unpacked(stored)) {
              return read(in, each, divisor);
            }
          });
    } catch (ZipException | EOFException e) {
      throw damaged("NND0450", "the file is packed with gzip, but can't be unpacked");
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(path, "NND0402", e));
    }
  }

  private static InputStream unpacked(InputStream stored) throws IOException {
    stored.mark(2);
    boolean packed = stored.read() == 0x1F && stored.read() == 0x8B;
    stored.reset();
    return packed ? new GZIPInputStream(stored, 1 << 16) : stored;
  }

  private IdxColumn read(InputStream in, TensorType each, double divisor) throws IOException {
    byte[] magic = in.readNBytes(4);
    IdxElement element = element(magic);
    Shape shape = shape(in, magic[3] & 0xFF);
    String promise = "the header promises " + element + shape;
    long bytes = bytes(element, shape);
    if (bytes > MOST_BYTES) {
      throw damaged("NND0452", promise + ", more than the 2 GiB that can be read");
    }
    if (bytes == 0) {
      throw new NndException(Diagnostic.of("NND0453", at(), "there are no numbers in the file"));
    }
    checkExample(shape.from(1), each);
    ByteBuffer numbers = numbers(in, (int) bytes, 4 + 4 * shape.rank());
    String kept = promise + ", " + bytes + " bytes, but the file has ";
    if (numbers.remaining() < bytes) {
      throw damaged("NND0454", kept + "only " + numbers.remaining() + " of them");
    }
    if (numbers.remaining() > bytes) {
      throw damaged("NND0455", kept + "more");
    }
    return new IdxColumn(each, (int) shape.sizes()[0], element, numbers, divisor);
  }

  /** What stands behind the header, at most one byte too many; it stays in a file as it is. */
  private ByteBuffer numbers(InputStream in, int bytes, int header) throws IOException {
    if (in instanceof GZIPInputStream) {
      return ByteBuffer.wrap(in.readNBytes(bytes + 1));
    }
    try (FileChannel channel = FileChannel.open(path)) {
      long there = Math.min(bytes + 1L, channel.size() - header);
      return channel.map(FileChannel.MapMode.READ_ONLY, header, there);
    }
  }

  private IdxElement element(byte[] magic) {
    if (magic.length == 0) {
      throw new NndException(Diagnostic.of("NND0403", at(), "the file is empty"));
    }
    return IdxElement.of(magic).orElseThrow(() -> new NndException(otherFormat(magic)));
  }

  private Diagnostic otherFormat(byte[] magic) {
    String start = HexFormat.ofDelimiter(" ").formatHex(magic);
    return Diagnostic.of("NND0451", at(), "this is not an IDX file")
        .note("it starts with the bytes " + start + ", MNIST's images with 00 00 08 03")
        .help("is this the right file?");
  }

  private Shape shape(InputStream in, int rank) throws IOException {
    byte[] lengths = in.readNBytes(4 * rank);
    if (lengths.length < 4 * rank) {
      throw damaged("NND0454", "the file ends within its header");
    }
    int[] signed = new int[rank];
    ByteBuffer.wrap(lengths).asIntBuffer().get(signed);
    return Shape.of(Arrays.stream(signed).mapToLong(Integer::toUnsignedLong).toArray());
  }

  /** The bytes that a header promises; the largest number if they can't be counted. */
  private static long bytes(IdxElement element, Shape shape) {
    try {
      return Math.multiplyExact(shape.size().orElseThrow(), element.bytes());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private void checkExample(Shape example, TensorType each) {
    long held = example.size().orElseThrow();
    long taken = each.shape().size().orElseThrow();
    if (held != taken) {
      String shown = example.rank() == 0 ? "" : example + ", ";
      throw new NndException(
          Diagnostic.of(
                  "NND0456",
                  at(),
                  "an example is "
                      + shown
                      + Wording.count(held, "number")
                      + ", but "
                      + use
                      + " is "
                      + each
                      + ", "
                      + Wording.count(taken, "number"))
              .help("choose another file, or give " + use + " as many numbers"));
    }
  }

  private NndException damaged(String code, String message) {
    return new NndException(
        Diagnostic.of(code, at(), message).help("the file is damaged; get it again"));
  }

  private Location at() {
    return Location.file(path.toString());
  }
}
