package org.nnd.imports;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.ir.Tensor;

/**
 * A graph as a text with its weights.
 *
 * @param text what {@code .nnd} says
 * @param weights the numbers, by their names in the network that the text makes
 */
public record Imported(String text, Map<String, Tensor> weights) {
  public Imported {
    weights = new LinkedHashMap<>(weights);
  }
}
