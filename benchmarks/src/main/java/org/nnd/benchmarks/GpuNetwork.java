package org.nnd.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * A network to measure on a GPU, a text of {@code gpu/networks}.
 *
 * @param batch examples in a step
 * @param lr the learning rate at which losses are compared, so low that roundings don't grow
 * @param exact values of its parameters without which losses couldn't be compared
 * @param small values with which a dry run is soon over
 */
record GpuNetwork(
    String name, int batch, double lr, Map<String, String> exact, Map<String, String> small) {
  static final List<GpuNetwork> ALL =
      List.of(
          new GpuNetwork("mlp", 4096, 0.01, Map.of(), Map.of("width", "64")),
          new GpuNetwork("resnet18", 64, 0.00001, Map.of(), Map.of("size", "64", "classes", "10")),
          new GpuNetwork("lstm", 64, 0.01, Map.of(), Map.of("length", "8", "width", "32")),
          new GpuNetwork(
              "transformer",
              64,
              0.0001,
              Map.of("dropout", "0"),
              Map.of("length", "8", "width", "32", "blocks", "2")));

  /** How many examples a step has where the CPU computes it too. */
  static final int FEW = 8;
}
