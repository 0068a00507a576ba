package org.nnd.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What computes: one of ONNX Runtime's execution providers, and how it is set.
 *
 * @param kind which provider
 * @param device which of its devices, such as 1 for the second; empty for the first
 * @param options settings of the provider itself, by the names that ONNX Runtime gives them
 * @param threads of the CPU that compute; empty for one for each core
 */
public record Provider(Kind kind, String device, Map<String, String> options, OptionalInt threads) {
  /** The CPU, with a thread for each core. */
  public static final Provider CPU = of(Kind.CPU);

  /** The providers that ONNX Runtime Java can be asked for. */
  public enum Kind {
    CPU("cpu"),
    CUDA("cuda");

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  public Provider {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** A provider as it is when nothing is said. */
  public static Provider of(Kind kind) {
    return new Provider(kind, "", Map.of(), OptionalInt.empty());
  }

  /** The same with a number of threads. */
  public Provider withThreads(int number) {
    return new Provider(kind, device, options, OptionalInt.of(number));
  }

  /** As it is asked for: {@code cuda:1}. */
  @Override
  public String toString() {
    return device.isEmpty() ? kind.toString() : kind + ":" + device;
  }
}
