package org.nnd.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/**
 * Which examples a network doesn't learn from: of n examples ⌈validation · n⌉ and ⌈test · n⌉.
 *
 * @param validation a share, taken as the decimal number that it is written as
 * @param test a share too
 * @param how which ones
 * @param seed of the shuffle
 */
public record Holdout(double validation, double test, How how, long seed) {

  /** Which examples are held out. */
  public enum How {
    /** The first of a shuffle. */
    RANDOM,
    /** The first of a shuffle, of each class its share. */
    STRATIFIED,
    /** The last ones, those for the test behind those for validation. */
    ORDERED
  }

  public Holdout {
    for (double share : new double[] {validation, test}) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("no fraction: " + share);
      }
    }
  }

  /**
   * Holds out what is asked for. Data that bring parts of their own keep those where none is asked
   * for, with what is left in the order in which it stands.
   *
   * @throws NndException if classes are to have their shares, and there are none (NND0480)
   */
  public Parts of(Parts own) {
    Dataset all = own.training();
    boolean brought = own.validation().isPresent() || own.test().isPresent();
    if (brought && validation == 0 && test == 0) {
      return own;
    }
    Indices chosen = indices(all);
    Optional<Dataset> carved =
        Optional.of(all.select(chosen.validation)).filter(d -> validation > 0);
    Optional<Dataset> tested = Optional.of(all.select(chosen.test)).filter(d -> test > 0);
    return new Parts(
        all.select(chosen.training),
        carved.or(own::validation).filter(d -> d.size() > 0),
        tested.or(own::test).filter(d -> d.size() > 0));
  }

  /**
   * The same of sets of images, which bring a test part more often than one for validation: where
   * nothing else is held out, it is looked at after each epoch.
   *
   * @throws NndException as above
   */
  public Parts ofImages(Parts own) {
    boolean testAlone = validation == 0 && own.validation().isEmpty();
    return of(testAlone ? new Parts(own.training(), own.test(), Optional.empty()) : own);
  }

  private record Indices(int[] training, int[] validation, int[] test) {}

  private Indices indices(Dataset all) {
    int size = all.size();
    int held = share(validation, size);
    int tested = Math.min(size - held, share(test, size));
    if (how == How.ORDERED) {
      int learned = size - held - tested;
      return new Indices(
          IntStream.range(0, learned).toArray(),
          IntStream.range(learned, learned + held).toArray(),
          IntStream.range(learned + held, size).toArray());
    }
    int[] shuffled = Dataset.shuffled(size, seed);
    if (how == How.RANDOM) {
      return new Indices(
          Arrays.copyOfRange(shuffled, held + tested, size),
          Arrays.copyOfRange(shuffled, 0, held),
          Arrays.copyOfRange(shuffled, held, held + tested));
    }
    List<Integer> order = IntStream.of(shuffled).boxed().toList();
    List<Integer> first = fair(all, order, held);
    List<Integer> rest = without(order, first, size);
    List<Integer> second = fair(all, rest, tested);
    return new Indices(ints(without(rest, second, size)), ints(first), ints(second));
  }

  /** ⌈fraction · size⌉. */
  static int share(double fraction, int size) {
    return BigDecimal.valueOf(fraction)
        .multiply(BigDecimal.valueOf(size))
        .setScale(0, RoundingMode.CEILING)
        .intValueExact();
  }

  /**
   * The first of each class, together as many as asked for: each class gives the whole part of its
   * share, and those with the largest remainders one more.
   */
  private static List<Integer> fair(Dataset all, List<Integer> order, int count) {
    SortedMap<Long, List<Integer>> members = new TreeMap<>();
    Column label = label(all);
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    for (int example : order) {
      number.clear();
      label.write(example, number);
      members.computeIfAbsent(number.getLong(0), c -> new ArrayList<>()).add(example);
    }
    List<Integer> chosen = new ArrayList<>();
    List<List<Integer>> byRemainder = new ArrayList<>(members.values());
    long size = Math.max(1, order.size());
    byRemainder.sort(Comparator.comparingLong(m -> -((long) m.size() * count % size)));
    long whole = members.values().stream().mapToLong(m -> (long) m.size() * count / size).sum();
    for (int i = 0; i < byRemainder.size(); i++) {
      List<Integer> m = byRemainder.get(i);
      long taken = (long) m.size() * count / size + (i < count - whole ? 1 : 0);
      chosen.addAll(m.subList(0, (int) taken));
    }
    boolean[] is = marks(chosen, all.size());
    return order.stream().filter(e -> is[e]).toList();
  }

  private static Column label(Dataset all) {
    return Optional.ofNullable(all.columns().get(Dataset.LABEL))
        .filter(c -> c.type().equals(TensorType.scalar(ElementType.INT64)))
        .orElseThrow(Holdout::noClasses);
  }

  /** There are no classes to have their shares (NND0480). */
  static NndException noClasses() {
    return new NndException(
        Diagnostic.of("NND0480", "each class can have its share only where labels are classes")
            .help("leave away: split stratified"));
  }

  private static boolean[] marks(List<Integer> some, int size) {
    boolean[] marks = new boolean[size];
    some.forEach(e -> marks[e] = true);
    return marks;
  }

  private static List<Integer> without(List<Integer> order, List<Integer> some, int size) {
    boolean[] is = marks(some, size);
    return order.stream().filter(e -> !is[e]).toList();
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
