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
import org.nnd.ir.Holder;
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
  private final boolean holders;
  private final Map<String, Dim> renamed;
  private final Map<String, Dim> told = new HashMap<>();
  private final Set<Dim> taken = new HashSet<>();
  private final Map<String, Optional<TensorType>> known = new HashMap<>();

  /**
   * @param holders whether values may hold tensors
   * @param renamed lengths that go by another name than the file's
   */
  TypeReader(TensorReader tensors, Complaint complaint, boolean holders, Map<String, Dim> renamed) {
    this.holders = holders;
    this.renamed = Map.copyOf(renamed);
    this.tensors = tensors;
    this.complaint = complaint;
  }

  /**
   * The type of a value, if the file tells its element type and how many axes it has.
   *
   * @throws NndException if a length is negative, or the value is none that is read
   */
  Optional<TensorType> of(ValueInfoProto info) {
    // Whoever asks twice gets the same lengths.
    return known.computeIfAbsent(
        info.getName() + info.getType(), k -> type(info.getName(), info.getType(), false));
  }

  private Optional<TensorType> type(String value, TypeProto type, boolean held) {
    if (type.getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET) {
      return Optional.empty();
    }
    if (type.hasTensorType()) {
      TypeProto.Tensor tensor = type.getTensorType();
      return tensor.getElemType() == 0 || !(held || tensor.hasShape())
          ? Optional.empty()
          : Optional.of(new TensorType(element(value, tensor), shape(value, tensor)));
    }
    if (holders && type.hasSequenceType()) {
      TypeProto each = type.getSequenceType().getElemType();
      return type(value, each, true).map(t -> t.in(Holder.SEQUENCE));
    }
    if (holders && type.hasOptionalType()) {
      TypeProto each = type.getOptionalType().getElemType();
      return type(value, each, true).map(t -> t.in(Holder.OPTIONAL));
    }
    throw complaint.of(
        "NND0606",
        "value " + value + " is no tensor but " + kind(type),
        "cut the model before it: everything here is a tensor");
  }

  private static String kind(TypeProto type) {
    String words = type.getValueCase().name().replace("_TYPE", "");
    return words.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private ElementType element(String value, TypeProto.Tensor type) {
    return tensors.element(type.getElemType(), "value " + value);
  }

  private Shape shape(String value, TypeProto.Tensor type) {
    List<Dim> dims = new ArrayList<>();
    for (TensorShapeProto.Dimension d : type.getShape().getDimList()) {
      if (d.hasDimValue() && d.getDimValue() < 0) {
        throw complaint.malformed("value " + value + " has a length of " + d.getDimValue());
      }
      dims.add(
          d.hasDimValue()
              ? Dim.of(d.getDimValue())
              : d.getDimParam().isEmpty()
                  ? free(word(value + "_" + dims.size()))
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
