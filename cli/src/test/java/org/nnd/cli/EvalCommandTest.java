package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalCommandTest {
  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.small(dir);
  }

  private void write(String name, String text) throws IOException {
    Texts.write(dir.resolve(name), text);
  }

  private void train(String options) {
    assertEquals("", Outcome.of(dir, "train DIR/small.nnd -o DIR " + options).err());
  }

  private Outcome eval(String data) {
    return Outcome.of(dir, "eval DIR/small.nnd --weights DIR/small.onnx --data DIR/" + data);
  }

  private JsonObject json(String data) {
    Outcome outcome = eval(data + " --format json");
    assertEquals("", outcome.err());
    return JsonParser.parseString(outcome.out()).getAsJsonObject();
  }

  @Test
  void lossAndMetricsOfTheTrainSection() throws IOException {
    write("small.nnd", Texts.SMALL.replace("epochs 2", "metric confusion(y, label)  epochs 200"));
    train("");
    assertEquals(
        Outcome.fine(
            """
            examples       0
            loss      0.0000
            accuracy  0.0000
            confusion: a row for each class, a column for what it was decided to be
               0  0
            0  0  0
            0  0  0
            """),
        eval("small.csv").withoutDigits());
    JsonObject measured = json("small.csv");
    assertEquals(5, measured.get("examples").getAsInt());
    assertEquals(1, measured.get("accuracy").getAsDouble());
    assertEquals("[[3,0],[0,2]]", measured.get("confusion").toString());
    write("wrong.csv", "kind,a,b\n1,1,2\n0,2,1\n");
    assertEquals(0, json("wrong.csv").get("accuracy").getAsDouble());
  }

  @Test
  void theSameAsTrainingMeasured() throws IOException {
    write("other.csv", "a,b,kind\n5,2,1\n2,6,0\n1,1,1\n");
    write(
        "small.nnd",
        Texts.SMALL.replace(
            "label=\"kind\")", "label=\"kind\", validation=\"other.csv\", normalize=standard)"));
    train("--log DIR/log.jsonl");
    String log = Files.readString(dir.resolve("log.jsonl"));
    JsonObject last =
        JsonParser.parseString(log.lines().reduce((a, b) -> b).orElseThrow()).getAsJsonObject();
    assertEquals(last.get("val_loss"), json("other.csv").get("loss"));
    assertEquals(last.get("val_accuracy"), json("other.csv").get("accuracy"));
  }

  @Test
  void classesKeepTheirNumbers() throws IOException {
    write("small.csv", "a,b,kind\n0,9,plum\n9,0,fig\n0,8,plum\n8,0,fig\n");
    train("--epochs 50");
    write("other.csv", "a,b,kind\n0,9,plum\n");
    assertEquals(1, json("other.csv").get("accuracy").getAsDouble());
    write("other.csv", "a,b,kind\n0,9,plump\n");
    assertEquals(
        Outcome.wrong(
            """
            DIR/other.csv:2: error[NND0482]: 'plump' in column 'kind' is none of the known classes
              note: the classes are fig, plum
              help: did you mean plum?
            """),
        eval("other.csv"));
  }

  @Test
  void textsAreReadAsInTraining() throws IOException {
    write("small.nnd", Texts.MOOD.replace("mood.csv", "small.csv"));
    write("small.csv", Texts.MOODS);
    train("");
    write("other.csv", "label,text\nsad,bad unheard\n");
    assertEquals(1, json("other.csv").get("accuracy").getAsDouble());
  }

  @Test
  void aTextIsCutIntoWindows() throws IOException {
    write(
        "small.nnd",
        """
        model Next {
          input text: int64[T]
          output y = text -> one_hot(3) -> dense(3)
        }
        train Next {
          data      text("small.txt", length=2)
          loss      cross_entropy(y, label)
          metric    accuracy(y, label)
          optimizer adam(lr=0.1)
          epochs 60
        }
        """);
    write("small.txt", "abababababababababab");
    train("");
    write("other.txt", "bababab");
    assertEquals(3, json("other.txt").get("examples").getAsInt());
    assertEquals(1, json("other.txt").get("accuracy").getAsDouble());
    write(
        "small.nnd",
        Files.readString(dir.resolve("small.nnd"))
            .replace("text(\"small.txt\", length=2)", "lines(\"small.csv\")"));
    assertEquals(
        Outcome.wrong(
            """
            DIR/other.txt: error[NND0589]: the train section names another kind of data than the model learned from
              help: give the file as it was in training
            """),
        eval("other.txt"));
  }

  @Test
  void foldersOfImagesKeepTheirNumbers() throws IOException {
    write(
        "small.nnd",
        Texts.IMAGES
            .replace("dense(3)", "dense(2)")
            .replace("optimizer sgd", "metric accuracy(y, label) epochs 99 optimizer adam"));
    Texts.image(dir.resolve("images/dark/1.png"), 10);
    Texts.image(dir.resolve("images/light/1.png"), 240);
    train("");
    Texts.image(dir.resolve("new/light/9.png"), 250);
    assertEquals(1, json("new").get("accuracy").getAsDouble());
    Texts.image(dir.resolve("loose/9.png"), 250);
    assertEquals(
        Outcome.wrong(
            """
            DIR/loose: error[NND0586]: these images have no labels
              help: put each into a folder that is called as its class is
            """),
        eval("loose"));
    Texts.image(dir.resolve("new/grey/9.png"), 120);
    assertEquals(
        Outcome.wrong(
            """
            DIR/new/grey: error[NND0470]: there is no class of this name among those to learn from
              note: the classes are dark, light
            """),
        eval("new"));
  }

  @Test
  void mnistsTestImages() throws IOException {
    Texts.images(dir);
    write("small.nnd", Texts.IMAGES);
    train("");
    assertEquals(4, json("images").get("examples").getAsInt());
  }

  @Test
  void labelsThatAreMissing() throws IOException {
    train("");
    write("new.csv", "a,b\n1,2\n");
    assertEquals(
        Outcome.wrong(
            """
            DIR/new.csv:1: error[NND0420]: there is no column 'kind' for the label
              note: the columns are a, b
            """),
        eval("new.csv"));
  }

  @Test
  void labelsThatAreNamesForNumbers() throws IOException {
    train("");
    write("new.csv", "a,b,kind\n1,2,plum\n2,1,fig\n");
    assertEquals(
        Outcome.wrong(
            """
            DIR/new.csv: error[NND0588]: the labels are names, but the model learned numbers of classes
              note: the names are fig, plum
              help: label them with the numbers that it learned from
            """),
        eval("new.csv"));
  }

  @Test
  void aTextWithOtherLayers() throws IOException {
    train("");
    write("small.nnd", Texts.SMALL.replace("dense(2)", "dense(3)"));
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.onnx: error[NND0580]: dense/weight is float[2, 2] in this model, but float[3, 2] in the text
              help: give the text as it was in training, and the same --model and --set
            """),
        eval("small.csv"));
    write("small.nnd", Texts.SMALL.replace("dense(2)", "dense(2) -> dense(2)"));
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.onnx: error[NND0580]: dense_2/weight is missing in this model, but float[2, 2] in the text
              help: give the text as it was in training, and the same --model and --set
            """),
        eval("small.csv"));
  }

  @Test
  void aModelThatIsOnlyCompiled() {
    Outcome.of(dir, "compile DIR/small.nnd -o DIR");
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.onnx: error[NND0587]: this model does not remember what it learned from
              help: give the model that nnd train wrote
            """),
        eval("small.csv"));
  }

  @Test
  void aModelOfJunkOrNone() throws IOException {
    write("small.onnx", "junk");
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.onnx: error[NND0507]: this is no ONNX model
              help: is it an .onnx file, and complete?
            """),
        eval("small.csv"));
    Files.delete(dir.resolve("small.onnx"));
    assertEquals(
        Outcome.wrong(
            """
            error[NND0506]: there is no file DIR/small.onnx
              note: looked for DIR/small.onnx
              help: did you mean small.nnd?
            """),
        eval("small.csv"));
  }

  @Test
  void aTextWithoutATrainSection() throws IOException {
    write("small.nnd", Texts.SMALL.substring(0, Texts.SMALL.indexOf("train")));
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.nnd: error[NND0510]: there is no train section here
              help: write one: train Name { data csv("data.csv")  loss ...  optimizer ... }
            """),
        eval("small.csv"));
  }

  private Outcome checkpoint(String path) {
    return Outcome.of(dir, "eval DIR/small.nnd --data DIR/other.csv --checkpoint DIR/" + path);
  }

  /** A moving mean and scaled numbers: neither stands in the weights alone. */
  @Test
  void checkpointsOfATraining() throws IOException {
    write("other.csv", "a,b,kind\n5,2,1\n2,6,0\n1,1,1\n");
    write(
        "small.nnd",
        Texts.SMALL.replace(
            "label=\"kind\")",
            "label=\"kind\", validation=\"other.csv\", normalize=standard)  ema 0.5"));
    train("--lr 3 --epochs 5 --keep 5 --log DIR/log.jsonl");
    List<JsonObject> epochs =
        Files.readAllLines(dir.resolve("log.jsonl")).stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    for (int i = 1; i <= 5; i++) {
      assertEquals(epochs.get(i - 1).get("val_loss"), loss("epoch-000" + i + ".safetensors"));
    }
    assertEquals(epochs.get(4).get("val_loss"), loss("last.safetensors"));
    JsonElement best =
        epochs.stream()
            .map(epoch -> epoch.get("val_loss"))
            .min(Comparator.comparing(JsonElement::getAsDouble))
            .orElseThrow();
    assertEquals(best, loss("best.safetensors"));
    assertEquals(best, loss(""));
    Files.delete(dir.resolve("small.checkpoints/best.safetensors"));
    assertEquals(epochs.get(4).get("val_loss"), loss(""));
  }

  private JsonElement loss(String file) {
    Outcome outcome = checkpoint("small.checkpoints/" + file + " --format json");
    assertEquals("", outcome.err());
    return JsonParser.parseString(outcome.out()).getAsJsonObject().get("loss");
  }

  @Test
  void checkpointsThatAreNoneOrOfAnotherTraining() throws IOException {
    write("other.csv", "a,b,kind\n5,2,1\n");
    assertEquals(
        Outcome.wrong(
            """
            error[NND0530]: there is no checkpoint DIR/gone
              note: looked for DIR/gone
              help: without --checkpoint, the trained model is measured
            """),
        checkpoint("gone"));
    train("--seed 2 --validation 0.2");
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.checkpoints/best.safetensors: error[NND0532]: this checkpoint is of another training
              note: seed is 1, but 2 in the checkpoint
              note: validation is 0.0, but 0.2 in the checkpoint
              help: let the train section say what the command line said in training
            """),
        checkpoint("small.checkpoints"));
    train("");
    write("small.nnd", Texts.SMALL.replace("dense(2)", "dense(2) -> dense(2)"));
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.checkpoints/last.safetensors: error[NND0580]: dense_2/weight is missing in this model, but float[2, 2] in the text
              help: give the text as it was in training, and the same --model and --set
            """),
        checkpoint("small.checkpoints"));
    assertEquals(
        Outcome.wrong(
            """
            Error: --weights=MODEL, --checkpoint=PATH are mutually exclusive (specify only one)
            Try: nnd eval --help
            """),
        Outcome.of(dir, "eval DIR/small.nnd --data DIR/other.csv --weights a --checkpoint b"));
  }

  /** A weight of 0 is that of an example that isn't there; the weights are no feature. */
  @Test
  void aColumnOfWeightsBesideAVector() throws IOException {
    write(
        "small.nnd",
        Texts.SMALL
            .replace("input x: float[2]", "input x: float[2]\n  input w: float")
            .replace("(y, label)\n  metric", "(y, label, weight=w)\n  metric")
            .replace("label=\"kind\")", "label=\"kind\", missing=mean, normalize=standard)"));
    write("small.csv", "w,a,b,kind\n1,1,2,0\n2,2,1,1\n0.5,3,1,1\n1,1,,0\n");
    train("--epochs 5");
    write("some.csv", "w,a,b,kind\n1,1,2,0\n3,2,1,1\n");
    write("more.csv", "w,a,b,kind\n1,1,2,0\n3,2,1,1\n0,9,9,0\n");
    assertEquals(json("some.csv").get("loss"), json("more.csv").get("loss"));
    write("new.csv", "b,a\n1,2\n");
    Outcome predicted = Outcome.of(dir, "predict DIR/small.onnx --data DIR/new.csv");
    assertEquals("", predicted.err());
    assertEquals(
        Outcome.wrong(
            """
            DIR/new.csv:1: error[NND0420]: there is no column 'w' for input w
              note: the columns are b, a
            DIR/new.csv:1: error[NND0420]: there is no column 'kind' for the label
              note: the columns are b, a
            """),
        eval("new.csv"));
    write("gap.csv", "w,a,b,kind\n,1,2,0\n");
    assertEquals(
        Outcome.wrong(
            """
            DIR/gap.csv:2: error[NND0430]: column 'w' has no value
              help: fill it in, remove the row, or say what it means: missing=mean
            """),
        eval("gap.csv"));
  }
}
