package org.nnd.runtime;

import ai.onnxruntime.OrtProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nnd.source.Diagnostic;

/** Why ONNX Runtime can't compute with a provider: what is missing, and a way out. */
final class ProviderProblem {
  private static final String DOCUMENTATION = "docs/gpu.md tells more";

  private static final Pattern LIBRARY =
      Pattern.compile("error: (\\S+): cannot open shared object file");

  private static final Pattern WINDOWS = Pattern.compile("LoadLibrary failed with error 126");
  private static final Pattern FAILURE = Pattern.compile("CUDA failure (\\d+): ([^;]*?) ;");
  private static final Pattern DEVICE = Pattern.compile("Invalid device ID: (\\d+)");
  private static final Pattern UNKNOWN = Pattern.compile("Unknown provider option: \"(.*)\"");
  private static final Pattern VALUE = Pattern.compile("Failed to parse provider option \"(.*?)\"");

  /** Libraries whose number is CUDA's own; the others count for themselves. */
  private static final Pattern COUNTED =
      Pattern.compile("lib(?:cublasLt|cublas|cudart|nvrtc)\\.so\\.(\\d+)");

  private ProviderProblem() {}

  /**
   * The build has no such provider.
   *
   * @param available what it has
   */
  static Diagnostic absent(Provider provider, Set<OrtProvider> available) {
    String message = provider + " can't be used: this build of ONNX Runtime does not have it";
    String note =
        "it has "
            + String.join(", ", Provider.Kind.names(available))
            + "; it comes from "
            + NativeLibraries.origin();
    return provider.kind() == Provider.Kind.CUDA
        ? unusable(message)
            .note(note)
            .help(
                "NND_PROFILE=cuda ./nnd builds with the one that has it, a download of 640 MB;"
                    + " --native-path FOLDER takes one that is there; "
                    + DOCUMENTATION)
        : Diagnostic.of("NND0702", message)
            .note(note)
            .help("take a build that has it: --native-path FOLDER");
  }

  /** ONNX Runtime refuses the provider. */
  static Diagnostic refused(Provider provider, String reason) {
    return known(provider, reason)
        .orElseGet(
            () ->
                Diagnostic.of("NND0704", "ONNX Runtime can't compute with " + provider)
                    .note(reason)
                    .help("nnd doctor tells what is there; --provider cpu works everywhere"));
  }

  /** What a reason means, if that is known; empty if it may be about a model. */
  static Optional<Diagnostic> known(Provider provider, String reason) {
    for (Meaning meaning : MEANINGS) {
      Matcher found = meaning.pattern.matcher(reason);
      if (found.find()) {
        return Optional.of(meaning.telling.tell(provider, found));
      }
    }
    return Optional.empty();
  }

  @FunctionalInterface
  private interface Telling {
    Diagnostic tell(Provider provider, Matcher found);
  }

  private record Meaning(Pattern pattern, Telling telling) {}

  // A failure of CUDA stands within what is said of an option, so it is looked for first.
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(LIBRARY, (p, found) -> library(p, found.group(1))),
          new Meaning(WINDOWS, (p, found) -> windows(p)),
          new Meaning(FAILURE, (p, found) -> failure(p, found.group(1), found.group(2))),
          new Meaning(DEVICE, (p, found) -> device(p)),
          new Meaning(
              UNKNOWN, (p, found) -> option(p, "knows no provider option " + found.group(1))),
          new Meaning(
              VALUE,
              (p, found) -> option(p, "can't take provider option " + given(p, found.group(1)))));

  private static Diagnostic unusable(String message) {
    return Diagnostic.of("NND0700", message);
  }

  private static Diagnostic library(Provider provider, String name) {
    Diagnostic missing = unusable(provider + " can't be used: " + name + " is missing");
    if (name.startsWith("libcuda.so")) {
      return missing
          .note("it is part of NVIDIA's driver")
          .help("install the driver; a container must be started with the GPU: --gpus all");
    }
    if (!name.matches("lib(cu|nv).*")) {
      return missing
          .note("ONNX Runtime's provider needs this library")
          .help("install it, and name its folder in LD_LIBRARY_PATH");
    }
    Matcher counted = COUNTED.matcher(name);
    String cuda = counted.matches() ? "CUDA " + counted.group(1) : "CUDA";
    return missing
        .note(
            "this build of ONNX Runtime needs "
                + cuda
                + "; it comes from "
                + NativeLibraries.origin())
        .help(
            "install "
                + cuda
                + " and name the folder of its libraries in LD_LIBRARY_PATH; or take an ONNX"
                + " Runtime for the CUDA that is there: --native-path FOLDER; "
                + DOCUMENTATION);
  }

  /** Windows doesn't tell which library it is. */
  private static Diagnostic windows(Provider provider) {
    return unusable(provider + " can't be used: a library that it needs is missing")
        .note("CUDA, cuDNN and the Visual C++ runtime are needed")
        .help("install them and name their folders in PATH; " + DOCUMENTATION);
  }

  private static Diagnostic failure(Provider provider, String number, String text) {
    String cannot = provider + " can't be used: ";
    return switch (number) {
      case "35" ->
          unusable(cannot + "NVIDIA's driver is too old for this CUDA, or does not run")
              .note("CUDA says: " + text)
              .help("nvidia-smi tells the driver's version, and the CUDA that it serves");
      case "100" ->
          unusable(cannot + "there is no NVIDIA GPU")
              .note("CUDA says: " + text)
              .help("nvidia-smi lists those that the driver sees; CUDA_VISIBLE_DEVICES hides some");
      case "101" -> device(provider).note("CUDA says: " + text);
      default ->
          unusable(cannot + "CUDA failed")
              .note("CUDA says: " + text + ", failure " + number)
              .help("nnd doctor tells what is there; --provider cpu works everywhere");
    };
  }

  private static Diagnostic device(Provider provider) {
    return unusable(provider + " can't be used: there is no such device")
        .help("nvidia-smi lists the devices; the first one is cuda:0");
  }

  private static Diagnostic option(Provider provider, String what) {
    return Diagnostic.of("NND0703", provider.kind() + " " + what)
        .help("ONNX Runtime's documentation lists the options of " + provider.kind());
  }

  private static String given(Provider provider, String option) {
    return option + "=" + provider.options().getOrDefault(option, provider.device());
  }
}
