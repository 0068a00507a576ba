package org.nnd.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;
import org.nnd.report.proto.Event;
import org.nnd.report.proto.Summary;

/**
 * A file of TensorBoard's events, in the format TFRecord: for each its length (8 bytes), the
 * length's checksum (4), the event, its checksum (4), little endian. A checksum is a CRC32C, turned
 * right by 15 bits, plus 0xa282ead8.
 *
 * <p>See {@code tensorflow/core/lib/io/record_writer.h} and {@code
 * tensorflow/core/util/events_writer.h}.
 */
final class EventFile {
  private static final int MASK = 0xa282ead8;
  private static final int MUCH = 1 << 16;

  private final Path file;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  /** Begins a file, which must be new. */
  EventFile(Path file, double seconds) throws IOException {
    this.file = file;
    Files.createFile(file);
    write(Event.newBuilder().setWallTime(seconds).setFileVersion("brain.Event:2").build());
    flush();
  }

  /**
   * Adds numbers by their names.
   *
   * @param seconds since 1970
   */
  void add(double seconds, long step, Map<String, Double> numbers) throws IOException {
    Summary.Builder summary = Summary.newBuilder();
    numbers.forEach(
        (tag, x) ->
            summary.addValue(
                Summary.Value.newBuilder().setTag(tag).setSimpleValue(x.floatValue())));
    write(Event.newBuilder().setWallTime(seconds).setStep(step).setSummary(summary).build());
  }

  private void write(Event event) throws IOException {
    byte[] bytes = event.toByteArray();
    byte[] length = little(Long.BYTES).putLong(bytes.length).array();
    waiting.write(length);
    waiting.write(checksum(length));
    waiting.write(bytes);
    waiting.write(checksum(bytes));
    if (waiting.size() > MUCH) {
      flush();
    }
  }

  private static byte[] checksum(byte[] bytes) {
    return little(Integer.BYTES).putInt(masked(bytes)).array();
  }

  static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes what is still in memory. */
  void flush() throws IOException {
    Files.write(file, waiting.toByteArray(), StandardOpenOption.APPEND);
    waiting.reset();
  }
}
