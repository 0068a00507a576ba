package org.nnd.op;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/** A node that remembers what an op asked for: the op stands for it if that is all there is. */
public abstract class AskedNode implements OnnxNode {
  /**
   * What a node is.
   *
   * @param inputs the places of the node's inputs that the op takes
   * @param types of the op's results
   */
  public record Typed(Op op, List<Integer> inputs, List<TensorType> types) {
    public Typed {
      inputs = List.copyOf(inputs);
      types = List.copyOf(types);
    }
  }

  private final Map<String, Object> attributes;
  private final Set<String> askedAttributes = new HashSet<>();
  private final Set<Integer> askedInputs = new HashSet<>();

  /** A node with attributes as {@link Op#attributes} has them. */
  protected AskedNode(Map<String, Object> attributes) {
    this.attributes = attributes;
  }

  /** The places of the outputs that somebody reads. */
  public abstract List<Integer> read();

  /** What is wrong with the node. */
  protected abstract RuntimeException complaint(String message);

  /**
   * The op that does exactly what the node does, if there is one among those of its operator; none
   * does where values are only carried.
   */
  public Optional<Typed> typed(List<Rule> rules) {
    if (IntStream.range(0, inputs()).anyMatch(i -> has(i) && type(i).isCarried())) {
      return Optional.empty();
    }
    for (Rule rule : rules) {
      try {
        Optional<Reading> reading = rule.read(this).filter(this::isAllOf);
        if (reading.isPresent()) {
          Op op = reading.get().op();
          List<Integer> in = reading.get().inputs();
          List<TensorType> types = op.infer(in.stream().map(this::type).toList());
          boolean all = read().stream().allMatch(i -> i < types.size());
          if (all && types.stream().noneMatch(TensorType::isCarried)) {
            return Optional.of(new Typed(op, in, types));
          }
        }
      } catch (IllegalArgumentException
          | IndexOutOfBoundsException
          | NoSuchElementException
          | ArithmeticException e) {
        // the op can't take such inputs, or does less than the node: another may
      }
    }
    return Optional.empty();
  }

  /** Whether an op that takes some of the inputs knows all that the node says. */
  private boolean isAllOf(Reading reading) {
    boolean all = askedAttributes.containsAll(attributes.keySet());
    for (int i = 0; i < inputs(); i++) {
      all &= !has(i) || reading.inputs().contains(i) || askedInputs.contains(i);
    }
    return all;
  }

  /** Takes note of an input whose numbers were asked for. */
  protected final void asked(int input) {
    askedInputs.add(input);
  }

  /** All attributes. */
  public final Map<String, Object> attributes() {
    return attributes;
  }

  /** An attribute of a type, if it is there. */
  protected final <T> Optional<T> attribute(String name, Class<T> type) {
    askedAttributes.add(name);
    Object value = attributes.get(name);
    if (value != null && !type.isInstance(value)) {
      throw complaint("attribute " + name + " is of another type");
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  @Override
  public final long integer(String attribute, long byDefault) {
    return attribute(attribute, Long.class).orElse(byDefault);
  }

  @Override
  public final double number(String attribute, double byDefault) {
    return attribute(attribute, Double.class).orElse(byDefault);
  }

  @Override
  public final String text(String attribute, String byDefault) {
    return attribute(attribute, String.class).orElse(byDefault);
  }

  @Override
  public final Tensor tensor(String attribute, Tensor byDefault) {
    return attribute(attribute, Tensor.class).orElse(byDefault);
  }

  @Override
  public final Optional<List<Long>> integers(String attribute) {
    return attribute(attribute, long[].class).map(all -> LongStream.of(all).boxed().toList());
  }

  @Override
  public final Optional<List<String>> texts(String attribute) {
    return attribute(attribute, List.class)
        .map(all -> ((List<?>) all).stream().map(String.class::cast).toList());
  }

  @Override
  public final void ignore(String attribute) {
    askedAttributes.add(attribute);
  }
}
