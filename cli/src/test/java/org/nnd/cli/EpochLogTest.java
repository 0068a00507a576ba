package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.runtime.Epoch;
import org.nnd.train.Measure;

final class EpochLogTest {
  @TempDir Path dir;

  @Test
  void aMatrixIsAListOfRowsAndWhatIsNoNumberIsNull() throws IOException {
    Map<String, Measure> measured = new LinkedHashMap<>();
    measured.put("loss", new Measure.Single(0.5));
    measured.put("auc", new Measure.Single(Double.NaN));
    measured.put("confusion", new Measure.Matrix(List.of(List.of(7L, 0L), List.of(1L, 2L))));
    Path file = dir.resolve("log.jsonl");
    try (EpochLog log = new EpochLog(Optional.of(file), List.of())) {
      log.write(new Epoch(3, measured, measured, 1.2346));
    }
    assertEquals(
        "{\"epoch\":3,\"loss\":0.5,\"auc\":null,\"confusion\":[[7,0],[1,2]],\"val_loss\":0.5,"
            + "\"val_auc\":null,\"val_confusion\":[[7,0],[1,2]],\"seconds\":1.235}\n",
        Files.readString(file));
  }

  @Test
  void aTableHasTheSameColumns() throws IOException {
    Map<String, Measure> measured = new LinkedHashMap<>();
    measured.put("loss", new Measure.Single(1e-9));
    measured.put("auc", new Measure.Single(Double.NaN));
    measured.put("confusion", new Measure.Matrix(List.of(List.of(7L, 0L), List.of(1L, 2L))));
    Path file = dir.resolve("log.CSV");
    try (EpochLog log = new EpochLog(Optional.of(file), List.of())) {
      log.write(new Epoch(1, measured, Map.of(), 1));
      log.write(new Epoch(2, measured, Map.of(), 2.5));
      log.test(measured);
    }
    assertEquals(
        """
        epoch,loss,auc,confusion,seconds
        1,1.0E-9,,"[[7,0],[1,2]]",1.0
        2,1.0E-9,,"[[7,0],[1,2]]",2.5
        """,
        Files.readString(file));
  }
}
