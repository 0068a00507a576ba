package org.nnd.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/**
 * What a network wants of its data.
 *
 * @param inputs in the network's order, the type of one example by the input's name; all lengths
 *     are known
 * @param label the type of one example's label; empty when predicting
 * @param classes the number of classes if the label is class numbers (int64), 0 otherwise
 */
public record Wanted(Map<String, TensorType> inputs, Optional<TensorType> label, long classes) {

  public Wanted {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a network has inputs");
    }
    if (label.isPresent() && inputs.containsKey(Dataset.LABEL)) {
      throw new IllegalArgumentException("an input can't have the label's name");
    }
  }

  /** Whether each label is the number of one class. */
  boolean labelsAreClasses() {
    return classes > 0 && label.equals(Optional.of(TensorType.scalar(ElementType.INT64)));
  }
}
