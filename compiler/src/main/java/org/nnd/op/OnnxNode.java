package org.nnd.op;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.ir.Formula;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/**
 * A node of an ONNX file as an op looks at it, to say whether it is what the node does.
 *
 * <p>An op stands for the node only if it asked for every attribute that the node has, and takes or
 * asked for every input: so what an op does not know of is never lost.
 */
public interface OnnxNode {

  /**
   * What a node is read as.
   *
   * @param inputs the places of the node's inputs that the op takes
   */
  record Reading(Op op, List<Integer> inputs) {
    public Reading {
      inputs = List.copyOf(inputs);
    }
  }

  /** What an op's entry says about nodes: what they are read as, if the op does what they do. */
  @FunctionalInterface
  interface Rule {
    Optional<Reading> read(OnnxNode node);
  }

  /** A whole number. */
  long integer(String attribute, long byDefault);

  /** A number, as short as a float of ONNX can be told. */
  double number(String attribute, double byDefault);

  /** A text. */
  String text(String attribute, String byDefault);

  /** Numbers. */
  Tensor tensor(String attribute, Tensor byDefault);

  /** A list of whole numbers, if there is one. */
  Optional<List<Long>> integers(String attribute);

  /** A list of texts, if there is one. */
  Optional<List<String>> texts(String attribute);

  /** Takes note of an attribute that changes nothing about what the op does. */
  void ignore(String attribute);

  /** How many inputs the node has, left out ones between them included. */
  int inputs();

  /** Whether an input is there. */
  boolean has(int input);

  /** The type of an input that is there. */
  TensorType type(int input);

  /** The numbers of an input that is there and that no run changes. */
  Optional<Tensor> constant(int input);

  /** The whole numbers that an input has, computed from lengths, if that is known. */
  Optional<List<Formula>> formulas(int input);

  /** Whether an output is there, and behind the first one read. */
  boolean gives(int output);

  /** The type of an output as the file tells it, if it does. */
  Optional<TensorType> declared(int output);

  /** The shape of an input that is there. */
  default Shape shape(int input) {
    return type(input).shape();
  }

  /** The whole numbers of an input that is there and that no run changes. */
  default Optional<List<Long>> longs(int input) {
    return formulas(input)
        .filter(all -> all.stream().allMatch(f -> f.known().isPresent()))
        .map(all -> all.stream().map(f -> f.known().getAsLong()).toList());
  }

  /** Whether an attribute, a whole number, is what an op always does. */
  default boolean is(String attribute, long always) {
    return integer(attribute, always) == always;
  }

  /** An axis of the first input, counted from the front. */
  default int axis(String attribute, long byDefault) {
    return shape(0).axis(Math.toIntExact(integer(attribute, byDefault)));
  }

  /** The op takes the inputs that are there. */
  default Optional<Reading> as(Op op) {
    return Optional.of(
        new Reading(op, IntStream.range(0, inputs()).filter(this::has).boxed().toList()));
  }

  /** The op takes some of the inputs, and has the others' constants itself. */
  default Optional<Reading> as(Op op, Integer... of) {
    return Optional.of(new Reading(op, List.of(of)));
  }
}
