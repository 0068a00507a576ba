package org.nnd.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.util.List;
import java.util.Optional;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/**
 * What computes on this machine, and why if something does not.
 *
 * @param java the version of Java, and its maker
 * @param system the operating system and the kind of processor
 * @param cores how many threads compute at once
 * @param memory the bytes that Java may take
 * @param version of ONNX Runtime; empty if it can't be loaded
 * @param binding the version of its Java binding; empty if unknown
 * @param libraries where it comes from
 * @param providers what it can compute with
 * @param gpus of NVIDIA's
 * @param cpu why the CPU can't be used; empty if it works
 * @param cuda why CUDA can't be used; empty if it works
 */
public record Installation(
    String java,
    String system,
    int cores,
    long memory,
    Optional<String> version,
    Optional<String> binding,
    String libraries,
    List<String> providers,
    List<Gpu> gpus,
    Optional<Diagnostic> cpu,
    Optional<Diagnostic> cuda) {
  public Installation {
    providers = List.copyOf(providers);
    gpus = List.copyOf(gpus);
  }

  /** Looks, and tries. */
  public static Installation find() {
    Optional<Diagnostic> cpu = NativeLibraries.problem().or(() -> problem(Provider.CPU));
    boolean loaded = cpu.isEmpty();
    return new Installation(
        System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        loaded ? Optional.of(Session.ENVIRONMENT.getVersion()) : Optional.empty(),
        NativeLibraries.version(),
        NativeLibraries.origin(),
        loaded ? Provider.Kind.names(OrtEnvironment.getAvailableProviders()) : List.of(),
        Gpu.all(),
        cpu,
        loaded ? problem(Provider.of(Provider.Kind.CUDA)) : cpu);
  }

  private static Optional<Diagnostic> problem(Provider provider) {
    try {
      provider.check();
      return Optional.empty();
    } catch (NndException e) {
      return Optional.of(e.diagnostics().get(0));
    }
  }
}
