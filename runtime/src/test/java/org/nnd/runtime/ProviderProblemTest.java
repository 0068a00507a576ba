package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtProvider;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnd.source.Rendering;

/** What ONNX Runtime says of a provider that fails, and what is made of it. */
final class ProviderProblemTest {
  private static final Provider CUDA = Provider.of("cuda");

  /** Said by onnxruntime_gpu 1.29.0 on a machine without CUDA. */
  private static final String NO_CUBLAS =
      "/onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:1988"
          + " onnxruntime::Provider& onnxruntime::ProviderLibrary::Get() [ONNXRuntimeError] : 1 :"
          + " FAIL : Failed to load library"
          + " /tmp/onnxruntime-java14369188898030641921/libonnxruntime_providers_cuda.so with"
          + " error: libcublasLt.so.12: cannot open shared object file: No such file or directory";

  /** Said by the same build of its options; what comes before is the same in all of these. */
  private static final String PARSE =
      "/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider_info.cc:62 static"
          + " onnxruntime::CUDAExecutionProviderInfo"
          + " onnxruntime::CUDAExecutionProviderInfo::FromProviderOptions(const"
          + " onnxruntime::ProviderOptions&) [ONNXRuntimeError] : 1 : FAIL :"
          + " provider_options_utils.h:187 Parse ";

  /** Said by it where there is no driver; the other failures have the same form. */
  private static final String NO_DRIVER =
      "Failed to parse provider option \"device_id\": CUDA failure 35: CUDA driver version is"
          + " insufficient for CUDA runtime version ; GPU=-1 ; hostname=vm ;"
          + " file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider_info.cc"
          + " ; line=69 ; expr=cudaGetDeviceCount(&num_devices); ";

  private static String told(Provider provider, String reason) {
    return Rendering.text(ProviderProblem.refused(provider, reason))
        .replace(NativeLibraries.origin(), "ORIGIN");
  }

  @Test
  void aLibraryOfCudaIsMissing() {
    assertEquals(
        """
        error[NND0700]: cuda can't be used: libcublasLt.so.12 is missing
          note: this build of ONNX Runtime needs CUDA 12; it comes from ORIGIN
          help: install CUDA 12 and name the folder of its libraries in LD_LIBRARY_PATH; or take an \
        ONNX Runtime for the CUDA that is there: --native-path FOLDER; docs/gpu.md tells more
        """,
        told(CUDA, NO_CUBLAS));
    assertEquals(
        "  note: this build of ONNX Runtime needs CUDA; it comes from ORIGIN",
        told(CUDA, NO_CUBLAS.replace("libcublasLt.so.12", "libcurand.so.10"))
            .lines()
            .skip(1)
            .findFirst()
            .orElseThrow());
  }

  @Test
  void theDriverIsMissing() {
    assertEquals(
        """
        error[NND0700]: cuda:1 can't be used: libcuda.so.1 is missing
          note: it is part of NVIDIA's driver
          help: install the driver; a container must be started with the GPU: --gpus all
        """,
        told(Provider.of("cuda:1"), NO_CUBLAS.replace("libcublasLt.so.12", "libcuda.so.1")));
  }

  @Test
  void aLibraryOfAnotherProviderIsMissing() {
    assertEquals(
        """
        error[NND0700]: openvino can't be used: libopenvino.so.2600 is missing
          note: ONNX Runtime's provider needs this library
          help: install it, and name its folder in LD_LIBRARY_PATH
        """,
        told(
            Provider.of("openvino"),
            NO_CUBLAS.replace("libcublasLt.so.12", "libopenvino.so.2600")));
  }

  @Test
  void theDriverIsTooOld() {
    assertEquals(
        """
        error[NND0700]: cuda can't be used: NVIDIA's driver is too old for this CUDA, or does not run
          note: CUDA says: CUDA driver version is insufficient for CUDA runtime version
          help: nvidia-smi tells the driver's version, and the CUDA that it serves
        """,
        told(CUDA, PARSE + NO_DRIVER));
  }

  @Test
  void noGpuOrNotThisOne() {
    assertEquals(
        """
        error[NND0700]: cuda can't be used: there is no NVIDIA GPU
          note: CUDA says: no CUDA-capable device is detected
          help: nvidia-smi lists those that the driver sees; CUDA_VISIBLE_DEVICES hides some
        """,
        told(CUDA, failure(100, "no CUDA-capable device is detected")));
    assertEquals(
        """
        error[NND0700]: cuda:3 can't be used: there is no such device
          note: CUDA says: invalid device ordinal
          help: nvidia-smi lists the devices; the first one is cuda:0
        """,
        told(Provider.of("cuda:3"), failure(101, "invalid device ordinal")));
    assertEquals(
        """
        error[NND0700]: cuda:3 can't be used: there is no such device
          help: nvidia-smi lists the devices; the first one is cuda:0
        """,
        told(
            Provider.of("cuda:3"),
            PARSE
                + "Failed to parse provider option \"device_id\": Invalid device ID: 3, must be"
                + " between 0 (inclusive) and 1 (exclusive)."));
    assertEquals(
        """
        error[NND0700]: cuda can't be used: CUDA failed
          note: CUDA says: unknown error, failure 999
          help: nnd doctor tells what is there; --provider cpu works everywhere
        """,
        told(CUDA, failure(999, "unknown error")));
  }

  private static String failure(int number, String text) {
    return PARSE
        + NO_DRIVER
            .replace("35", Integer.toString(number))
            .replace("CUDA driver version is insufficient for CUDA runtime version", text);
  }

  @Test
  void windowsDoesNotTellWhichLibrary() {
    assertEquals(
        """
        error[NND0700]: cuda can't be used: a library that it needs is missing
          note: CUDA, cuDNN and the Visual C++ runtime are needed
          help: install them and name their folders in PATH; docs/gpu.md tells more
        """,
        told(
            CUDA,
            "FAIL : LoadLibrary failed with error 126 \"\" when trying to load"
                + " \"C:\\onnxruntime_providers_cuda.dll\""));
  }

  @Test
  void optionsThatItDoesNotTake() {
    Provider set = CUDA.with(Map.of("gpu_mem_limit", "much", "nonsense", "1"));
    assertEquals(
        """
        error[NND0703]: cuda knows no provider option nonsense
          help: ONNX Runtime's documentation lists the options of cuda
        """,
        told(set, PARSE + "Unknown provider option: \"nonsense\"."));
    assertEquals(
        """
        error[NND0703]: cuda can't take provider option gpu_mem_limit=much
          help: ONNX Runtime's documentation lists the options of cuda
        """,
        told(
            set,
            PARSE
                + "Failed to parse provider option \"gpu_mem_limit\": parse_string.h:116"
                + " ParseStringWithClassicLocale Failed to parse value:"
                + " \"18446744073709551615\""));
  }

  /** What says nothing of a provider may be about the model. */
  @Test
  void whatIsNotKnown() {
    assertEquals(Optional.empty(), ProviderProblem.known(CUDA, "Fatal error: Foo is no operator"));
    assertEquals(
        """
        error[NND0704]: ONNX Runtime can't compute with qnn
          note: the backend is away
          help: nnd doctor tells what is there; --provider cpu works everywhere
        """,
        told(Provider.of("qnn"), "the backend is away"));
  }

  @Test
  void theBuildHasNoSuchProvider() {
    EnumSet<OrtProvider> stock = EnumSet.of(OrtProvider.CPU, OrtProvider.XNNPACK);
    assertEquals(
        """
        error[NND0700]: cuda can't be used: this build of ONNX Runtime does not have it
          note: it has cpu, xnnpack; it comes from ORIGIN
          help: NND_PROFILE=cuda ./nnd builds with the one that has it, a download of 640 MB; \
        --native-path FOLDER takes one that is there; docs/gpu.md tells more
        """,
        Rendering.text(ProviderProblem.absent(CUDA, stock))
            .replace(NativeLibraries.origin(), "ORIGIN"));
    assertEquals(
        """
        error[NND0702]: directml:1 can't be used: this build of ONNX Runtime does not have it
          note: it has cpu, xnnpack; it comes from ORIGIN
          help: take a build that has it: --native-path FOLDER
        """,
        Rendering.text(ProviderProblem.absent(Provider.of("directml:1"), stock))
            .replace(NativeLibraries.origin(), "ORIGIN"));
  }
}
