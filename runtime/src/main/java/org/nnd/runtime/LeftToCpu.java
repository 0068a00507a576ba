package org.nnd.runtime;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nnd.ir.Graph;
import org.nnd.op.Backward;
import org.nnd.op.CudaKernels;
import org.nnd.source.Diagnostic;

/** What a step leaves to the CPU where it is written for CUDA, as people are warned of it. */
public final class LeftToCpu {
  private LeftToCpu() {}

  /** A warning, if there is anything that has no kernel. */
  public static Optional<Diagnostic> of(Graph step) {
    List<CudaKernels.Missing> missing = CudaKernels.missing(step);
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String message =
        missing.size()
            + (missing.size() == 1 ? " node of the step has" : " nodes of the step have")
            + " no kernel in ONNX Runtime's CUDA provider: what they read and give is copied"
            + " between the GPU and the CPU at each step";
    Diagnostic warning = Diagnostic.of("NND0720", message);
    Map<String, Map<String, Long>> all =
        missing.stream()
            .collect(
                groupingBy(
                    m -> m.node().op().name() + ": " + m.reason(),
                    TreeMap::new,
                    groupingBy(m -> layer(m.node().name()), TreeMap::new, counting())));
    for (Map.Entry<String, Map<String, Long>> e : all.entrySet()) {
      warning = warning.note(e.getKey() + " (" + places(e.getValue()) + ")");
    }
    return Optional.of(
        warning.help("write the layers otherwise, or train on the CPU: nnd explain NND0720"));
  }

  private static String places(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + (e.getValue() == 1 ? "" : " " + e.getValue() + " times"))
        .collect(joining(", "));
  }

  /** The layer in a node's name, whose ops begin with capitals. */
  private static String layer(String name) {
    String backward = Backward.SCOPE + "/";
    String path = name.startsWith(backward) ? name.substring(backward.length()) : name;
    int end = 0;
    while (end < path.length()
        && !Character.isUpperCase(path.charAt(end))
        && path.indexOf('/', end) >= 0) {
      end = path.indexOf('/', end) + 1;
    }
    return end == 0 ? "the step" : path.substring(0, end - 1);
  }
}
