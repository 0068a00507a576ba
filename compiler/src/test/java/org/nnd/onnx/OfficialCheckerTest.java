package org.nnd.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.OperatorSetIdProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.TensorShapeProto;
import org.nnd.onnx.proto.TypeProto;
import org.nnd.onnx.proto.ValueInfoProto;

final class OfficialCheckerTest {
  @BeforeEach
  void needsChecker() {
    OfficialChecker.assumeAvailable();
  }

  @Test
  void acceptsValidModel() {
    OfficialChecker.check(model(node("Relu", "x"), "", 3));
  }

  @Test
  void refusesOutputShapeThatContradictsInference() {
    refused(model(node("Relu", "x"), "", 4), "differ");
  }

  @Test
  void refusesUnknownOperator() {
    refused(model(node("Relux", "x"), "", 3), "Relux");
  }

  @Test
  void refusesUnknownDomain() {
    refused(
        model(node("Relu", "x").toBuilder().setDomain("no.such").build(), "no.such", 3), "Relu");
  }

  @Test
  void refusesMissingRequiredAttribute() {
    refused(model(node("Concat", "x", "x"), "", 3), "axis");
  }

  @Test
  void refusesWrongNumberOfInputs() {
    refused(model(node("Relu", "x", "x"), "", 3), "Relu");
  }

  @Test
  void refusesInputThatNothingDefines() {
    refused(model(node("Relu", "nowhere"), "", 3), "nowhere");
  }

  @Test
  void refusesBytesThatAreNoModel() {
    refused(new byte[] {-1, -1, -1}, "bytes");
  }

  private static void refused(byte[] model, String mentioned) {
    AssertionError error = assertThrows(AssertionError.class, () -> OfficialChecker.check(model));
    assertTrue(error.getMessage().contains(mentioned), error::getMessage);
  }

  private static NodeProto node(String op, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setName("n").setOpType(op).addOutput("y");
    for (String input : inputs) {
      node.addInput(input);
    }
    return node.build();
  }

  private static byte[] model(NodeProto node, String otherDomain, long outputColumns) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(10)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(21));
    if (!otherDomain.isEmpty()) {
      model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(otherDomain).setVersion(1));
    }
    return model
        .setGraph(
            GraphProto.newBuilder()
                .setName("g")
                .addNode(node)
                .addInput(tensor("x", 2, 3))
                .addOutput(tensor("y", 2, outputColumns)))
        .build()
        .toByteArray();
  }

  private static ValueInfoProto tensor(String name, long... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : dims) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
