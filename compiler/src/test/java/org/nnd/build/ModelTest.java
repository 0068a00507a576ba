package org.nnd.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.nnd.build.Initializers.heNormal;
import static org.nnd.build.Initializers.uniform;
import static org.nnd.build.Layers.add;
import static org.nnd.build.Layers.attention;
import static org.nnd.build.Layers.avgPool;
import static org.nnd.build.Layers.batchNorm;
import static org.nnd.build.Layers.cast;
import static org.nnd.build.Layers.concat;
import static org.nnd.build.Layers.conv;
import static org.nnd.build.Layers.dense;
import static org.nnd.build.Layers.dropout;
import static org.nnd.build.Layers.embedding;
import static org.nnd.build.Layers.flatten;
import static org.nnd.build.Layers.globalAvgPool;
import static org.nnd.build.Layers.gru;
import static org.nnd.build.Layers.l2;
import static org.nnd.build.Layers.lstm;
import static org.nnd.build.Layers.maxPool;
import static org.nnd.build.Layers.mean;
import static org.nnd.build.Layers.pad;
import static org.nnd.build.Layers.relu;
import static org.nnd.build.Layers.reshape;
import static org.nnd.build.Layers.sigmoid;
import static org.nnd.build.Layers.split;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.nnd.Compiler;
import org.nnd.build.Layers.Padding;
import org.nnd.build.Layers.Returns;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.layer.Step;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.train.Experiment;

/** A model in Java is the model of the same text, and what can't be is refused where it stands. */
final class ModelTest {
  private record Twin(String name, String body, Consumer<Model> java) {}

  private static Block convBn(long channels, long kernel, long stride) {
    return Block.named(
        "conv_bn",
        x ->
            x.to(conv(channels, kernel).stride(stride).padding(kernel / 2).bias(false))
                .to(batchNorm()));
  }

  private static Block residual(long channels, long stride) {
    return Block.named(
        "residual",
        x -> {
          Tensor body = x.to(convBn(channels, 3, stride)).to(relu()).to(convBn(channels, 3, 1));
          boolean same = stride == 1 && x.channels() == channels;
          Tensor skip = same ? x : x.to(convBn(channels, 1, stride));
          return body.plus(skip).to(relu());
        });
  }

  private static final String BLOCKS =
      """
      block conv_bn(channels, kernel, stride = 1) {
        input x
        output x -> conv(channels, kernel, stride=stride, padding=floor_div(kernel, 2), bias=false) -> batch_norm
      }
      block residual(channels, stride = 1) {
        input x
        body = x -> conv_bn(channels, 3, stride) -> relu -> conv_bn(channels, 3)
        skip = if stride == 1 and x.channels == channels { x } else { x -> conv_bn(channels, 1, stride) }
        output relu(body + skip)
      }
      block halves {
        input x
        output a = x -> dense(2)
        output b = x -> dense(3)
      }
      """;

  @TestFactory
  Stream<DynamicTest> hasTheBytesOfItsText() {
    return Stream.of(
            new Twin(
                "lenet",
                """
                input image: float[1, 28, 28]
                features = image
                  -> conv(6, kernel=5, padding=same) -> sigmoid -> avg_pool(2)
                  -> conv(16, kernel=5, padding=[[0, 1], [2, 3]]) -> sigmoid -> avg_pool(2)
                output logits = features -> flatten -> dense(120, init=he_normal) -> dropout(0.5) -> dense(10)
                """,
                m -> {
                  Tensor image = m.input("image", 1, 28, 28);
                  long[][] sides = {{0, 1}, {2, 3}};
                  Tensor features =
                      image
                          .to(conv(6, 5).padding(Padding.SAME))
                          .to(sigmoid())
                          .to(avgPool(2))
                          .to(conv(16, 5).padding(sides))
                          .to(sigmoid())
                          .to(avgPool(2));
                  m.output(
                      "logits",
                      features
                          .to(flatten())
                          .to(dense(120).init(heNormal()))
                          .to(dropout(0.5))
                          .to(dense(10)));
                }),
            new Twin(
                "blocks",
                """
                input image: float[3, 16, 16]
                x = image -> conv_bn(8, 7, 2) -> max_pool(3, stride=2, padding=1)
                for c in [8, 16] { x = x -> residual(c, if c == 8 { 1 } else { 2 }) -> residual(c) }
                output x -> global_avg_pool -> repeat(2, dense(4) -> relu) -> dense(2)
                """,
                m -> {
                  Tensor x =
                      m.input("image", 3, 16, 16)
                          .to(convBn(8, 7, 2))
                          .to(maxPool(3).stride(2).padding(1));
                  for (long c : new long[] {8, 16}) {
                    x = x.to(residual(c, c == 8 ? 1 : 2)).to(residual(c, 1));
                  }
                  Block twice = Block.repeat(2, dense(4).to(relu()));
                  m.output("output", x.to(globalAvgPool()).to(twice).to(dense(2)));
                }),
            new Twin(
                "branches",
                """
                input x: float[4, 8, 8]
                y = x -> ( conv(2, 1) -> relu | max_pool(3, stride=1, padding=1) -> conv(3, 1) ) -> concat
                output x -> ( conv(5, 1) | conv(5, 1) ) -> add
                output joined = y
                """,
                m -> {
                  Tensor x = m.input("x", 4, 8, 8);
                  Tensor y =
                      x.through(
                              Block.branches(
                                  conv(2, 1).to(relu()),
                                  maxPool(3).stride(1).padding(1).to(conv(3, 1))))
                          .to(concat());
                  m.output("output", x.through(Block.branches(conv(5, 1), conv(5, 1))).to(add()));
                  m.output("joined", y);
                }),
            new Twin(
                "sharing",
                """
                input a: float[8]
                input b: float[8]
                layer encode = dense(6) -> relu -> dense(4)
                layer one = dense(4, init=uniform(-0.5, 0.5))
                output distance = l2(encode(a) - encode(b))
                output more = one(one(encode(a))) * 2
                """,
                m -> {
                  Tensor a = m.input("a", 8);
                  Tensor b = m.input("b", 8);
                  Block encode = m.shared("encode", dense(6).to(relu()).to(dense(4)));
                  Block one = m.shared("one", dense(4).init(uniform(-0.5, 0.5)));
                  m.output("distance", a.to(encode).minus(b.to(encode)).to(l2()));
                  m.output("more", a.to(encode).to(one).to(one).times(2));
                }),
            new Twin(
                "shared block",
                """
                input x: float[4, 6, 6]
                layer r = residual(4)
                output x -> r -> r
                """,
                m -> {
                  Block r = m.shared("r", residual(4, 1));
                  m.output("output", m.input("x", 4, 6, 6).to(r).to(r));
                }),
            new Twin(
                "sequences",
                """
                input words: int64[T]
                input steps: int64
                states = words -> embedding(20, 6) -> gru(5, layers=2, bidirectional=true, returns=both, lengths=steps)
                output states[0] -> lstm(3, returns=final) -> dense(2)
                output last = states[1][-1]
                """,
                m -> {
                  Tensor words = m.input("words", ElementType.INT64, Model.free("T"));
                  Tensor steps = m.input("steps", ElementType.INT64);
                  Tensors states =
                      words
                          .to(embedding(20, 6))
                          .through(
                              gru(5)
                                  .layers(2)
                                  .bidirectional(true)
                                  .returns(Returns.BOTH)
                                  .lengths(steps));
                  m.output("output", states.get(0).to(lstm(3).returns(Returns.FINAL)).to(dense(2)));
                  m.output("last", states.get(1).pick(0, -1));
                }),
            new Twin(
                "attention",
                """
                input q: float[5, 4]
                input k: float[7, 4]
                output attention(q, k, k)
                """,
                m -> {
                  Tensor q = m.input("q", 5, 4);
                  Tensor k = m.input("k", 7, 4);
                  m.output("output", Tensors.of(q, k, k).to(attention()));
                }),
            new Twin(
                "arithmetic",
                """
                input x: float[3, 4]
                input n: int64[4]
                a = 1 - x * 2 / 3 + x ** 2
                b = 2 / (x + 1) - 2 ** x
                c = -a @ (b -> reshape([4, 3]))
                output c
                output d = x[1, 1:3] * 4 + (n -> cast(float))[0:-2]
                output e = x -> pad([[1, 2], [0, 1]]) -> split(2, axis=0) -> add -> mean(axis=[0, 1])
                """,
                m -> {
                  Tensor x = m.input("x", 3, 4);
                  Tensor n = m.input("n", ElementType.INT64, 4);
                  Tensor a = x.times(2).dividedBy(3).subtractedFrom(1).plus(x.power(2));
                  Tensor b = x.plus(1).dividing(2).minus(x.asPowerOf(2));
                  m.output("c", a.negated().matmul(b.to(reshape(4, 3))));
                  Tensor picked = x.range(1, 1, 3).pick(0, 1).times(4);
                  m.output("d", picked.plus(n.to(cast(ElementType.FLOAT)).range(0, 0, -2)));
                  m.output(
                      "e",
                      x.to(pad(new long[][] {{1, 2}, {0, 1}}))
                          .through(split(2))
                          .to(add())
                          .to(mean().axis(0, 1)));
                }),
            new Twin(
                "tuning",
                """
                input x: float[8]
                layer e = dense(4, frozen=true)
                output x -> e -> dense(3, lr_scale=0.5) -> repeat(2, dense(3))
                """,
                m -> {
                  Block e = m.shared("e", dense(4).frozen());
                  Block rest = dense(3).lrScale(0.5).to(Block.repeat(2, dense(3)));
                  m.output("output", m.input("x", 8).to(e).to(rest));
                }),
            new Twin(
                "several results",
                """
                input x: float[3]
                pair = x -> halves
                output pair[0]
                output more = pair[1]
                """,
                m -> {
                  Tensor x = m.input("x", 3);
                  Tensors pair =
                      x.through(
                          Block.severalNamed(
                              "halves", in -> in.through(Block.branches(dense(2), dense(3)))));
                  m.output("output", pair.get(0));
                  m.output("more", pair.get(1));
                }))
        .map(t -> dynamicTest(t.name, () -> same(t)));
  }

  private static void same(Twin twin) {
    String text = BLOCKS + "/// As drawn.\nmodel Net {\n" + twin.body + "}\n";
    Experiment read = Compiler.check(Source.of("net.nnd", text)).get("Net");
    Model model = Model.named("Net", "As drawn.");
    twin.java.accept(model);
    Experiment built = model.build();
    assertEquals(kinds(read), kinds(built));
    assertArrayEquals(bytes(read), bytes(built));
  }

  /** Whether and how fast each weight learns, which no bytes of a model that predicts tell. */
  private static Map<String, String> kinds(Experiment e) {
    Map<String, String> all = new LinkedHashMap<>();
    e.network().weights().forEach((n, w) -> all.put(n, w.trainable() + " " + w.lrScale()));
    return all;
  }

  private static byte[] bytes(Experiment e) {
    return Compiler.inference(e, e.network().initial(1), Map.of()).toBytes();
  }

  @Test
  void aLayerRefusesWhatItCantTakeAtOnce() {
    Tensor image = Model.named("M").input("image", 1, 8, 8);
    assertEquals(
        """
        error[NND0204]: dense expects a vector per example, but this value is float[1, 8, 8]
          help: insert `-> flatten` before it (it makes float[64])
        """,
        refusal(() -> image.to(dense(3))));
    assertEquals(
        "error[NND0205]: dense's units must be a whole number of at least 1, not 0\n",
        refusal(() -> image.to(flatten()).to(dense(0))));
    assertEquals(
        "error[NND0312]: the layer relu has no weights that could learn\n",
        refusal(() -> image.to(relu().frozen())));
    assertEquals(
        "error[NND0219]: dense takes 1 value, not 2\n",
        refusal(() -> Tensors.of(image, image).to(dense(3))));
  }

  /** What is refused leaves no trace: the next layer has the name. */
  @Test
  void whatIsRefusedTakesNoName() {
    Model m = Model.named("M");
    long[] huge = {1L << 40, 1L << 40};
    assertThrows(NndException.class, () -> m.input("x", huge));
    Tensor x = m.input("x", 2, 4);
    assertThrows(NndException.class, () -> m.input("x", 3));
    m.input("x_2", 3);
    assertThrows(NndException.class, () -> x.to(conv(1, 9)));
    assertThrows(NndException.class, () -> x.to(conv(1, 9).frozen()));
    assertThrows(NndException.class, () -> x.plus(m.input("z", 3)));
    m.output("y", x.to(conv(1, 1)).plus(x));
    assertEquals(
        List.of("conv", "add"), m.build().network().steps().stream().map(Step::path).toList());
  }

  @Test
  void namesAreTakenOnce() {
    Model m = Model.named("M");
    Tensor x = m.input("x", 3);
    Tensor y = x.to(dense(2));
    m.output("y", y);
    String help = "\n  help: choose another name\n";
    assertEquals(
        "error[NND0208]: an input can't be called x: that name is taken" + help,
        refusal(() -> m.input("x", 3)));
    assertEquals(
        "error[NND0208]: an input can't be called dense: that name is taken" + help,
        refusal(() -> m.input("dense", 3)));
    assertEquals(
        "error[NND0208]: an input can't be called label: that name is taken" + help,
        refusal(() -> m.input("label", 3)));
    assertEquals(
        "error[NND0208]: an input can't be called y: that name is taken" + help,
        refusal(() -> m.input("y", 3)));
    for (String taken : new String[] {"x", "y", "label", "loss"}) {
      assertEquals(
          "error[NND0208]: an output can't be called " + taken + ": that name is taken" + help,
          refusal(() -> m.output(taken, y)));
    }
  }

  @Test
  void aModelHasAnOutputAndFitsInMemory() {
    Model m = Model.named("M");
    assertEquals(
        "error[NND0220]: M has no output\n  help: name one: output(\"y\", y)\n", refusal(m::build));
    assertEquals(
        """
        error[NND0217]: one example of this is float[100000, 100000]: that is more than 2 GiB
          help: are its lengths what you mean?
        """,
        refusal(() -> m.input("x", 100_000, 100_000)));
  }

  @Test
  void misuseOfTheApiIsTold() {
    Model m = Model.named("M");
    Tensor x = m.input("x", 4);
    Tensor other = Model.named("Other").input("x", 4);
    Tensor free = m.input("t", ElementType.FLOAT, Model.free("T"));
    assertEquals("add is given a value of another model", misuse(() -> x.plus(other)));
    assertEquals("output y is given a value of another model", misuse(() -> m.output("y", other)));
    assertEquals(
        "an input can't be called 'in': names have letters, digits and _, and are no words of the"
            + " language",
        misuse(() -> m.input("in", 3)));
    assertEquals(
        "a length can't be called N: that is the number of examples, which shapes don't name",
        misuse(() -> m.input("n", new TensorType(ElementType.FLOAT, Shape.of(Dim.BATCH)))));
    assertEquals("a length is at least 1, not 0", misuse(() -> m.input("z", 0)));
    assertEquals(
        "one value is wanted here, not 2: join them, as with to(concat()), or take one with get(0)",
        misuse(() -> x.to(Block.branches(dense(1), dense(1)))));
    assertEquals(
        "a model can't be called 'my net': names have letters, digits and _, and are no words of"
            + " the language",
        misuse(() -> Model.named("my net")));
    assertEquals("axis 0 of float[T] has a free length", misuse(free::channels));
    assertEquals("there is no axis 2 in float[4]", misuse(() -> x.length(2)));
    assertEquals(
        "a factor of the learning rate is above 0, not 0.0", misuse(() -> dense(1).lrScale(0)));
    assertEquals("a count is at least 0, not -1", misuse(() -> Block.repeat(-1, relu())));
  }

  @Test
  void callsAreValuesThatReadLikeTheText() {
    Layers.Conv plain = conv(6, 5);
    Layers.Conv padded = plain.padding(Padding.SAME);
    assertEquals("conv(channels=6, kernel=[5])", plain.toString());
    assertEquals("conv(channels=6, kernel=[5], padding=same)", padded.toString());
    assertEquals("float[4]", Model.named("M").input("x", 4).toString());
  }

  private static String refusal(Executable body) {
    return assertThrows(NndException.class, body).getMessage();
  }

  private static String misuse(Executable body) {
    return assertThrows(RuntimeException.class, body).getMessage();
  }
}
