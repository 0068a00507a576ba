package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

class DatasetTest {

  @Test
  void theShuffleIsTheSameOnEveryMachine() {
    assertArrayEquals(new int[] {6, 9, 7, 8, 4, 2, 0, 3, 1, 5}, Dataset.shuffled(10, 1));
    assertArrayEquals(new int[] {2, 1, 9, 5, 0, 3, 4, 7, 6, 8}, Dataset.shuffled(10, 2));
    assertArrayEquals(new int[] {0}, Dataset.shuffled(1, 1));
    assertArrayEquals(new int[] {}, Dataset.shuffled(0, 1));
  }

  @Test
  void aSelectionIsAViewInTheOrderGiven() {
    int[] chosen = {4, 0, 4};
    Dataset some = counting(5).select(chosen);
    chosen[0] = 1;
    assertEquals(3, some.size());
    assertEquals(TensorType.scalar(ElementType.FLOAT), some.columns().get("x").type());
    assertArrayEquals(new double[] {4, 0, 4}, numbers(some));
    assertArrayEquals(new double[] {0, 4}, numbers(some.select(new int[] {1, 2})));
  }

  @Test
  void columnsHaveOneSize() {
    Map<String, Column> columns = Map.of("x", new Counting(2), "y", new Counting(3));
    assertThrows(IllegalArgumentException.class, () -> new Dataset(columns, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Dataset(Map.of(), List.of()));
  }

  @Test
  void theLabelsNameIsTaken() {
    TensorType number = TensorType.scalar(ElementType.FLOAT);
    Map<String, TensorType> inputs = Map.of("label", number);
    assertThrows(IllegalArgumentException.class, () -> new Wanted(inputs, Optional.of(number), 0));
    assertEquals(inputs, new Wanted(inputs, Optional.empty(), 0).inputs());
    assertThrows(IllegalArgumentException.class, () -> new Wanted(Map.of(), Optional.empty(), 0));
  }

  private static Dataset counting(int size) {
    return new Dataset(Map.of("x", new Counting(size)), List.of("no", "yes"));
  }

  private static double[] numbers(Dataset dataset) {
    return Written.all(dataset.columns().get("x"));
  }

  /** 0, 1, 2 and so on. */
  private record Counting(int size) implements Column {
    @Override
    public TensorType type() {
      return TensorType.scalar(ElementType.FLOAT);
    }

    @Override
    public void write(int example, ByteBuffer to) {
      to.putFloat(example);
    }
  }
}
