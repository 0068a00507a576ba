package org.nnd.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.OperatorSetIdProto;
import org.nnd.op.OnnxNode;
import org.nnd.op.Ops;
import org.nnd.source.NndException;

/** What all graphs of a file share: versions, numbers, types, complaints. */
final class ModelReader {
  /** The oldest operator set of which every operator is read; of older ones those it has too. */
  static final long OLDEST = 7;

  /** The newest. */
  static final long NEWEST = 28;

  private final Complaint complaint;
  private final TensorReader tensors;
  private final TypeReader types;
  private final Map<String, Long> versions = new HashMap<>();
  private final boolean initializersAreConstant;

  /** How to read: as it is, or so that the batch is free. */
  private final Optional<FreeBatch> batch;

  /**
   * @param exactly whether an input may have numbers by default, which are constants else, and a
   *     value may hold tensors
   * @throws NndException if the operator set is too new (NND0604)
   */
  ModelReader(ModelProto model, TensorReader tensors, boolean exactly, Optional<FreeBatch> batch) {
    this.batch = batch;
    this.complaint = tensors.complaint();
    this.tensors = tensors;
    this.types =
        new TypeReader(tensors, complaint, exactly, batch.map(FreeBatch::names).orElse(Map.of()));
    // Before version 4 of the format every initializer had to be an input too.
    this.initializersAreConstant = !exactly || model.getIrVersion() < 4;
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      if (versions.put(domain(opset.getDomain()), opset.getVersion()) != null) {
        throw complaint.malformed(
            "operators of domain " + opset.getDomain() + " are imported twice");
      }
    }
    if (versions.isEmpty()) {
      versions.put("", 1L); // what it means to say nothing
    }
    long version = versions.getOrDefault("", OLDEST);
    if (version > NEWEST) {
      throw complaint.of(
          "NND0604",
          "the model has operator set " + version + ", and those to 28 are read",
          "export it with an older operator set: 21 runs everywhere");
    }
  }

  private static String domain(String told) {
    return told.equals("ai.onnx") ? "" : told;
  }

  Complaint complaint() {
    return complaint;
  }

  TensorReader tensors() {
    return tensors;
  }

  TypeReader types() {
    return types;
  }

  Optional<FreeBatch> batch() {
    return batch;
  }

  boolean initializersAreConstant() {
    return initializersAreConstant;
  }

  /** The domain of a node's operator. */
  String domain(NodeProto n, String node) {
    String domain = domain(n.getDomain());
    if (!versions.containsKey(domain)) {
      throw complaint.of(
          "NND0604",
          node
              + " is of domain "
              + (domain.isEmpty() ? "ai.onnx" : domain)
              + ", which the model does not import",
          "export the model again");
    }
    return domain;
  }

  /** The version of ONNX's own operators in which nodes are read. */
  long version() {
    return Math.max(OLDEST, versions.getOrDefault("", OnnxModel.OPSET));
  }

  /** Refuses a node of one of ONNX's own operators that was another one before 7. */
  void checkAge(NodeProto n, String node) {
    long oldest = domain(n.getDomain()).isEmpty() ? Operators.oldest(n.getOpType()) : 0;
    long version = versions.getOrDefault("", OLDEST);
    if (version < Math.min(OLDEST, oldest)) {
      throw complaint.of(
          "NND0604",
          node + " is of operator set " + version + ", and such are read from " + oldest + " on",
          "convert the model with onnx.version_converter, or export it again");
    }
  }

  /** What a node may be read as. */
  List<OnnxNode.Rule> rules(NodeProto n) {
    return n.getDomain().isEmpty() ? Ops.rules(n.getOpType()) : List.of();
  }

  /** The version of its domain that a node's operator needs, beyond the one that is written. */
  long since(NodeProto n, String node) {
    long version = versions.get(n.getDomain());
    if (!n.getDomain().isEmpty()) {
      return version;
    }
    return Operators.since(n.getOpType(), version)
        .orElseThrow(
            () ->
                complaint.of(
                    "NND0605",
                    node + ": ONNX's operator set " + version + " has no such operator",
                    "is it of a domain of its own?"));
  }

  NndException untyped(String what) {
    return complaint.of(
        "NND0606",
        "the type of " + what + " is not known",
        "run onnx.shape_inference on the model, or export it with the shapes of its values");
  }

  NndException unread(String what) {
    return complaint.of(
        "NND0609", what + " can't be read", "export the model without it, with tensors only");
  }
}
