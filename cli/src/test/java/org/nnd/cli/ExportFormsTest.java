package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of every kind, trained a little and exported: what it costs stays within bounds. */
final class ExportFormsTest {
  @TempDir Path dir;

  /** Sentences in which one word tells the mood. */
  private static String moods() {
    StringBuilder all = new StringBuilder("text,label\n");
    String[] words = {"film", "plot", "actor", "scene", "song", "night"};
    for (int i = 0; i < 120; i++) {
      String word = words[i % 6] + " " + words[i / 6 % 6];
      all.append(word).append(i % 2 == 0 ? " good " : " bad ").append(words[i * 5 % 6]);
      all.append(i % 2 == 0 ? ",glad\n" : ",sad\n");
    }
    return all.toString();
  }

  private void sentences(String layers) throws IOException {
    Texts.write(
        dir.resolve("net.nnd"),
        "import \"std/transformer.nnd\"\n"
            + Texts.MOOD
                .replace("embedding(5, 4) -> mean(0)", "embedding(10, 32) -> " + layers)
                .replace("epochs 40", "validation 0.2  epochs 8  batch 8")
                .replace("lr=0.1", "lr=0.01"));
    Texts.write(dir.resolve("mood.csv"), moods());
  }

  private void example(String name) throws IOException {
    Path examples = Path.of("../examples");
    Files.createDirectories(dir.resolve("data"));
    Files.copy(examples.resolve(name + ".nnd"), dir.resolve("net.nnd"));
    Files.copy(examples.resolve("data/" + name + ".csv"), dir.resolve("data/" + name + ".csv"));
  }

  private void train(String options) {
    Outcome trained =
        Outcome.of(
            dir, "train DIR/net.nnd -o DIR --no-report --no-checkpoints --seed 3 " + options);
    assertEquals("", trained.err());
  }

  private JsonObject export(String form) {
    Outcome told =
        Outcome.of(
            dir, "export DIR/net.nnd --weights DIR/net.onnx -o DIR/out.onnx --format json " + form);
    assertEquals("", told.err());
    return JsonParser.parseString(told.out()).getAsJsonObject();
  }

  private static double number(JsonObject told, String side, String name) {
    return told.getAsJsonObject(side).get(name).getAsDouble();
  }

  /** What a form may cost and what it saves. */
  private void assertWithin(String form, String metric, double most, double size) {
    JsonObject told = export(form);
    assertTrue(told.get("held_out").getAsBoolean());
    double before = number(told, "before", metric);
    double lost = Math.abs(before - number(told, "after", metric)) / Math.max(1, before);
    assertTrue(lost <= most, told.toString());
    double ratio = number(told, "after", "bytes") / number(told, "before", "bytes");
    assertTrue(ratio <= size, form + " " + ratio + " " + told);
  }

  @Test
  void digits() throws IOException {
    example("digits");
    train("--epochs 4");
    assertWithin("--float16", "accuracy", 0.003, 0.52);
    assertWithin("--int8 dynamic", "accuracy", 0.01, 0.3);
    assertWithin("--int8 static", "accuracy", 0.01, 0.31);
  }

  @Test
  void examplesAreHeldOutAsTheCommandLineSays() throws IOException {
    example("digits");
    train("--epochs 1");
    assertEquals(360, export("--float16").get("examples").getAsInt());
    assertEquals(899, export("--float16 --validation 0.5").get("examples").getAsInt());
  }

  @Test
  void diabetes() throws IOException {
    example("diabetes");
    train("--epochs 20");
    assertWithin("--float16", "loss", 0.002, 1);
    assertWithin("--int8 dynamic", "loss", 0.02, 1.5);
    assertWithin("--int8 static", "loss", 0.02, 1.5);
  }

  @Test
  void longShortTermMemory() throws IOException {
    sentences("lstm(64, returns=final)");
    train("");
    assertWithin("--float16", "loss", 0.002, 0.55);
    assertWithin("--int8 dynamic", "loss", 0.02, 0.36);
    assertWithin("--int8 static", "loss", 0.02, 0.36);
  }

  @Test
  void transformer() throws IOException {
    sentences("transformer_encoder(heads=4, hidden=64) -> mean(0)");
    train("");
    assertWithin("--float16", "loss", 0.002, 0.65);
    assertWithin("--int8 dynamic", "loss", 0.02, 0.7);
    assertWithin("--int8 static", "loss", 0.02, 0.7);
  }
}
