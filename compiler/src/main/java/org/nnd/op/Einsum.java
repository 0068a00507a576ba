package org.nnd.op;

import static org.nnd.op.Expand.expandTo;
import static org.nnd.op.Reshape.reshapeTo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * Products of the inputs' elements, summed over the letters that the result hasn't: {@code
 * "bij,bjk->bik"}. Each letter is an axis, none of them twice in one input.
 *
 * @param inputs the letters of each input
 * @param result those of the result
 */
public record Einsum(List<String> inputs, String result) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Einsum.class,
              Sample.of(of("bij,bjk->bik"), Sample.numbers(2, 3, 4), Sample.numbers(2, 4, 2)),
              Sample.of(of("ij,j->i"), Sample.numbers(3, 4), Sample.numbers(4)),
              Sample.of(of("bhid,jhd->bhij"), Sample.numbers(2, 2, 3, 2), Sample.numbers(2, 2, 2)),
              Sample.of(of("ijk->k"), Sample.numbers(2, 3, 2)))
          .from(Einsum::read);

  public Einsum {
    inputs = List.copyOf(inputs);
    for (String input : inputs) {
      if (!input.chars().allMatch(Character::isLetter)
          || input.chars().distinct().count() != input.length()) {
        throw new IllegalArgumentException("einsum of " + input);
      }
    }
  }

  /** From an equation as ONNX has it, with its arrow. */
  public static Einsum of(String equation) {
    String[] sides = equation.replace(" ", "").split("->", -1);
    return new Einsum(Arrays.asList(sides[0].split(",", -1)), sides[1]);
  }

  /** What has an arrow, and is written as here. */
  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    String equation = n.text("equation", "");
    return equation.contains("->") && of(equation).toString().equals(equation)
        ? n.as(of(equation))
        : Optional.empty();
  }

  private Map<Character, Dim> lengths(List<Shape> shapes) {
    Map<Character, Dim> lengths = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      String letters = inputs.get(i);
      if (letters.length() != shapes.get(i).rank()) {
        throw new IllegalArgumentException(this + " of " + shapes);
      }
      for (int axis = 0; axis < letters.length(); axis++) {
        Dim d = shapes.get(i).dim(axis);
        if (!lengths.computeIfAbsent(letters.charAt(axis), c -> d).equals(d)) {
          throw new IllegalArgumentException(this + " of " + shapes);
        }
      }
    }
    return lengths;
  }

  private static Shape shape(String letters, Map<Character, Dim> lengths) {
    return new Shape(letters.chars().mapToObj(c -> lengths.get((char) c)).toList());
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Map<Character, Dim> lengths = lengths(in.stream().map(TensorType::shape).toList());
    return List.of(in.get(0).shaped(shape(result, lengths)));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("equation", toString());
  }

  /** An input and the result change places; letters that only this input has are repeated. */
  @Override
  public List<Value> vjp(Vjp v) {
    List<Value> gradients = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      List<String> letters = new ArrayList<>(inputs);
      List<Value> values = new ArrayList<>(v.node().inputs());
      letters.set(i, result);
      values.set(i, v.dy());
      String found =
          inputs
              .get(i)
              .chars()
              .filter(c -> letters.stream().anyMatch(l -> l.indexOf(c) >= 0))
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
      Value gradient = v.g().node(new Einsum(letters, found), values).output();
      gradients.add(repeated(v.g(), gradient, inputs.get(i), found, v.x(i)));
    }
    return gradients;
  }

  private static Value repeated(Builder g, Value gradient, String all, String found, Value x) {
    if (all.equals(found)) {
      return gradient;
    }
    Shape ones = x.shape();
    for (int axis = 0; axis < all.length(); axis++) {
      ones = found.indexOf(all.charAt(axis)) < 0 ? ones.with(axis, Dim.of(1)) : ones;
    }
    return expandTo(g, reshapeTo(g, gradient, ones, x), x.shape(), x);
  }

  /** {@code bij,bjk->bik}. */
  @Override
  public String toString() {
    return String.join(",", inputs) + "->" + result;
  }
}
