package org.nnd.web;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.ir.Dim;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.runtime.Safetensors;

/**
 * Some examples of a training, of each class as many: what a network learns again beside something
 * new, so that it does not forget.
 */
public record KeptExamples(Dataset examples) {
  /** How many numbers of an input are kept in all. */
  private static final long MOST_NUMBERS = 1L << 20;

  private static final long SEED = 1;

  /**
   * Chooses examples, in an order that only depends on how many there are.
   *
   * @param most how many; large ones are fewer
   * @param classes whether labels are the numbers of classes
   */
  static KeptExamples of(Dataset training, int most, boolean classes) {
    long size =
        training.columns().values().stream()
            .mapToLong(c -> c.type().shape().size().orElseThrow())
            .max()
            .orElseThrow();
    int count = (int) Math.min(Math.min(most, training.size()), Math.max(1, MOST_NUMBERS / size));
    Column label = training.columns().get(Dataset.LABEL);
    Map<Long, Deque<Integer>> byClass = new TreeMap<>();
    for (int example : Dataset.shuffled(training.size(), SEED)) {
      long of = classes ? (long) label.numbers(example)[0] : 0;
      byClass.computeIfAbsent(of, c -> new ArrayDeque<>()).add(example);
    }
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < count) {
      for (Deque<Integer> one : byClass.values()) {
        if (!one.isEmpty() && chosen.size() < count) {
          chosen.add(one.remove());
        }
      }
    }
    return new KeptExamples(training.select(chosen.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** How many there are. */
  public int size() {
    return examples.size();
  }

  /** The largest number in an input: that of a white pixel, where it takes pictures. */
  double largest(Value input) {
    Column column = examples.columns().get(input.name());
    double largest = 0;
    for (int i = 0; i < examples.size(); i++) {
      for (double x : column.numbers(i)) {
        largest = Math.max(largest, x);
      }
    }
    return largest > 0 ? largest : 1;
  }

  /** As a file: a tensor for each input and the label, an example in each row. */
  Safetensors toSafetensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    examples.columns().forEach((name, column) -> tensors.put(name, tensor(column)));
    return new Safetensors(Map.of(), tensors);
  }

  private static Tensor tensor(Column column) {
    TensorType each = column.type();
    TensorType all = each.shaped(each.shape().insert(0, Dim.of(column.size())));
    int bytes = (int) (all.shape().size().orElseThrow() * each.element().bytes());
    ByteBuffer numbers = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < column.size(); i++) {
      column.write(i, numbers);
    }
    return new Tensor(all, numbers.array());
  }
}
