package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Providers as they are asked for. */
final class ProviderTest {

  @Test
  void aNameAndADevice() {
    assertEquals(Provider.CPU, Provider.of("cpu"));
    assertEquals(
        new Provider(Provider.Kind.CUDA, "1", Map.of(), OptionalInt.empty()),
        Provider.of("cuda:1"));
    assertEquals("openvino:GPU", Provider.of("openvino:GPU").toString());
  }

  @Test
  void whatIsRefused() {
    assertRefused(
        "must be one of cpu, cuda, tensorrt, rocm, directml, coreml, openvino, dnnl, xnnpack, qnn,"
            + " webgpu, nnapi, acl, not gpu",
        () -> Provider.of("gpu"));
    assertRefused(
        "a device of cuda is a number, as in cuda:1, not first", () -> Provider.of("cuda:first"));
    assertRefused("cpu has no devices to choose from, so no 1", () -> Provider.of("cpu:1"));
    assertRefused("cpu takes no options, so no a", () -> Provider.CPU.with(Map.of("a", "b")));
    assertRefused("there must be at least 1 thread, not 0", () -> Provider.CPU.withThreads(0));
  }

  private static void assertRefused(String message, Runnable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making::run).getMessage());
  }

  /** Whoever asks for an execution gets steps that fit its provider. */
  @Test
  void stepsAreWrittenForWhatComputes() {
    assertEquals(Target.ORT_CPU, Execution.CPU.target());
    assertEquals(Target.ORT_CUDA, Execution.of(Provider.of("cuda:1")).target());
    assertEquals(Target.ORT_CUDA, Execution.of(Provider.of("tensorrt")).target());
    assertEquals(Target.PORTABLE, Execution.of(Provider.of("directml")).target());
  }
}
