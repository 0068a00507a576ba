package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportCommandTest {
  @TempDir Path dir;

  @BeforeEach
  void train() throws IOException {
    Texts.small(dir);
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

  @Test
  void aTrainingStepHasItsStateAsDefaults() throws IOException {
    assertEquals(0, Outcome.of(dir, "compile DIR/small.nnd -o DIR/begun").exit());
    assertEquals(
        Outcome.fine("wrote DIR/out.onnx\n"), export("--weights DIR/begun/small.train.onnx"));
    assertEquals(
        Outcome.fine("wrote DIR/again.onnx\n"),
        Outcome.of(dir, "export DIR/small.nnd -o DIR/again.onnx --weights DIR/begun/small.onnx"));
    assertArrayEquals(bytes("again.onnx"), bytes("out.onnx"));
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
}
