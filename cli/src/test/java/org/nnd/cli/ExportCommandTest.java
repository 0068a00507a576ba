package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.SavedModel;
import org.nnd.op.Identity;
import org.nnd.runtime.Comparison;
import org.nnd.train.Measure;

final class ExportCommandTest {
  @TempDir Path dir;

  @BeforeEach
  void writeAndTrain() throws IOException {
    Texts.small(dir);
    train();
  }

  private void train() {
    assertEquals("", Outcome.of(dir, "train DIR/small.nnd -o DIR --no-report").err());
  }

  private Outcome export(String options) {
    return Outcome.of(dir, "export DIR/small.nnd -o DIR/out.onnx " + options);
  }

  private void assertWrong(String options, String err) {
    assertEquals(Outcome.wrong(err), export(options));
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(dir.resolve(name));
  }

  /** Writes safetensors as the libraries of other languages do. */
  private void safetensors(String name, String header, float... numbers) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer all =
        ByteBuffer.allocate(8 + json.length + 4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(json.length).put(json);
    for (float n : numbers) {
      all.putFloat(n);
    }
    Files.write(dir.resolve(name), all.array());
  }

  private static final String WEIGHT =
      "'dense/weight':{'dtype':'F32','shape':[2,2],'data_offsets':[8,24]}";
  private static final String BIAS =
      "'dense/bias':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

  @Test
  void aTrainedModelIsWrittenAgain() throws IOException {
    assertEquals(Outcome.fine("wrote DIR/out.onnx\n"), export("--weights DIR/small.onnx"));
    assertArrayEquals(bytes("small.onnx"), bytes("out.onnx"));
  }

  @Test
  void aCheckpointGivesTheModelThatWasTrained() throws IOException {
    assertEquals(Outcome.fine("wrote DIR/out.onnx\n"), export("--weights DIR/small.checkpoints"));
    assertArrayEquals(bytes("small.onnx"), bytes("out.onnx"));
  }

  /** As a program leaves it that writes what it learned into the file it trained with. */
  @Test
  void aTrainingStepMayHaveItsStateAsDefaults() throws IOException {
    Builder g = new Builder("step");
    Value bias = g.input("dense/bias", Tensor.of(ElementType.FLOAT, Shape.of(2), 0, 1));
    g.input("dense/weight", Tensor.of(ElementType.FLOAT, Shape.of(2, 2), 1, 0, 0, 1));
    g.output("dense/bias/next", g.apply(new Identity(), bias));
    OnnxModel step =
        new OnnxModel(
            g.build(),
            "",
            Map.of(
                "nnd.state",
                "{\"dense/bias\":\"dense/bias/next\",\"dense/weight\":\"dense/weight/next\"}"));
    step.write(dir.resolve("step.train.onnx"));
    assertEquals(Outcome.fine("wrote DIR/out.onnx\n"), export("--weights DIR/step.train.onnx"));
    Map<String, Tensor> weights = SavedModel.read(dir.resolve("out.onnx")).initializers();
    assertEquals(
        Tensor.of(ElementType.FLOAT, Shape.of(2, 2), 1, 0, 0, 1), weights.get("dense/weight"));
  }

  @Test
  void aTrainingStepWithoutState() {
    assertEquals(0, Outcome.of(dir, "compile DIR/small.nnd -o DIR/begun").exit());
    assertWrong(
        "--weights DIR/begun/small.train.onnx",
        """
        DIR/begun/small.train.onnx: error[NND0673]: this training step holds no state: whoever runs it feeds it
          help: save the state by its names as safetensors, and give that
        """);
  }

  @Test
  void aStateOfOthersPredicts() throws IOException {
    safetensors(
        "state.safetensors",
        "{'optimizer/step':{'dtype':'F32','shape':[],'data_offsets':[24,28]},"
            + WEIGHT
            + ","
            + BIAS
            + "}",
        0,
        1,
        1,
        0,
        0,
        1,
        7);
    assertEquals(Outcome.fine("wrote DIR/out.onnx\n"), export("--weights DIR/state.safetensors"));
    Files.writeString(dir.resolve("new.csv"), "a,b\n3,1\n1,3\n");
    assertEquals(
        Outcome.fine("kind,probability\n0,0.7311\n1,0.9526\n"),
        Outcome.of(dir, "predict DIR/out.onnx --data DIR/new.csv"));
  }

  @Test
  void theMovingMeanPredicts() throws IOException {
    Texts.write(dir.resolve("small.nnd"), Texts.SMALL.replace("epochs 2", "ema 0.5  epochs 2"));
    train();
    assertEquals(Outcome.fine("wrote DIR/out.onnx\n"), export("--weights DIR/small.checkpoints"));
    assertArrayEquals(bytes("small.onnx"), bytes("out.onnx"));
  }

  @Test
  void weightsThatAreNotTheTexts() throws IOException {
    safetensors("less.safetensors", "{" + BIAS + "}", 0, 1);
    assertWrong(
        "--weights DIR/less.safetensors",
        """
        DIR/less.safetensors: error[NND0580]: dense/weight is missing in this model, but float[2, 2] in the text
          help: give the text as it was in training, and the same --model and --set
        """);
    safetensors(
        "other.safetensors",
        "{" + BIAS + "," + WEIGHT.replace("[2,2]", "[4]") + "}",
        0,
        1,
        1,
        0,
        0,
        1);
    assertWrong(
        "--weights DIR/other.safetensors",
        """
        DIR/other.safetensors: error[NND0580]: dense/weight is float[4] in this model, but float[2, 2] in the text
          help: give the text as it was in training, and the same --model and --set
        """);
    safetensors(
        "more.safetensors",
        "{" + BIAS + "," + WEIGHT + "," + BIAS.replace("dense", "dense_2") + "}",
        0,
        1,
        1,
        0,
        0,
        1,
        0,
        0);
    assertWrong(
        "--weights DIR/more.safetensors",
        """
        DIR/more.safetensors: error[NND0671]: dense_2/bias is float[2] in this file, but the text has no such weight
          help: give the text as it was in training, and the same --model and --set
        """);
    Texts.write(dir.resolve("small.nnd"), Texts.SMALL.replace("dense(2)", "dense(2, bias=false)"));
    assertWrong(
        "--weights DIR/small.onnx",
        """
        DIR/small.onnx: error[NND0671]: dense/bias is float[2] in this file, but the text has no such weight
          help: give the text as it was in training, and the same --model and --set
        """);
  }

  @Test
  void filesThatAreNoState() throws IOException {
    assertWrong(
        "--weights DIR/small.csv",
        """
        DIR/small.csv: error[NND0670]: weights are read from .safetensors and .onnx files
          help: save the state by its names, as NAME.train.onnx has them, as safetensors
        """);
    assertWrong(
        "--weights DIR/smal.safetensors",
        """
        error[NND0672]: there is no file DIR/smal.safetensors
          note: looked for DIR/smal.safetensors
        """);
    assertDamaged("{" + WEIGHT + "}", "dense/weight would reach beyond the end of the file");
    assertDamaged(
        "{" + BIAS.replace("8]", "4]") + "}",
        "dense/bias is float[2], but its data_offsets say another length");
    assertDamaged(
        "{" + BIAS.replace("F32", "F8_E4M3") + "}",
        "dense/bias is of F8_E4M3, which nnd has no numbers for");
    assertDamaged(
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,8]}}", "a has a negative length");
    assertDamaged(
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}}",
        "a would reach beyond the end of the file");
    assertDamaged("{'a':3}", "the header of this safetensors file is not as the format says");
    assertDamaged("[[[", "the header of this safetensors file is not as the format says");
    Files.write(dir.resolve("state.safetensors"), new byte[] {1, 2, 3});
    assertState("this is no safetensors file, or not all of one");
  }

  private void assertDamaged(String header, String message) throws IOException {
    safetensors("state.safetensors", header, 1, 2);
    assertState(message);
  }

  private void assertState(String message) {
    assertWrong(
        "--weights DIR/state.safetensors",
        "DIR/state.safetensors: error[NND0672]: "
            + message
            + "\n  help: is it complete, and was it saved as safetensors?\n");
  }

  @Test
  void aFileIsNeeded() {
    assertEquals(
        Outcome.wrong("Missing required parameter: 'FILE'\nTry: nnd export --help\n"),
        Outcome.of(dir, "export"));
  }

  private Outcome form(String form) {
    return Outcome.of(dir, "export DIR/small.nnd --weights DIR/small.onnx -o DIR/out.onnx " + form);
  }

  @Test
  void whatAFormCostsIsTold() {
    assertEquals(
        Outcome.fine(
            """
            wrote DIR/out.onnx
                      before  after
            loss      0.0000 0.0000
            accuracy  0.0000 0.0000
            size      0 kB   0 kB
            measured on 0 examples that it learned from, for none are held out
            """),
        squeezed(form("--float16").withoutDigits()));
  }

  /** The same with spaces that don't depend on how long a number is. */
  private static Outcome squeezed(Outcome o) {
    String out =
        o.out()
            .replaceAll("0+[.]0 kB", "0 kB")
            .replaceAll("size +0 kB +0 kB", "size      0 kB   0 kB")
            .replaceAll("(?m)^ +before +after$", "          before  after")
            .replaceAll("0[.]0000 +0[.]0000", "0.0000 0.0000");
    return new Outcome(o.exit(), out, o.err());
  }

  @Test
  void aToolReadsIt() {
    Outcome told = form("--int8 static --format json");
    assertEquals("", told.err());
    JsonObject json = JsonParser.parseString(told.out()).getAsJsonObject();
    assertEquals(
        "[file, numbers, examples, held_out, before, after, notes]", json.keySet().toString());
    assertEquals("int8 static", json.get("numbers").getAsString());
    assertEquals("[loss, accuracy, bytes]", json.getAsJsonObject("after").keySet().toString());
  }

  @Test
  void metadataStaysAndEqualBytesComeOut() throws IOException {
    for (String form : List.of("--float16", "--int8 dynamic", "--int8 static")) {
      assertEquals(0, form(form).exit());
      byte[] first = bytes("out.onnx");
      assertEquals(0, form(form).exit());
      assertArrayEquals(first, bytes("out.onnx"));
      Map<String, String> metadata = SavedModel.read(dir.resolve("out.onnx")).metadata();
      assertEquals("y", metadata.get("nnd.prediction"));
      assertEquals(form.replace("--", ""), metadata.get("nnd.numbers"));
      Files.writeString(dir.resolve("new.csv"), "a,b\n3,1\n");
      assertEquals(0, Outcome.of(dir, "predict DIR/out.onnx --data DIR/new.csv").exit());
    }
  }

  /** The names of files tell what is in them, unless another one is asked for. */
  @Test
  void theDefaultNameTellsTheForm() {
    assertTrue(
        Outcome.of(dir, "export DIR/small.nnd --weights DIR/small.onnx -o DIR --int8 dynamic")
            .out()
            .startsWith("wrote DIR/small.int8.onnx\n"));
  }

  @Test
  void withoutDataNothingIsMeasured() throws IOException {
    Files.delete(dir.resolve("small.csv"));
    Outcome told = form("--float16");
    assertEquals(0, told.exit());
    assertTrue(told.out().endsWith("not measured: there is no file DIR/small.csv\n"), told.out());
    assertEquals(
        Outcome.wrong(
            """
            error[NND0401]: there is no file DIR/small.csv
              note: looked for DIR/small.csv
              help: did you mean small.nnd?
            """),
        form("--int8 static"));
  }

  @Test
  void aLossOfMuchIsPointedOut() {
    Map<String, Measure> before =
        Map.of("loss", new Measure.Single(1), "accuracy", new Measure.Single(0.9));
    Map<String, Measure> after =
        Map.of("loss", new Measure.Single(1), "accuracy", new Measure.Single(0.88));
    assertEquals(
        Optional.of("accuracy fell by more than 0.01"),
        new Comparison(before, after, Set.of("accuracy"), 5, true).loss());
    assertEquals(
        Optional.empty(), new Comparison(before, before, Set.of("accuracy"), 5, true).loss());
    assertEquals(
        Optional.of("loss grew by more than 5 %"),
        new Comparison(
                Map.of("loss", new Measure.Single(1)),
                Map.of("loss", new Measure.Single(1.06)),
                Set.of(),
                5,
                true)
            .loss());
    assertEquals(
        Optional.of("loss is no number any more"),
        new Comparison(
                Map.of("loss", new Measure.Single(1)),
                Map.of("loss", new Measure.Single(Double.NaN)),
                Set.of(),
                5,
                true)
            .loss());
  }

  @Test
  void formsThatAreNone() {
    assertEquals(
        Outcome.wrong(
            """
            Invalid value for option '--int8': must be dynamic or static, not stochastic
            Try: nnd export --help
            """),
        form("--int8 stochastic"));
    assertEquals(
        Outcome.wrong(
            """
            Error: --float16, --int8=HOW are mutually exclusive (specify only one)
            Try: nnd export --help
            """),
        form("--int8 static --float16"));
  }

  private Outcome model(String options) {
    return Outcome.of(dir, "export DIR/small.onnx -o DIR/out.onnx " + options);
  }

  /** The same file whether a text is at hand or not. */
  @Test
  void aModelAloneIsGivenAnotherForm() throws IOException {
    for (String form : List.of("--float16", "--int8 dynamic")) {
      assertEquals(0, form(form).exit());
      byte[] measured = bytes("out.onnx");
      Outcome told = model(form);
      assertEquals("", told.err());
      assertTrue(
          told.out()
              .endsWith(
                  "not measured: the text does it, nnd export NAME.nnd --weights"
                      + " DIR/small.onnx\n"),
          told.out());
      assertArrayEquals(measured, bytes("out.onnx"));
    }
  }

  @Test
  void whatAModelAloneCannotHave() {
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.onnx: error[NND0674]: int8 static finds its scales in training data, which a text names
              help: give the text: nnd export NAME.nnd --weights DIR/small.onnx --int8 static
            """),
        model("--int8 static"));
    assertEquals(
        Outcome.wrong(
            """
            Say what the model is to compute with: --float16 or --int8 dynamic
            Try: nnd export --help
            """),
        model(""));
    assertEquals(
        Outcome.wrong(
            """
            --weights, --data and --validation go with a text: name.nnd
            Try: nnd export --help
            """),
        model("--float16 --weights DIR/small.onnx"));
    assertEquals(0, Outcome.of(dir, "compile DIR/small.nnd -o DIR/begun").exit());
    assertEquals(
        Outcome.wrong(
            """
            DIR/begun/small.train.onnx: error[NND0675]: this model does a training step; what predicts is exported
              help: give the text: nnd export NAME.nnd --weights STATE
            """),
        Outcome.of(dir, "export DIR/begun/small.train.onnx --float16 -o DIR/out.onnx"));
  }

  /** What eval measures of the file is what the export told, but for what batches have together. */
  @Test
  void theFileIsMeasuredAgain() {
    for (String form : List.of("--float16", "--int8 dynamic", "--int8 static")) {
      JsonObject told =
          JsonParser.parseString(form(form + " --format json").out()).getAsJsonObject();
      Outcome again =
          Outcome.of(
              dir, "eval DIR/small.nnd --weights DIR/out.onnx --data DIR/small.csv --format json");
      assertEquals("", again.err());
      JsonObject measured = JsonParser.parseString(again.out()).getAsJsonObject();
      assertEquals(
          told.getAsJsonObject("after").get("loss").getAsDouble(),
          measured.get("loss").getAsDouble(),
          1e-3);
      assertEquals(told.getAsJsonObject("after").get("accuracy"), measured.get("accuracy"));
    }
  }

  /** Metrics may read values that predictions don't give. */
  @Test
  void aMetricOfInnerValues() throws IOException {
    Texts.write(
        dir.resolve("small.nnd"),
        Texts.SMALL
            .replace("output y = x -> dense(2)", "z = x -> dense(2)\n  output y = z -> relu")
            .replace("accuracy(y, label)", "accuracy(z, label)"));
    train();
    JsonObject told =
        JsonParser.parseString(form("--int8 dynamic --format json").out()).getAsJsonObject();
    assertTrue(told.getAsJsonObject("after").has("accuracy"), told.toString());
    assertEquals(
        Outcome.wrong(
            """
            DIR/out.onnx: error[NND0676]: the loss and the metrics read more than this model gives
              note: it does not give dense
              help: nnd export told what they are when it wrote this file
            """),
        Outcome.of(dir, "eval DIR/small.nnd --weights DIR/out.onnx --data DIR/small.csv"));
  }
}
