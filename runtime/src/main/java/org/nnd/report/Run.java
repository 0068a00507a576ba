package org.nnd.report;

import ai.onnxruntime.OrtEnvironment;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Tensor;
import org.nnd.runtime.Data;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.Provider;
import org.nnd.train.Experiment;
import org.nnd.train.Measure;
import org.nnd.train.Training;

/**
 * A training that is done.
 *
 * @param experiment what the text says
 * @param training how it was trained, which the command line may have changed
 * @param settings the same in words
 * @param data what it learned from
 * @param epochs what they gave
 * @param best the epoch whose weights were taken, if that isn't the last one
 * @param test the loss and the metrics of the test; empty if there was none
 * @param weights what was learned
 * @param provider what computed
 * @param seconds how long it took
 * @param finished when it ended
 * @param versions of what it ran on, by name
 */
public record Run(
    Experiment experiment,
    Training training,
    List<Setting> settings,
    Data data,
    List<Epoch> epochs,
    Optional<Integer> best,
    Map<String, Measure> test,
    Map<String, Tensor> weights,
    Provider provider,
    double seconds,
    ZonedDateTime finished,
    Map<String, String> versions) {
  public Run {
    settings = List.copyOf(settings);
    epochs = List.copyOf(epochs);
    test = Collections.unmodifiableMap(new LinkedHashMap<>(test));
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /** The versions of what runs here, and on what. */
  public static Map<String, String> versions(String nnd, Provider provider) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("NND", nnd);
    all.put("ONNX Runtime", OrtEnvironment.getEnvironment().getVersion());
    all.put("provider", provider.toString());
    all.put("Java", Runtime.version().toString());
    return all;
  }
}
