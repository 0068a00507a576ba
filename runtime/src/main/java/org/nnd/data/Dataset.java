package org.nnd.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Examples in memory.
 *
 * @param columns in a fixed order and all of the same size; a network's inputs by their names, and
 *     {@link #LABEL}
 * @param classes the names of the classes, in the order of their numbers; empty where the data
 *     names none
 */
public record Dataset(Map<String, Column> columns, List<String> classes) {
  /** The key of the column that the loss compares with. */
  public static final String LABEL = "label";

  public Dataset {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    classes = List.copyOf(classes);
    if (columns.values().stream().mapToInt(Column::size).distinct().count() != 1) {
      throw new IllegalArgumentException("columns of one size are needed: " + columns.keySet());
    }
  }

  /** The number of examples. */
  public int size() {
    return columns.values().iterator().next().size();
  }

  /** A view of some examples, in the order given; the numbers are not copied. */
  public Dataset select(int[] examples) {
    int[] chosen = examples.clone();
    Map<String, Column> selected = new LinkedHashMap<>();
    columns.forEach((name, column) -> selected.put(name, new Selection(column, chosen)));
    return new Dataset(selected, classes);
  }

  /** What a network learns from, and what it is tried on while it learns. */
  public record Split(Dataset training, Dataset validation) {}

  /**
   * Shuffles and holds the first ⌈fraction · size⌉ examples out for validation.
   *
   * @param validationFraction from 0 to 1, taken as the decimal number that it is written as
   */
  public Split split(double validationFraction, long seed) {
    if (!(validationFraction >= 0 && validationFraction <= 1)) {
      throw new IllegalArgumentException("no fraction: " + validationFraction);
    }
    int[] order = shuffled(size(), seed);
    int held =
        BigDecimal.valueOf(validationFraction)
            .multiply(BigDecimal.valueOf(order.length))
            .setScale(0, RoundingMode.CEILING)
            .intValueExact();
    return new Split(
        select(Arrays.copyOfRange(order, held, order.length)),
        select(Arrays.copyOfRange(order, 0, held)));
  }

  /**
   * The numbers from 0 to {@code size - 1} in a random order, the same on every machine: Fisher and
   * Yates' shuffle, from the end, drawn from {@link Random}.
   */
  public static int[] shuffled(int size, long seed) {
    int[] order = IntStream.range(0, size).toArray();
    Random random = new Random(seed);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
