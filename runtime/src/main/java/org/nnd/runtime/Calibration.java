package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.data.Dataset;
import org.nnd.ir.Graph;
import org.nnd.quantize.Range;

/** The ranges of a graph's values, seen on examples. */
public final class Calibration {
  /** More of them change little: {@code docs/export.md} has figures. */
  private static final int EXAMPLES = 512;

  private static final int BATCH = 32;

  private Calibration() {}

  /**
   * The least and the greatest number of each output.
   *
   * @param seed which examples are looked at
   */
  public static Map<String, Range> of(Graph graph, Dataset examples, long seed, Provider provider) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    try (Session session = Session.of(graph, provider);
        Batches batches = new Batches(examples, BATCH, seed);
        Batches.Feed feed = batches.epoch(1, 0)) {
      for (int i = 0; i < Math.min(batches.count(), EXAMPLES / BATCH); i++) {
        Map<String, OnnxTensor> batch = feed.next().tensors();
        try (OrtSession.Result seen = session.run(ModelEvaluation.fed(session, batch))) {
          for (Map.Entry<String, OnnxValue> e : seen) {
            ranges.merge(e.getKey(), range((OnnxTensor) e.getValue()), Range::and);
          }
        }
      }
    } catch (OrtException e) {
      throw Trainer.failed(e);
    }
    return ranges;
  }

  private static Range range(OnnxTensor values) {
    FloatBuffer all = values.getFloatBuffer();
    float least = 0;
    float most = 0;
    while (all.hasRemaining()) {
      float x = all.get();
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
    return new Range(least, most);
  }
}
