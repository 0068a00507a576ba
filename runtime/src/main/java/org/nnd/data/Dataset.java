package org.nnd.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;

/**
 * Examples that can be read in any order.
 *
 * @param columns in a fixed order and all of the same size; a network's inputs by their names, and
 *     {@link #LABEL}
 * @param classes the names of the classes, in the order of their numbers; empty where the data
 *     names none
 * @param ordered whether epochs go through the examples as they stand, rather than shuffled
 */
public record Dataset(Map<String, Column> columns, List<String> classes, boolean ordered) {
  /** The key of the column that the loss compares with. */
  public static final String LABEL = "label";

  /** Of so many batches at a time, examples of similar lengths are put together. */
  private static final int BATCHES_SORTED = 50;

  public Dataset {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    classes = List.copyOf(classes);
    if (columns.values().stream().mapToInt(Column::size).distinct().count() != 1) {
      throw new IllegalArgumentException("columns of one size are needed: " + columns.keySet());
    }
  }

  /** Examples that each epoch shuffles. */
  public Dataset(Map<String, Column> columns, List<String> classes) {
    this(columns, classes, false);
  }

  /** The number of examples. */
  public int size() {
    return columns.values().iterator().next().size();
  }

  /** What is free in a network's inputs, as long as it becomes in the examples. */
  public Map<String, Long> lengths(List<Value> inputs) {
    Map<String, Long> lengths = new LinkedHashMap<>();
    for (Value input : inputs) {
      Shape longest = columns.get(input.name()).longest().shape();
      Shape declared = input.type().perExample().shape();
      for (int axis = 0; axis < declared.rank(); axis++) {
        if (declared.dim(axis) instanceof Dim.Named free) {
          lengths.merge(free.name(), longest.dim(axis).known().orElseThrow(), Math::max);
        }
      }
    }
    return lengths;
  }

  /** A view of some examples, in the order given; the numbers are not copied. */
  public Dataset select(int[] examples) {
    int[] chosen = examples.clone();
    Map<String, Column> selected = new LinkedHashMap<>();
    columns.forEach((name, column) -> selected.put(name, new Selection(column, chosen)));
    return new Dataset(selected, classes, ordered);
  }

  /** The same examples with other columns. */
  public Dataset with(Map<String, Column> others) {
    return new Dataset(others, classes, ordered);
  }

  /** The data as an epoch, from 1, sees it. */
  public Dataset epoch(int epoch) {
    Map<String, Column> seen = new LinkedHashMap<>();
    columns.forEach((name, column) -> seen.put(name, column.epoch(epoch)));
    return with(seen);
  }

  /**
   * The examples in the order in which an epoch learns from them: shuffled, and where lengths are
   * free, so that those of a batch are similar.
   */
  public int[] order(long seed, int batch) {
    if (ordered) {
      return IntStream.range(0, size()).toArray();
    }
    int[] shuffled = shuffled(size(), seed);
    return ragged().map(column -> bucketed(shuffled, column, seed, batch)).orElse(shuffled);
  }

  private Optional<Column> ragged() {
    return columns.values().stream()
        .filter(c -> c.type().shape().dims().stream().anyMatch(d -> d instanceof Dim.Named))
        .findFirst();
  }

  /** Sorts shuffled examples by length, some batches at a time, and shuffles the full batches. */
  private static int[] bucketed(int[] shuffled, Column column, long seed, int batch) {
    Integer[] sorted = Arrays.stream(shuffled).boxed().toArray(Integer[]::new);
    for (int from = 0; from < sorted.length; from += BATCHES_SORTED * batch) {
      int to = Math.min(sorted.length, from + BATCHES_SORTED * batch);
      Arrays.sort(sorted, from, to, Comparator.comparingInt(column::length));
    }
    List<Integer> order = new ArrayList<>();
    int full = sorted.length / batch;
    for (int b : shuffled(full, ~seed)) {
      order.addAll(Arrays.asList(sorted).subList(b * batch, (b + 1) * batch));
    }
    order.addAll(Arrays.asList(sorted).subList(full * batch, sorted.length));
    return order.stream().mapToInt(Integer::intValue).toArray();
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
