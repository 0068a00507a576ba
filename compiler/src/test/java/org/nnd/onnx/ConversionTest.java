package org.nnd.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.ir.Graph;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * Nodes of old operator sets, which {@code make_old_models.py} wrote: what ONNX Runtime makes of
 * the old file it makes of what we read and wrote.
 */
class ConversionTest {

  @TestFactory
  Stream<DynamicTest> anOldNodeDoesWhatItDid() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream in = ConversionTest.class.getResourceAsStream("/onnx/old-models.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        files.put(e.getName(), zip.readAllBytes());
      }
    }
    return files.entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> compare(e.getValue())));
  }

  private static void compare(byte[] old) throws Exception {
    Graph graph = OnnxReader.exactly(old, Path.of("nowhere")).graph();
    byte[] written = new OnnxModel(graph, "", Map.of()).toBytes();
    assertEquals(graph, OnnxReader.exactly(written, Path.of("nowhere")).graph());
    Map<String, Tensor> feed = new LinkedHashMap<>();
    for (Value x : graph.inputs()) {
      feed.put(x.name(), numbers(x.type()));
    }
    try (Running before = new Running(old);
        Running after = new Running(written)) {
      Map<String, double[]> expected = before.run(feed);
      Map<String, double[]> given = after.run(feed);
      assertEquals(expected.keySet(), given.keySet());
      expected.forEach((name, y) -> assertArrayEquals(y, given.get(name), 1e-6, name));
    }
  }

  /** Numbers around 0, in no order. */
  private static Tensor numbers(TensorType type) {
    double[] all = new double[Math.toIntExact(type.shape().size().orElseThrow())];
    for (int i = 0; i < all.length; i++) {
      all[i] = Math.round(1000 * Math.sin(i * 2.3)) / 500.0;
    }
    return Tensor.of(type.element(), type.shape(), all);
  }
}
