package org.nnd.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.nnd.source.NndException;

/**
 * What computes: one of ONNX Runtime's execution providers, and how it is set. Nodes that it has no
 * kernels for run on the CPU.
 *
 * @param kind which provider
 * @param device which of its devices, such as 1 for the second; empty for the first
 * @param options settings of the provider itself, by the names that ONNX Runtime gives them
 * @param threads of the CPU that compute; empty for one for each core
 */
public record Provider(Kind kind, String device, Map<String, String> options, OptionalInt threads) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** The CPU, with a thread for each core. */
  public static final Provider CPU = of(Kind.CPU);

  /** Makes session options ask for a provider. */
  @FunctionalInterface
  private interface Asking {
    void ask(SessionOptions session, Provider provider) throws OrtException;
  }

  /** What a provider can be told beside its name. */
  private enum Settings {
    NOTHING,
    DEVICE,
    OPTIONS,
    BOTH
  }

  /** The providers that ONNX Runtime Java can be asked for. */
  public enum Kind {
    CPU("cpu", OrtProvider.CPU, Settings.NOTHING, (session, p) -> {}),
    CUDA("cuda", OrtProvider.CUDA, Settings.BOTH, Provider::askForCuda),
    TENSORRT("tensorrt", OrtProvider.TENSOR_RT, Settings.BOTH, Provider::askForTensorRt),
    ROCM("rocm", OrtProvider.ROCM, Settings.DEVICE, (session, p) -> session.addROCM(p.number())),
    DIRECTML("directml", OrtProvider.DIRECT_ML, Settings.DEVICE, Provider::askForDirectMl),
    COREML(
        "coreml",
        OrtProvider.CORE_ML,
        Settings.OPTIONS,
        (session, p) -> session.addCoreML(p.options)),
    OPENVINO(
        "openvino",
        OrtProvider.OPEN_VINO,
        Settings.DEVICE,
        (session, p) -> session.addOpenVINO(p.device)),
    DNNL("dnnl", OrtProvider.DNNL, Settings.NOTHING, (session, p) -> session.addDnnl(true)),
    XNNPACK(
        "xnnpack",
        OrtProvider.XNNPACK,
        Settings.OPTIONS,
        (session, p) -> session.addXnnpack(p.options)),
    QNN("qnn", OrtProvider.QNN, Settings.OPTIONS, (session, p) -> session.addQnn(p.options)),
    WEBGPU(
        "webgpu",
        OrtProvider.WEBGPU,
        Settings.OPTIONS,
        (session, p) -> session.addWebGPU(p.options)),
    NNAPI("nnapi", OrtProvider.NNAPI, Settings.NOTHING, (session, p) -> session.addNnapi()),
    ACL("acl", OrtProvider.ACL, Settings.NOTHING, (session, p) -> session.addACL(true));

    private final String name;
    private final OrtProvider ort;
    private final Settings settings;
    private final Asking asking;

    Kind(String name, OrtProvider ort, Settings settings, Asking asking) {
      this.name = name;
      this.ort = ort;
      this.settings = settings;
      this.asking = asking;
    }

    /** ONNX Runtime's own word for it. */
    OrtProvider ort() {
      return ort;
    }

    /** The one of a name, if there is one. */
    static Optional<Kind> of(String name) {
      return Arrays.stream(values()).filter(k -> k.name.equals(name)).findFirst();
    }

    /** The names of those that a build has. */
    static List<String> names(Set<OrtProvider> available) {
      return Arrays.stream(values())
          .filter(kind -> available.contains(kind.ort))
          .map(Kind::toString)
          .toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A provider.
   *
   * @throws IllegalArgumentException if it can't be told so much
   */
  public Provider {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    boolean devices = kind.settings == Settings.DEVICE || kind.settings == Settings.BOTH;
    if (!device.isEmpty() && !devices) {
      throw new IllegalArgumentException(kind + " has no devices to choose from, so no " + device);
    }
    if (!device.isEmpty() && kind != Kind.OPENVINO && !NUMBER.matcher(device).matches()) {
      throw new IllegalArgumentException(
          "a device of " + kind + " is a number, as in " + kind + ":1, not " + device);
    }
    boolean settable = kind.settings == Settings.OPTIONS || kind.settings == Settings.BOTH;
    if (!options.isEmpty() && !settable) {
      throw new IllegalArgumentException(
          kind + " takes no options, so no " + options.keySet().iterator().next());
    }
    if (threads.isPresent() && threads.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "there must be at least 1 thread, not " + threads.getAsInt());
    }
  }

  /** A provider as it is when nothing is said. */
  public static Provider of(Kind kind) {
    return new Provider(kind, "", Map.of(), OptionalInt.empty());
  }

  /**
   * A provider by its name, which the device may follow: {@code cuda:1}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Provider of(String asked) {
    int colon = asked.indexOf(':');
    String name = colon < 0 ? asked : asked.substring(0, colon);
    Kind kind =
        Kind.of(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "must be one of "
                            + String.join(", ", Kind.names(EnumSet.allOf(OrtProvider.class)))
                            + ", not "
                            + name));
    return new Provider(
        kind, colon < 0 ? "" : asked.substring(colon + 1), Map.of(), OptionalInt.empty());
  }

  /** The same with settings. */
  public Provider with(Map<String, String> settings) {
    return new Provider(kind, device, settings, threads);
  }

  /** The same with a number of threads. */
  public Provider withThreads(int number) {
    return new Provider(kind, device, options, OptionalInt.of(number));
  }

  /** The number of the device. */
  private int number() {
    return device.isEmpty() ? 0 : Integer.parseInt(device);
  }

  /**
   * Runs a model of one node, to learn early whether it works.
   *
   * @throws NndException if it does not (NND0700, NND0702 to NND0704)
   */
  public void check() {
    Session.check(this);
  }

  /** Makes session options ask for it. */
  void ask(SessionOptions session) throws OrtException {
    kind.asking.ask(session, this);
  }

  private static void askForCuda(SessionOptions session, Provider p) throws OrtException {
    NativeLibraries.loadCuda();
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(p.number())) {
      for (Map.Entry<String, String> option : p.options.entrySet()) {
        cuda.add(option.getKey(), option.getValue());
      }
      session.addCUDA(cuda);
    }
  }

  /** What TensorRT can't do is for CUDA, as ONNX Runtime recommends. */
  private static void askForTensorRt(SessionOptions session, Provider p) throws OrtException {
    NativeLibraries.loadCuda();
    try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(p.number())) {
      for (Map.Entry<String, String> option : p.options.entrySet()) {
        tensorRt.add(option.getKey(), option.getValue());
      }
      session.addTensorrt(tensorRt);
    }
    askForCuda(session, new Provider(Kind.CUDA, p.device, Map.of(), p.threads));
  }

  /** DirectML takes no memory pattern. */
  private static void askForDirectMl(SessionOptions session, Provider p) throws OrtException {
    session.setMemoryPatternOptimization(false);
    session.addDirectML(p.number());
  }

  /** As it is asked for: {@code cuda:1}. */
  @Override
  public String toString() {
    return device.isEmpty() ? kind.toString() : kind + ":" + device;
  }
}
