package org.nnd.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.Compiler;
import org.nnd.layer.Network;
import org.nnd.layer.Step;
import org.nnd.source.Source;
import org.nnd.train.Experiment;

/** What a text means: the layers that it makes, their names, the types of what flows. */
class LanguageTest {
  @TempDir Path folder;

  private static Network network(String text) {
    return Compiler.choose(Compiler.check(Source.of("m.nnd", text)), Optional.empty()).network();
  }

  /** The network of a model with one input x: float[4]. */
  private static Network body(String body) {
    return network("model M {\n  input x: float[4]\n" + body + "\n}");
  }

  private static List<String> paths(Network n) {
    return n.steps().stream().map(Step::path).toList();
  }

  private static List<String> weights(Network n) {
    return List.copyOf(n.weights().keySet());
  }

  /** The outputs: {@code y: float[3]}. */
  private static String outputs(Network n) {
    return n.outputs().entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue().type().perExample())
        .collect(Collectors.joining(", "));
  }

  // Values known when compiling.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 / 2 | 3.5",
        "6 / 2 | 3",
        "-7 / 2 | -3.5",
        "2 ** 10 | 1024",
        "2 ** -1 | 0.5",
        "2 ** 3 ** 2 | 512",
        "-2 ** 2 | -4",
        "(-2) ** 3 | -8",
        "1 ** 9223372036854775807 | 1",
        "-7 % 3 | 2",
        "7 % -3 | -2",
        "-7.5 % 2 | 0.5",
        "1e3 | 1000.0",
        "1_000 | 1000",
        "0.1 + 0.2 | 0.30000000000000004",
        "2 + 3 * 4 | 14",
        "(2 + 3) * 4 | 20",
        "10 - 4 - 3 | 3",
        "1 + 1.0 | 2.0",
        "-(3) | -3",
        "ceil_div(7, 2) | 4",
        "ceil_div(-7, 2) | -3",
        "ceil_div(6, 3) | 2",
        "floor_div(7, 2) | 3",
        "floor_div(-7, 2) | -4",
        "min(3, 1, 2) | 1",
        "max([3, 1, 2]) | 3",
        "max(1, 1.5) | 1.5",
        "max(9007199254740992, 9007199254740993) | 9007199254740993",
        "len([]) | 0",
        "len([1, [2, 3]]) | 2",
        "range(3) | [0, 1, 2]",
        "range(2, 5) | [2, 3, 4]",
        "range(5, 2) | []",
        "[1] + [2, 3] | [1, 2, 3]",
        "[1, 2, 3][0] | 1",
        "[1, 2, 3][-1] | 3",
        "[[1, 2], [3]][0][1] | 2",
        "\"a\" + \"b\" | \"ab\"",
        "if 1 < 2 { 3 } else { nope } | 3",
        "if 1 > 2 { nope } else if 2 > 1 { 4 } else { nope } | 4",
      })
  void expressionsAreComputed(String expression, String result) {
    assertTrue(holds(expression + " == " + result), expression);
    assertTrue(!holds("(" + expression + ") != " + result), expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 == 1.0",
        "1 < 2",
        "2 <= 2",
        "3 > 2.5",
        "3 >= 3",
        "1 != 2",
        "9007199254740993 > 9007199254740992",
        "9007199254740993 != 9007199254740992",
        "0.0 == -0.0",
        "\"a\" == \"a\"",
        "\"a\" != \"b\"",
        "\"1\" != 1",
        "[1, 2] == [1, 2]",
        "[1, 2] != [2, 1]",
        "same == same",
        "true or nope",
        "not (false and nope)",
        "not false",
        "not 1 == 2",
        "true and true",
        "false or true",
        "x.rank == 1",
        "x.shape == [4]",
        "x.channels == 4",
        "x.features == 4",
        "(x -> dense(7)).features == 7",
      })
  void conditionsHold(String condition) {
    assertTrue(holds(condition));
  }

  private static boolean holds(String condition) {
    Network n = body("output y = x -> dense(if " + condition + " { 2 } else { 3 })");
    return n.outputs().get("y").shape().last().is(2);
  }

  @Test
  void shapesAreKnown() {
    Network n =
        network(
            """
            model M {
              input image: float[3, 8, 6]
              output a = image -> flatten -> dense(image.channels)
              output b = image -> flatten -> dense(image.features)
              output c = image -> flatten -> dense(image.shape[1])
              output d = image -> flatten -> dense(image.rank)
            }
            """);
    assertEquals("a: float[3], b: float[6], c: float[8], d: float[3]", outputs(n));
  }

  @Test
  void freeLengthsAreNames() {
    Network n =
        network(
            """
            model M {
              input text: float[T, 4]
              input other: float[text.shape[0], text.shape[1]]
              output a = text + other
              output b = text -> gru(8)
              output c = text -> gru(8, returns=final)
              output d = text -> dense(text.shape[1] * 2)
            }
            """);
    assertEquals("a: float[T, 4], b: float[T, 8], c: float[8], d: float[T, 8]", outputs(n));
  }

  // Names.

  @Test
  void layersAreCalledByWhatTheyAre() {
    Network n = body("output y = x -> dense(2) -> relu -> dense(3) -> relu");
    assertEquals(List.of("dense", "relu", "dense_2", "relu_2"), paths(n));
    assertEquals(
        List.of("dense/weight", "dense/bias", "dense_2/weight", "dense_2/bias"), weights(n));
  }

  @Test
  void layersOfBlocksStandUnderTheBlock() {
    Network n =
        network(
            """
            block inner { input x  output x -> dense(4) -> dense(4) }
            block outer { input x  output x -> inner -> inner }
            model M {
              input x: float[4]
              output x -> outer -> outer -> dense(4)
            }
            """);
    assertEquals(
        List.of(
            "outer/inner/dense",
            "outer/inner/dense_2",
            "outer/inner_2/dense",
            "outer/inner_2/dense_2",
            "outer_2/inner/dense",
            "outer_2/inner/dense_2",
            "outer_2/inner_2/dense",
            "outer_2/inner_2/dense_2",
            "dense"),
        paths(n));
  }

  @Test
  void namedLayersHaveTheirNames() {
    Network n =
        body("layer first = dense(4, bias=false)\n output y = x -> first -> first -> dense(1)");
    assertEquals(List.of("first", "first", "dense"), paths(n));
    assertEquals(List.of("first/weight", "dense/weight", "dense/bias"), weights(n));
  }

  @Test
  void noLayerHasTheNameOfAnInputOrOfTheLabels() {
    Network n =
        network(
            """
            model M {
              input relu: float[4]
              layer label = dense(4)
              output y = relu -> label -> relu -> tanh
              input tanh: float[4]
              output z = tanh -> tanh
            }
            """);
    assertEquals(List.of("label_2", "relu_2", "tanh_2", "tanh_3"), paths(n));
    Compiler.inference(new Experiment(n, Optional.empty()), n.initial(1), Map.of()).toBytes();
  }

  @Test
  void aNameIsWhatIsNeededWhereItStands() {
    Network n =
        network(
            """
            model M(dropout = 0.5, dense = 3) {
              input x: float[4]
              relu = x -> dense(dense) -> dropout(dropout)
              output y = relu -> relu
            }
            """);
    assertEquals(List.of("dense", "dropout", "relu"), paths(n));
  }

  @Test
  void namesAreGivenAnew() {
    Network n = body("x = x -> dense(3)\n x = x -> dense(2)\n output y = x");
    assertEquals("y: float[2]", outputs(n));
  }

  @Test
  void outputsAreCalledByTheirNames() {
    Network n = body("h = x -> dense(3)\n output x -> relu\n output h\n output z = h\n output -h");
    assertEquals("output: float[4], h: float[3], z: float[3], output_4: float[3]", outputs(n));
  }

  @Test
  void inputsComeInOrder() {
    Network n =
        network(
            """
            model M {
              input a: float[2]
              input b: double
              input c: int64[T, 3]
              output y = a * 2
              output z = b * 2
            }
            """);
    assertEquals("[a: float[N, 2], b: double[N], c: int64[N, T, 3]]", n.inputs().toString());
    assertEquals("y: float[2], z: double", outputs(n));
  }

  // Blocks.

  @Test
  void blocksSeeTheirOwnNamesAlone() {
    Network n =
        network(
            """
            block b(width) {
              input x
              h = x -> dense(width)
              width = 7
              output h
            }
            model M(width = 5) {
              input x: float[4]
              h = x -> dense(3)
              y = x -> b(2)
              output a = h
              output c = y -> dense(width)
            }
            """);
    assertEquals("a: float[3], c: float[5]", outputs(n));
  }

  @Test
  void defaultsMayUseParametersBefore() {
    Network n =
        network(
            """
            block b(width, twice = 2 * width, layer_ = dense(twice)) { input x  output x -> layer_ }
            model M(n = 3, m = n + 1) {
              input x: float[4]
              output a = x -> b(n)
              output c = x -> b(n, twice=m)
              output d = x -> b(n, layer_=relu)
            }
            """);
    assertEquals("a: float[6], c: float[4], d: float[4]", outputs(n));
  }

  @Test
  void blocksTakeSeveralValuesAndGiveSeveral() {
    Network n =
        network(
            """
            block swap { input a  input b  output b  output a }
            model M {
              input x: float[4]
              input y: float[5]
              both = swap(x, y)
              output a = both[0]
              output b = both[1]
              output c = x -> ( dense(2) | dense(3) ) -> swap -> concat
            }
            """);
    assertEquals("a: float[5], b: float[4], c: float[5]", outputs(n));
  }

  @Test
  void aFreeLengthOfABlocksInputMayBeAny() {
    Network n =
        network(
            """
            block last { input x: float[T, 4]  output x -> gru(3, returns=final) }
            model M {
              input a: float[S, 4]
              input b: float[7, 4]
              output c = (a -> last) + (b -> last)
            }
            """);
    assertEquals("c: float[3]", outputs(n));
  }

  @Test
  void aNamedOutputIsAName() {
    assertEquals(
        "a: float[3], b: float[3]", outputs(body("output a = x -> dense(3)\n output b = -a")));
  }

  @Test
  void layersAndBlocksAreArguments() {
    Network n =
        network(
            """
            block twice(f) { input x  output x -> f -> f }
            block grow(by = 1) { input x  output x -> dense(x.features + by) }
            model M {
              input x: float[4]
              output a = x -> twice(dense(8)) -> twice(relu)
              output b = x -> twice(grow)
              output c = x -> twice(grow(3))
              output d = x -> twice(grow(by=2) -> tanh)
            }
            """);
    assertEquals("a: float[8], b: float[6], c: float[10], d: float[8]", outputs(n));
    assertEquals(List.of("twice/dense", "twice/dense_2"), paths(n).subList(0, 2));
  }

  @Test
  void aLayerIsAlsoAFunction() {
    Network n = body("output y = relu(dense(x, 3) + dense(x, units=3))");
    assertEquals(List.of("dense", "dense_2", "add", "relu"), paths(n));
  }

  @Test
  void aModelIsAlsoABlock() {
    Network n =
        network(
            """
            model Encoder(width = 3) { input x: float[4]  output code = x -> dense(width) }
            model Both {
              input a: float[4]
              input b: float[4]
              layer encode = Encoder(2)
              output y = encode(a) - encode(b)
            }
            train Both { loss mse(y, label)  optimizer sgd }
            """);
    assertEquals("Both", n.name());
    assertEquals("y: float[2]", outputs(n));
    assertEquals(List.of("encode/dense/weight", "encode/dense/bias"), weights(n));
  }

  // Chains, branches, sharing.

  @Test
  void aChainWithANameHasNewWeightsAtEachUse() {
    Network n = body("f = dense(4) -> relu\n output y = x -> f -> f");
    assertEquals(List.of("dense", "relu", "dense_2", "relu_2"), paths(n));
  }

  @Test
  void aLayerWithANameHasTheSameWeightsAtEachUse() {
    Network n = body("layer f = dense(4) -> relu -> dense(4)\n output y = x -> f -> f");
    assertEquals(
        List.of("f/dense", "f/relu", "f/dense_2", "f/dense", "f/relu", "f/dense_2"), paths(n));
    assertEquals(
        List.of("f/dense/weight", "f/dense/bias", "f/dense_2/weight", "f/dense_2/bias"),
        weights(n));
  }

  @Test
  void sharedBlocksShareAllThatIsInThem() {
    Network n =
        network(
            """
            block b { input x  layer g = dense(4)  output x -> g -> g -> ( dense(4) | g ) -> add }
            model M {
              input x: float[4]
              layer f = b
              output x -> f -> f
            }
            """);
    List<String> once = List.of("f/g", "f/g", "f/dense", "f/g", "f/add");
    assertEquals(once, paths(n).subList(0, 5));
    assertEquals(once, paths(n).subList(5, 10));
    assertEquals(List.of("f/g/weight", "f/g/bias", "f/dense/weight", "f/dense/bias"), weights(n));
  }

  @Test
  void anotherNameForASharedLayerSharesToo() {
    Network n = body("layer f = dense(4)\n g = f\n layer h = f\n output y = x -> f -> g -> h");
    assertEquals(List.of("f", "f", "f"), paths(n));
  }

  @Test
  void layersInALoopAreDistinct() {
    Network n = body("for i in range(2) { layer f = dense(4)  x = x -> f -> f }\n output y = x");
    assertEquals(List.of("f", "f", "f_2", "f_2"), paths(n));
  }

  @Test
  void branchesSeeTheSameValue() {
    Network n =
        body("output y = x -> ( dense(2) -> relu | dense(3) | identity ) -> concat -> dense(1)");
    assertEquals(List.of("dense", "relu", "dense_2", "identity", "concat", "dense_3"), paths(n));
    assertEquals("float[N, 9]", n.steps().get(4).outputs().get(0).type().toString());
  }

  @Test
  void branchesStandInBranchesAndHaveNames() {
    Network n =
        body("f = ( relu | ( tanh | sigmoid -> tanh ) -> add )\n output y = x -> f -> concat");
    assertEquals(List.of("relu", "tanh", "sigmoid", "tanh_2", "add", "concat"), paths(n));
    assertEquals("y: float[8]", outputs(n));
  }

  @Test
  void sharedBranchesShare() {
    Network n = body("layer f = ( dense(4) | dense(4) )\n output y = x -> f -> add -> f -> add");
    assertEquals(List.of("f/dense", "f/dense_2", "add", "f/dense", "f/dense_2", "add_2"), paths(n));
  }

  @Test
  void argumentsMayComeInTwoCalls() {
    Network n = body("f = dense(bias=false)\n output y = x -> f(units=3)");
    assertEquals(List.of("dense/weight"), weights(n));
  }

  @Test
  void aListOfLayersIsAList() {
    Network n =
        body("all = [dense(3), relu, dense(2)]\n for f in all { x = x -> f }\n output y = x");
    assertEquals(List.of("dense", "relu", "dense_2"), paths(n));
  }

  @Test
  void arithmeticIsALayer() {
    Network n = body("output y = -(x * 2 + x) / (1 - x) ** 2");
    assertEquals(List.of("mul", "add", "neg", "sub", "pow", "div"), paths(n));
  }

  // Repetition and decisions.

  @Test
  void loopsGoThroughLists() {
    Network n =
        body(
            """
            for width in [8, 4] + range(2, 3) {
              for i in range(2) { x = x -> dense(width) }
            }
            output y = x -> dense(width + i)
            """);
    assertEquals(
        List.of(8L, 8L, 4L, 4L, 2L, 2L, 3L),
        n.steps().stream()
            .map(s -> s.outputs().get(0).shape().last().known().getAsLong())
            .toList());
  }

  @Test
  void decisionsChooseStatements() {
    String text =
        """
        model M {
          input x: float[4]
          for i in range(4) {
            if i == 0 { x = x -> relu } else if i == 1 { x = x -> tanh } else if i > 2 { x = -x }
          }
          output y = x
        }
        """;
    assertEquals(List.of("relu", "tanh", "neg"), paths(network(text)));
  }

  @Test
  void decisionsChooseLayers() {
    Network n =
        body("output y = x -> if x.rank == 1 { dense(2) } else { flatten -> dense(2) } -> relu");
    assertEquals(List.of("dense", "relu"), paths(n));
  }

  @Test
  void outputsMayStandInLoopsAndDecisions() {
    Network n = body("for i in range(2) { output x -> dense(i + 1) }\n if true { output z = -x }");
    assertEquals("output: float[1], output_2: float[2], z: float[4]", outputs(n));
  }

  // Files.

  @Test
  void importsBringBlocks() throws IOException {
    write("more/deep.nnd", "block deep { input x  output x -> dense(3) }");
    write(
        "blocks.nnd",
        "import \"more/deep.nnd\"\nblock b(n = 2) { input x  output x -> deep -> dense(n) }");
    Path main =
        write(
            "main.nnd",
            """
            import "blocks.nnd"
            import "blocks.nnd" as blocks
            import "more/deep.nnd"
            block deep { input x  output x -> relu }
            model M {
              input x: float[4]
              output x -> b -> blocks.b(n=5) -> blocks.deep -> deep
            }
            """);
    Network n = Compiler.check(main).get("M").network();
    assertEquals(
        List.of(
            "b/deep/dense", "b/dense", "b_2/deep/dense", "b_2/dense", "deep/dense", "deep_2/relu"),
        paths(n));
  }

  @Test
  void ownBlocksComeBeforeLayers() {
    Network n =
        network(
            """
            block relu { input x  output x -> tanh }
            model M { input x: float[4]  output x -> relu }
            """);
    assertEquals(List.of("relu/tanh"), paths(n));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  // Models.

  @Test
  void docCommentsGoIntoTheModel() throws IOException {
    String text = "/// First line.\n/// Second.\nmodel M { input x: float[4]  output y = -x }";
    Experiment e = Compiler.check(Source.of("m.nnd", text)).get("M");
    assertEquals("First line.\nSecond.", e.network().doc());
    assertEquals(
        "First line.\nSecond.", Compiler.inference(e, Map.of(), Map.of()).toProto().getDocString());
  }

  @Test
  void modelsWithoutDefaultsServeOthers() {
    String text =
        """
        model A(n) { input x: float[4]  output x -> dense(n) }
        model B { input x: float[4]  output x -> A(2) }
        model C { input x: float[4]  output x -> A(3) }
        """;
    assertEquals(List.of("B", "C"), List.copyOf(Compiler.check(Source.of("m.nnd", text)).keySet()));
  }
}
