package org.nnd.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Formula;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.onnx.proto.TensorShapeProto;
import org.nnd.onnx.proto.TypeProto;
import org.nnd.onnx.proto.ValueInfoProto;
import org.nnd.source.NndException;

/**
 * Types as a file tells them. A length with a name keeps it, as far as it can stand in a formula;
 * one that is not told has the value's name and the axis.
 */
final class TypeReader {
  private static final String WORDS = "[A-Za-z_][A-Za-z0-9_.]*";

  private final TensorReader tensors;
  private final Complaint complaint;
  private final Map<String, Dim> renamed;
  private final Map<String, Dim> told = new HashMap<>();
  private final Set<Dim> taken = new HashSet<>();
  private final Map<String, Optional<TensorType>> known = new HashMap<>();

  /**
   * @param renamed lengths that go by another name than the file's
   */
  TypeReader(TensorReader tensors, Complaint complaint, Map<String, Dim> renamed) {
    this.renamed = Map.copyOf(renamed);
    this.tensors = tensors;
    this.complaint = complaint;
  }

  /**
   * The type of a value, if the file tells its element type and how many axes it has.
   *
   * @throws NndException if a length is negative, or the value is no tensor
   */
  Optional<TensorType> of(ValueInfoProto info) {
    if (!info.hasType() || info.getType().getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET) {
      return Optional.empty();
    }
    if (!info.getType().hasTensorType()) {
      throw complaint.of(
          "NND0606",
          "value " + info.getName() + " is no tensor but " + kind(info.getType()),
          "cut the model before it: everything here is a tensor");
    }
    TypeProto.Tensor type = info.getType().getTensorType();
    if (type.getElemType() == 0 || !type.hasShape()) {
      return Optional.empty();
    }
    // Whoever asks twice gets the same lengths.
    return known.computeIfAbsent(
        info.getName() + type, k -> Optional.of(new TensorType(element(info, type), shape(info))));
  }

  private static String kind(TypeProto type) {
    String words = type.getValueCase().name().replace("_TYPE", "");
    return words.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private ElementType element(ValueInfoProto info, TypeProto.Tensor type) {
    return tensors.element(type.getElemType(), "value " + info.getName());
  }

  private Shape shape(ValueInfoProto info) {
    List<Dim> dims = new ArrayList<>();
    for (TensorShapeProto.Dimension d : info.getType().getTensorType().getShape().getDimList()) {
      if (d.hasDimValue() && d.getDimValue() < 0) {
        throw complaint.malformed(
            "value " + info.getName() + " has a length of " + d.getDimValue());
      }
      dims.add(
          d.hasDimValue()
              ? Dim.of(d.getDimValue())
              : d.getDimParam().isEmpty()
                  ? free(word(info.getName() + "_" + dims.size()))
                  : named(d.getDimParam()));
    }
    return new Shape(dims);
  }

  private Dim named(String words) {
    return told.computeIfAbsent(
        words,
        w ->
            renamed.containsKey(w)
                ? renamed.get(w)
                : isFormula(w) ? taken(inOtherWords(new Dim.Named(w))) : free(word(w)));
  }

  private Dim inOtherWords(Dim dim) {
    Formula so = Formula.of(dim);
    for (Map.Entry<String, Dim> e : renamed.entrySet()) {
      so = so.with(e.getKey(), Formula.of(e.getValue()));
    }
    return so.dim();
  }

  private Dim taken(Dim dim) {
    taken.add(dim);
    return dim;
  }

  /** Whether words are a name, or a formula that reads as it is written. */
  private static boolean isFormula(String words) {
    if (words.matches(WORDS)) {
      return true;
    }
    String inside = words.replaceAll("\\b(floor|ceil)\\(", "(");
    if (!inside.matches("[A-Za-z0-9_.()*+/-]{1,500}") || inside.matches(".*[0-9]{10}.*")) {
      return false;
    }
    try {
      return Formula.of(new Dim.Named(words)).dim().equals(new Dim.Named(words));
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static String word(String words) {
    String word = words.replaceAll("[^A-Za-z0-9_.]+", "_");
    return word.matches(WORDS) ? word : "_" + word;
  }

  private Dim free(String wish) {
    String name = wish;
    for (int i = 1; !taken.add(new Dim.Named(name)); i++) {
      name = wish + "_" + i;
    }
    return new Dim.Named(name);
  }

  /** A length of an output that nothing tells. */
  Dim unknown(String value, int axis) {
    return free(word(value + "_" + axis));
  }
}
