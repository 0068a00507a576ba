package org.nnd.imports;

import java.util.List;
import org.nnd.ir.Value;

/**
 * Layers that a text says once and uses several times.
 *
 * @param name as the text calls it
 * @param parameters what differs from use to use
 * @param input what goes in
 * @param sites the layers, arguments that differ being parameters
 * @param output what comes out
 */
record Block(String name, List<String> parameters, Value input, List<Site> sites, Value output) {
  Block {
    parameters = List.copyOf(parameters);
    sites = List.copyOf(sites);
  }
}
