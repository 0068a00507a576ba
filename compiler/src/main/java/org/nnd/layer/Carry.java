package org.nnd.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * hₜ₊₁,₀ = hₜ,T: what a training step leaves is where the next one begins, for layers that go on
 * through a text that comes in windows.
 *
 * <p>Such a state is an input of the graph, 0 at first, with a row for each example of a batch. No
 * gradient goes back through it: truncated backpropagation through time (Williams and Peng, 1990).
 */
public final class Carry {
  private final Builder g;
  private final int examples;
  private final Map<String, Value> next = new LinkedHashMap<>();

  /** For batches of so many examples. */
  public Carry(Builder g, int examples) {
    this.g = g;
    this.examples = examples;
  }

  /** What the step before left under a name. */
  Value first(String name, TensorType example) {
    Shape rows = example.shape().insert(0, Dim.of(examples));
    return g.input(name, Tensor.filled(example.shaped(rows), 0));
  }

  /** Leaves something to the next step. */
  void last(String name, Value value) {
    next.put(name, value);
  }

  /** What this step leaves, by the names of the inputs. */
  public Map<String, Value> next() {
    return new LinkedHashMap<>(next);
  }
}
