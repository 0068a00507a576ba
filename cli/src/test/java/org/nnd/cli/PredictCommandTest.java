package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictCommandTest {
  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.small(dir);
  }

  private void train(String file) {
    assertEquals("", Outcome.of(dir, "train DIR/" + file + " -o DIR").err());
  }

  private Outcome predict(String model, String data) {
    return Outcome.of(dir, "predict DIR/" + model + " --data DIR/" + data);
  }

  @Test
  void theLikeliestClassOfEachRow() {
    train("small.nnd");
    assertEquals(
        Outcome.fine(
            """
            kind,probability
            0,0.0000
            0,0.0000
            0,0.0000
            0,0.0000
            0,0.0000
            """),
        predict("small.onnx", "small.csv").withoutDigits());
  }

  @Test
  void columnsAreFoundByTheirNames() throws IOException {
    train("small.nnd");
    Texts.write(dir.resolve("new.csv"), "b,other,a\n2,9,1\n1,9,2\n1,9,3\n3,9,1\n3,9,0\n");
    assertEquals(predict("small.onnx", "small.csv"), predict("small.onnx", "new.csv"));
  }

  @Test
  void classesHaveTheirNames() throws IOException {
    Texts.write(
        dir.resolve("small.csv"), "a,b,kind\n0,9,plum\n9,0,pear\n0,8,plum\n8,0,pear\n0,9,plum\n");
    Texts.write(dir.resolve("small.nnd"), Texts.SMALL.replace("epochs 2", "epochs 20"));
    train("small.nnd");
    assertEquals(
        "kind plum pear plum pear plum",
        predict("small.onnx", "small.csv").out().replaceAll(",.*\n", " ").strip());
  }

  @Test
  void eachOfSeveralLabelsHasItsClass() throws IOException {
    Texts.write(
        dir.resolve("small.nnd"),
        Texts.SMALL
            .replace("dense(2)", "dense(6) -> reshape([2, 3])")
            .replace("label=\"kind\"", "label=[\"p\", \"q\"]"));
    Texts.write(dir.resolve("small.csv"), "a,b,p,q\n1,2,0,2\n2,1,1,0\n");
    train("small.nnd");
    assertEquals(
        Outcome.fine(
            """
            p,p_probability,q,q_probability
            0,0.0000,0,0.0000
            0,0.0000,0,0.0000
            """),
        predict("small.onnx", "small.csv").withoutDigits());
    Texts.write(dir.resolve("small.csv"), "a,b,p,q\n1,2,0,2\n2,1,1,3\n");
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.csv:3: error[NND0440]: '3' in column 'q' is not the number of a class
              note: the classes are 0 to 2
            """),
        Outcome.of(dir, "train DIR/small.nnd -o DIR"));
  }

  @Test
  void numbersOfARegression() throws IOException {
    Texts.write(
        dir.resolve("small.nnd"),
        Texts.SMALL
            .replace("dense(2)", "dense(1)")
            .replaceFirst("loss .*\n *metric .*\n", "loss mse(y, label)\n"));
    train("small.nnd");
    Outcome outcome = predict("small.onnx", "small.csv");
    assertEquals(0, outcome.exit());
    assertTrue(outcome.out().matches("kind\n(-?[0-9.E-]+\n){5}"), outcome.out());
  }

  @Test
  void imagesOfAFolderAndOfAFile() throws IOException {
    Texts.images(dir);
    train("tiny.nnd");
    Outcome folder = predict("tiny.onnx", "images");
    assertTrue(folder.out().matches("label,probability\n([0-2],0\\.[0-9]{4}\n){4}"), folder.out());
    assertEquals(folder, predict("tiny.onnx", "images/t10k-images-idx3-ubyte"));
  }

  @Test
  void theTableGoesToAFile() throws IOException {
    train("small.nnd");
    String command = "predict DIR/small.onnx --data DIR/small.csv -o DIR/out/table.csv";
    assertEquals(Outcome.fine(""), Outcome.of(dir, command));
    assertEquals(
        predict("small.onnx", "small.csv").out(), Files.readString(dir.resolve("out/table.csv")));
    assertEquals(Outcome.fine("[]\n"), Outcome.of(dir, command + " --format json"));
  }

  @Test
  void anUnwritablePlace() throws IOException {
    train("small.nnd");
    Files.createFile(dir.resolve("file"));
    assertEquals(
        Outcome.wrong("DIR/file/t.csv: error[NND0509]: can't be written: DIR/file is no folder\n"),
        Outcome.of(dir, "predict DIR/small.onnx --data DIR/small.csv -o DIR/file/t.csv"));
  }

  @Test
  void aModelThatIsOnlyCompiled() {
    Outcome.of(dir, "compile DIR/small.nnd -o DIR");
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.csv:1: error[NND0422]: input x is float[2] and takes 2 columns, but gets 3
              note: the columns are a, b, kind
              help: an input takes all columns but the label's
            """),
        predict("small.onnx", "small.csv"));
  }

  @Test
  void aModelThatDoesNotPredict() {
    Outcome.of(dir, "compile DIR/small.nnd -o DIR");
    Map.of(
            "train", "does a training step",
            "init", "gives what a training begins with",
            "eval", "measures weights")
        .forEach(
            (kind, does) ->
                assertEquals(
                    Outcome.wrong(
                        "DIR/small.%s.onnx: error[NND0508]: this model %s, it does not predict\n"
                                .formatted(kind, does)
                            + "  help: predict with the model that nnd train or nnd compile wrote"
                            + " beside it\n"),
                    predict("small." + kind + ".onnx", "small.csv")));
  }

  @Test
  void aModelThatIsMissing() {
    train("small.nnd");
    assertEquals(
        Outcome.wrong(
            """
            error[NND0506]: there is no file DIR/smal.onnx
              note: looked for DIR/smal.onnx
              help: did you mean small.onnx?
            """),
        predict("smal.onnx", "small.csv"));
    assertEquals(
        Outcome.wrong("DIR: error[NND0506]: can't be read: it is a folder\n"),
        Outcome.of(dir, "predict DIR --data DIR/small.csv"));
  }

  @Test
  void aModelOfJunk() throws IOException {
    byte[] junk = new byte[300];
    new Random(1).nextBytes(junk);
    Files.write(dir.resolve("junk.onnx"), junk);
    Outcome outcome = predict("junk.onnx", "small.csv");
    assertEquals(
        Outcome.wrong(
            """
            DIR/junk.onnx: error[NND0507]: ONNX Runtime can't load this as a model
              note: Load model from DIR/junk.onnx failed:Protobuf parsing failed.
              help: is it an .onnx file, and complete?
            """),
        outcome);
  }

  @Test
  void dataThatIsMissing() {
    train("small.nnd");
    assertEquals(
        Outcome.wrong(
            """
            error[NND0401]: there is no file DIR/none.csv
              note: looked for DIR/none.csv
            """),
        predict("small.onnx", "none.csv"));
  }

  @Test
  void aColumnThatIsMissing() throws IOException {
    train("small.nnd");
    Texts.write(dir.resolve("new.csv"), "a,kind\n1,0\n");
    assertEquals(
        Outcome.wrong(
            """
            DIR/new.csv:1: error[NND0420]: there is no column 'b' for input x
              note: the columns are a, kind
            """),
        predict("small.onnx", "new.csv"));
  }

  /** Two kinds of fruit that are far apart. */
  private void trainFruit() throws IOException {
    Texts.write(
        dir.resolve("small.csv"), "a,b,kind\n0,9,plum\n9,0,fig\n0,8,plum\n8,0,fig\n0,9,plum\n");
    Texts.write(dir.resolve("small.nnd"), Texts.SMALL.replace("epochs 2", "epochs 200"));
    train("small.nnd");
    Texts.write(dir.resolve("new.csv"), "a,b\n0,9\n9,0\n");
  }

  @Test
  void theLikeliestClassesAndAllProbabilities() throws IOException {
    trainFruit();
    assertEquals(
        Outcome.fine(
            """
            kind,probability,kind_0,probability_0
            plum,0.0000,fig,0.0000
            fig,0.0000,plum,0.0000
            """),
        predict("small.onnx", "new.csv --top 2").withoutDigits());
    Outcome all = predict("small.onnx", "new.csv --probabilities");
    assertEquals("kind,probability,kind=fig,kind=plum", all.out().lines().findFirst().get());
    String[] plum = all.out().split("\n", -1)[1].split(",", -1);
    assertEquals(plum[1], plum[3]);
    assertEquals(1, Double.parseDouble(plum[2]) + Double.parseDouble(plum[3]), 1e-4);
    assertTrue(Double.parseDouble(plum[3]) > 0.9, all.out());
  }

  @Test
  void jsonForTools() throws IOException {
    trainFruit();
    assertEquals(
        Outcome.fine(
            """
            [{"kind":"plum","probability":0.0000},{"kind":"fig","probability":0.0000}]
            """),
        predict("small.onnx", "new.csv --format json").withoutDigits());
  }

  @Test
  void moreClassesThanThereAre() throws IOException {
    trainFruit();
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.onnx: error[NND0583]: the 3 likeliest classes are asked for, but there are 2
              help: give --top 2 at most
            """),
        predict("small.onnx", "new.csv --top 3"));
    assertEquals(
        Outcome.wrong("--top must be at least 1, not 0\nTry: nnd predict --help\n"),
        predict("small.onnx", "new.csv --top 0"));
  }

  @Test
  void probabilitiesOfNumbers() throws IOException {
    Texts.write(
        dir.resolve("small.nnd"),
        Texts.SMALL
            .replace("dense(2)", "dense(1)")
            .replaceFirst("loss .*\n *metric .*\n", "loss mse(y, label)\n"));
    train("small.nnd");
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.onnx: error[NND0582]: this model gives no scores of classes
              help: leave --top and --probabilities away
            """),
        predict("small.onnx", "small.csv --probabilities"));
  }

  @Test
  void aTextThatIsGiven() throws IOException {
    Texts.moods(dir);
    train("mood.nnd");
    Outcome good = Outcome.of(dir, "predict DIR/mood.onnx", "--text", "a good film");
    assertEquals(Outcome.fine("label,probability\nglad,0.0000\n"), good.withoutDigits());
    Outcome bad = Outcome.of(dir, "predict DIR/mood.onnx", "--text", "bad, bad");
    assertEquals(Outcome.fine("label,probability\nsad,0.0000\n"), bad.withoutDigits());
    train("small.nnd");
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.onnx: error[NND0581]: this model has no vocabulary to read texts
              help: give one that nnd train made from text(...) or lines(...)
            """),
        Outcome.of(dir, "predict DIR/small.onnx --text bad"));
  }

  @Test
  void imagesByTheirNames() throws IOException {
    Texts.image(dir.resolve("images/dark/1.png"), 10);
    Texts.image(dir.resolve("images/light/1.png"), 240);
    Texts.write(
        dir.resolve("tiny.nnd"),
        Texts.IMAGES
            .replace("dense(3)", "dense(2)")
            .replace("optimizer sgd", "epochs 99 optimizer adam"));
    train("tiny.nnd");
    Texts.image(dir.resolve("new/a.png"), 250);
    Texts.image(dir.resolve("new/b.png"), 0);
    assertEquals(
        Outcome.fine("file,label,probability\na.png,light,0.0000\nb.png,dark,0.0000\n"),
        predict("tiny.onnx", "new").withoutDigits());
    String one = "[{\"file\":\"DIR/new/b.png\",\"label\":\"dark\",\"probability\":0.0000}]\n";
    assertEquals(
        Outcome.fine(one), predict("tiny.onnx", "new/b.png --format json").withoutDigits());
    Texts.write(dir.resolve("new/c.jpg"), "no image");
    assertEquals(
        Outcome.wrong(
            """
            DIR/new/c.jpg: error[NND0471]: this image is in a format that can't be read
              help: PNG, JPEG, GIF, BMP and TIFF can be read; convert it, or remove it
            """),
        predict("tiny.onnx", "new"));
    train("small.nnd");
    assertEquals(
        Outcome.wrong(
            """
            DIR/new/a.png: error[NND0472]: an image is [channels, height, width], but input x is float[2]
              help: declare it as float[3, 64, 64], or with 1 channel for grey images
            """),
        predict("small.onnx", "new/a.png"));
  }
}
