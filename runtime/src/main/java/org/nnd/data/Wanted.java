package org.nnd.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/**
 * What a network wants of its data.
 *
 * @param inputs in the network's order, the type of one example by the input's name; lengths may be
 *     free
 * @param label the type of one example's label; empty when predicting
 * @param classes the number of classes if the label is class numbers (int64), 0 otherwise
 * @param indices for inputs whose numbers are looked up: how many there are
 * @param ofLoss the inputs that only the loss reads, such as a weight for each example
 */
public record Wanted(
    Map<String, TensorType> inputs,
    Optional<TensorType> label,
    long classes,
    Map<String, Long> indices,
    Set<String> ofLoss) {

  public Wanted {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    indices = Map.copyOf(indices);
    ofLoss = Set.copyOf(ofLoss);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a network has inputs");
    }
    if (label.isPresent() && inputs.containsKey(Dataset.LABEL)) {
      throw new IllegalArgumentException("an input can't have the label's name");
    }
  }

  /** Of a network that reads all its inputs itself. */
  public Wanted(
      Map<String, TensorType> inputs,
      Optional<TensorType> label,
      long classes,
      Map<String, Long> indices) {
    this(inputs, label, classes, indices, Set.of());
  }

  /** Of one that looks nothing up either. */
  public Wanted(Map<String, TensorType> inputs, Optional<TensorType> label, long classes) {
    this(inputs, label, classes, Map.of());
  }

  /** The inputs that the network reads. */
  List<String> own() {
    return inputs.keySet().stream().filter(input -> !ofLoss.contains(input)).toList();
  }

  /** Whether each label is the number of one class. */
  boolean labelsAreClasses() {
    return classes > 0 && label.equals(Optional.of(TensorType.scalar(ElementType.INT64)));
  }

  /** The inputs in words: {@code a: float[3], b: int64}. */
  String describe() {
    return inputs.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /**
   * Checks that every length is known.
   *
   * @throws NndException if not (NND0504)
   */
  void checkLengths() {
    inputs.forEach(
        (name, type) -> {
          for (Dim d : type.shape().dims()) {
            if (d instanceof Dim.Named) {
              throw new NndException(
                  Diagnostic.of(
                          "NND0504",
                          "the input "
                              + name
                              + " is "
                              + type
                              + ", but tables and images have no free lengths")
                      .help("give " + d + " the length that the data has"));
            }
          }
        });
  }
}
