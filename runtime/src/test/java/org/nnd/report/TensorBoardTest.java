package org.nnd.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.report.proto.Event;
import org.nnd.runtime.Epoch;
import org.nnd.source.NndException;
import org.nnd.train.Measure;

final class TensorBoardTest {
  @TempDir Path dir;

  private static Map<String, Measure> measured(double loss) {
    Map<String, Measure> all = new LinkedHashMap<>();
    all.put("loss", new Measure.Single(loss));
    all.put("confusion", new Measure.Matrix(List.of(List.of(1L))));
    return all;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).map(dir::relativize).sorted().toList();
    }
  }

  /** The events of a file, one a line; each length and each event must have its checksum. */
  private String events(Path file) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(dir.resolve(file))).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder all = new StringBuilder();
    while (bytes.hasRemaining()) {
      byte[] length = record(bytes, 8);
      byte[] event =
          record(bytes, (int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
      all.append(
              TextFormat.printer().emittingSingleLine(true).printToString(Event.parseFrom(event)))
          .append('\n');
    }
    return all.toString();
  }

  private static byte[] record(ByteBuffer bytes, int size) {
    byte[] record = new byte[size];
    bytes.get(record);
    assertEquals(EventFile.masked(record), bytes.getInt());
    return record;
  }

  @Test
  void aRunForEachPart() throws IOException {
    TensorBoard board = new TensorBoard(dir, () -> 1767323045.5);
    for (int epoch = 1; epoch <= 2; epoch++) {
      board.begin(epoch, 2, 0);
      board.step(0.75, Map::of);
      board.step(0.5, Map::of);
      board.end(new Epoch(epoch, measured(0.25), measured(2), 1));
    }
    assertEquals(
        List.of(
            Path.of("train/events.out.tfevents.1767323045.500.nnd"),
            Path.of("validation/events.out.tfevents.1767323045.500.nnd")),
        files());
    assertEquals(
        """
        wall_time: 1.7673230455E9 file_version: "brain.Event:2"
        wall_time: 1.7673230455E9 step: 1 summary { value { tag: "batch_loss" simple_value: 0.75 } }
        wall_time: 1.7673230455E9 step: 2 summary { value { tag: "batch_loss" simple_value: 0.5 } }
        wall_time: 1.7673230455E9 step: 1 summary { value { tag: "epoch_loss" simple_value: 0.25 } }
        wall_time: 1.7673230455E9 step: 3 summary { value { tag: "batch_loss" simple_value: 0.75 } }
        wall_time: 1.7673230455E9 step: 4 summary { value { tag: "batch_loss" simple_value: 0.5 } }
        wall_time: 1.7673230455E9 step: 2 summary { value { tag: "epoch_loss" simple_value: 0.25 } }
        """,
        events(files().get(0)));
    assertEquals(
        """
        wall_time: 1.7673230455E9 file_version: "brain.Event:2"
        wall_time: 1.7673230455E9 step: 1 summary { value { tag: "epoch_loss" simple_value: 2.0 } }
        wall_time: 1.7673230455E9 step: 2 summary { value { tag: "epoch_loss" simple_value: 2.0 } }
        """,
        events(files().get(1)));
  }

  @Test
  void checksumsAreOfCastagnoli() {
    // The check value of CRC-32C, before it is turned and added to.
    assertEquals(0xE3069283, crc("123456789"));
  }

  private static int crc(String text) {
    int masked = EventFile.masked(text.getBytes(StandardCharsets.US_ASCII));
    return Integer.rotateLeft(masked - 0xa282ead8, 15);
  }

  @Test
  void nothingHeldOutIsNoRun() throws IOException {
    new TensorBoard(dir, () -> 1.0).end(new Epoch(1, measured(1), Map.of(), 0));
    assertEquals(List.of(Path.of("train/events.out.tfevents.1.000.nnd")), files());
  }

  @Test
  void aFileInTheWay() throws IOException {
    Files.writeString(dir.resolve("train"), "");
    NndException e = assertThrows(NndException.class, () -> new TensorBoard(dir, () -> 1.0));
    assertEquals("NND0509", e.diagnostics().get(0).code());
  }
}
