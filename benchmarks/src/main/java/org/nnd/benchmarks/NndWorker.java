package org.nnd.benchmarks;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** NND's side of every comparison. */
public final class NndWorker {
  private NndWorker() {}

  static Worker worker() {
    return new Worker(
        Map.of(
            "nothing", a -> () -> {},
            "export", a -> new Export(text(a), Path.of(a.get(1))),
            "train", a -> new Steps(text(a), Path.of(a.get(1)), Running.of(settings(a))),
            "predict", a -> new Predictions(Path.of(a.get(0)), Integer.parseInt(a.get(1))),
            "compile", a -> new Compilations(text(a)),
            "epochs", a -> new Epochs(text(a), Path.of(a.get(1))),
            "read", a -> new Readings(text(a), Path.of(a.get(1)))));
  }

  /** The first argument is a network's file; see {@link #settings}. */
  private static Text text(List<String> arguments) {
    Map<String, String> values = settings(arguments);
    values.keySet().removeIf(Running::has);
    return new Text(Path.of(arguments.get(0)), values);
  }

  /** The arguments from the third on, which are {@code name=value}. */
  private static Map<String, String> settings(List<String> arguments) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : arguments.subList(Math.min(2, arguments.size()), arguments.size())) {
      String[] sides = setting.split("=", 2);
      settings.put(sides[0], sides[1]);
    }
    return settings;
  }

  public static void main(String[] none) throws IOException {
    // Loaded now, as PyTorch is by its import; with the words that the product has for it.
    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "nnd");
    worker().serve();
  }
}
