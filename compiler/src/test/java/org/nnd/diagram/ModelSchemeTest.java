package org.nnd.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.Compiler;
import org.nnd.onnx.OnnxFile;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.OperatorSetIdProto;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.ValueInfoProto;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import org.nnd.source.Source;
import org.nnd.train.Experiment;

final class ModelSchemeTest {
  private static final Folding OPEN = new Folding(Optional.of(100), List.of(), List.of(), false);

  @TempDir Path dir;

  private OnnxFile file(byte[] model) throws IOException {
    Path file = dir.resolve("model.onnx");
    Files.write(file, model);
    return OnnxFile.read(file);
  }

  /** The boxes with what is in them. */
  private static String told(OnnxFile file, Folding folding) {
    return folding.of(ModelScheme.of(file)).stream()
        .map(ModelSchemeTest::told)
        .collect(Collectors.joining(" "));
  }

  private static String told(Node n) {
    String name = n.times() > 1 ? n.title() + "*" + n.times() : n.title();
    return n.isOpen() ? name + n.parts().stream().map(ModelSchemeTest::told).toList() : name;
  }

  private static NodeProto node(String name, String operator, String in, String out) {
    return NodeProto.newBuilder()
        .setName(name)
        .setOpType(operator)
        .addInput(in)
        .addOutput(out)
        .build();
  }

  private static GraphProto.Builder graph(NodeProto... nodes) {
    return GraphProto.newBuilder()
        .addInput(ValueInfoProto.newBuilder().setName("x"))
        .addOutput(ValueInfoProto.newBuilder().setName("y"))
        .addAllNode(List.of(nodes));
  }

  private OnnxFile file(GraphProto.Builder graph) throws IOException {
    return file(
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build()
            .toByteArray());
  }

  @Test
  void aFileOfOursIsDrawnAsItsText() throws IOException {
    Experiment e =
        Compiler.choose(
            Compiler.check(
                Source.of(
                    "test.nnd",
                    """
                    block unit(n) { input x  output x -> dense(n) -> relu }
                    model M { input x: float[4]  output y = x -> unit(3) -> unit(3) -> dense(2) }
                    """)),
            Optional.empty());
    OnnxFile file = file(Compiler.inference(e, e.network().initial(1), Map.of()).toBytes());
    assertEquals("x unit[dense, relu] unit[dense, relu] dense y", told(file, OPEN));
    Scheme scheme = ModelScheme.of(file);
    assertEquals("35 parameters", scheme.facts());
    assertEquals(
        List.of("[3]", "[3]", "[3]", "[3]", "[2]"),
        scheme.units().stream()
            .filter(u -> !u.in().isEmpty() && !u.out().isEmpty())
            .map(u -> u.out().get(0).label())
            .toList());
  }

  @Test
  void namesOfPyTorchTellModules() throws IOException {
    OnnxFile file =
        file(
            graph(
                node("/stem/Conv", "Conv", "x", "a"),
                node("/layer1/layer1.0/conv/Conv", "Conv", "a", "b"),
                node("/layer1/layer1.0/Add", "Add", "b", "c"),
                node("/layer1/layer1.1/conv/Conv", "Conv", "c", "d"),
                node("/layer1/layer1.1/Add", "Add", "d", "e"),
                node("/head/Shape", "Shape", "e", "f"),
                node("/head/Gather", "Gather", "f", "y")));
    assertEquals("x Conv layer1[layer1.0*2[Conv, Add]] head y", told(file, OPEN));
  }

  @Test
  void soDoItsScopes() throws IOException {
    String scopes = "['', 'layer1', 'layer1.0', 'layer1.0.relu', 'relu_%d']";
    NodeProto[] nodes = {
      node("a", "Relu", "x", "a"), node("b", "Neg", "a", "b"), node("c", "Relu", "b", "y")
    };
    nodes[0] = scoped(nodes[0], scopes.formatted(1));
    nodes[1] = scoped(nodes[1], "['', 'layer1', 'layer1.0', 'neg']");
    nodes[2] = scoped(nodes[2], scopes.formatted(2));
    assertEquals("x layer1.0[Relu, Neg, Relu] y", told(file(graph(nodes)), OPEN));
    assertEquals(
        List.of("x", "layer1.0/relu", "layer1.0/b", "layer1.0/relu@2", "y"),
        ModelScheme.of(file(graph(nodes))).units().stream()
            .map(u -> String.join("/", u.path()))
            .toList());
  }

  private static NodeProto scoped(NodeProto node, String scopes) {
    return node.toBuilder()
        .addMetadataProps(
            StringStringEntryProto.newBuilder()
                .setKey("pkg.torch.onnx.name_scopes")
                .setValue(scopes))
        .build();
  }

  @Test
  void whatIsComputedFromConstantsIsNotDrawn() throws IOException {
    GraphProto.Builder graph =
        graph(
            node("", "Identity", "w", "v"),
            NodeProto.newBuilder().setOpType("Constant").addOutput("k").build(),
            node("", "MatMul", "x", "h").toBuilder().addInput("v").build(),
            node("", "Add", "h", "y").toBuilder().addInput("k").build());
    graph.addInitializer(
        TensorProto.newBuilder().setName("w").setDataType(1).addDims(2).addDims(3));
    Scheme scheme = ModelScheme.of(file(graph));
    assertEquals(
        List.of("x", "MatMul", "Add", "y"), scheme.units().stream().map(Unit::title).toList());
    assertEquals("2 × 3", scheme.units().get(1).detail());
    assertEquals(6, scheme.units().get(1).parameters());
  }

  @Test
  void nodesOfAModuleStandTogetherAlthoughTheFileMixesThem() throws IOException {
    OnnxFile file =
        file(
            graph(
                node("/l/a/Neg", "Neg", "x", "a"),
                node("/r/a/Exp", "Exp", "x", "b"),
                node("/l/b/Abs", "Abs", "a", "c"),
                node("/r/b/Log", "Log", "b", "d"),
                node("/Add", "Add", "c", "y").toBuilder().addInput("d").build()));
    assertEquals("x l[Neg, Abs] r[Exp, Log] Add y", told(file, OPEN));
  }

  @Test
  void aCircleIsAnError() throws IOException {
    OnnxFile file = file(graph(node("a", "Add", "b", "a"), node("b", "Neg", "a", "b")));
    NndException e = assertThrows(NndException.class, () -> ModelScheme.of(file));
    assertEquals(
        """
        DIR/model.onnx: error[NND0661]: nodes of this model read each other in a circle
          help: export the model again: ONNX has no circles
        """,
        Rendering.text(e.diagnostics().get(0)).replace(dir.toString(), "DIR"));
  }
}
